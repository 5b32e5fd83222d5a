// Articles that may answer what is being typed, under its field. Without script, a button looks for them.
for (const place of document.querySelectorAll("[data-suggest]")) {
  const field = document.getElementById(place.dataset.suggest);
  let waiting = null;
  let turn = 0;
  let shown = "";

  const ask = () => {
    const words = field.value.trim().slice(0, 600);
    const asked = ++turn;
    if (words.length < 6) return place.replaceChildren();
    const request = new XMLHttpRequest();
    request.open("GET", `/knowledge/suggestions?q=${encodeURIComponent(words)}`);
    request.responseType = "document";
    request.onload = () => {
      // Answers that come late are of no use any more; the same ones stay as they are, opened or not.
      if (asked !== turn || request.status !== 200 || !request.response) return;
      const found = request.response.getElementById("knowledge-found");
      const titles = found ? [...found.querySelectorAll("summary")].map((one) => one.textContent).join("\n") : "";
      if (titles === shown && place.children.length === (found ? 1 : 0)) return;
      shown = titles;
      place.replaceChildren(...(found ? [document.importNode(found, true)] : []));
    };
    request.send();
  };
  field?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
}
