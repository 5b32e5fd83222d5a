// What is being written on a ticket is kept on the server at most five seconds later. Without script, the button does it.
for (const button of document.querySelectorAll("button[data-draft]")) {
  const form = button.form;
  const state = form.querySelector(".draft-state");
  let waiting = null;
  let since = 0;
  let sending = null;

  const fields = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };
  const save = async () => {
    clearTimeout(waiting);
    waiting = null;
    since = 0;
    sending = new AbortController();
    try {
      // The answer leads back to the ticket: not followed, it says that the words are kept.
      const answer = await fetch(button.formAction, { method: "POST", body: fields(), redirect: "manual", signal: sending.signal });
      state.textContent = answer.type === "opaqueredirect" ? state.dataset.kept : state.dataset.failed;
    } catch (error) {
      if (error.name !== "AbortError") state.textContent = state.dataset.failed;
    }
  };
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea")) return;
    since ||= Date.now();
    clearTimeout(waiting);
    waiting = setTimeout(save, Math.max(0, Math.min(1500, since + 4000 - Date.now())));
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    sending?.abort();
  });
  addEventListener("pagehide", () => {
    if (waiting && !form.dataset.sent) fetch(button.formAction, { method: "POST", body: fields(), redirect: "manual", keepalive: true });
  });
}
