// A call shows over the page as soon as it rings, to those who answer calls; it goes when somebody else takes it. What
// is shown is the first part of the call's own page, where everything works without script.
const hears = document.body.dataset.calls === "on";
let shownCall = null;
let box = null;

function hide() {
  box?.remove();
  box = null;
  shownCall = null;
}

/** Asks for the card as any reader would, and shows it if it is for this one. */
function show(call) {
  if (location.pathname === `/calls/${call}`) return;
  const request = new XMLHttpRequest();
  request.open("GET", `/calls/${call}`);
  request.responseType = "document";
  request.onload = () => {
    const card = request.response?.querySelector("#call-card");
    if (!card?.dataset.pops) {
      if (shownCall === call) hide();
      return;
    }
    const words = card.dataset;
    if (!box) {
      box = document.createElement("div");
      box.className = "call-pop";
      box.setAttribute("role", "status");
      document.body.append(box);
    }
    shownCall = call;
    box.setAttribute("aria-label", words.label);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "quiet";
    close.textContent = words.close;
    close.addEventListener("click", hide);
    box.replaceChildren(document.importNode(card, true), close);
  };
  request.send();
}

async function askCall() {
  const answer = await fetch("/live/calls");
  if (!answer.ok) return;
  const { call } = await answer.json();
  if (call) show(call);
  else hide();
}

if (hears) {
  addEventListener("socle:call", (event) => show(event.detail));
  const look = () => askCall().catch(() => {});
  addEventListener("socle:look", look);
  look();
}

// The key that opens the form of a call's ticket leads to its first field.
if (location.hash === "#field-title") document.getElementById("field-title")?.focus();
