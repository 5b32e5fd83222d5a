// Small conveniences. Every page works without this file.

// Buttons that copy a value: shown only here, since they cannot work without script.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}

// Clocks of promises: service seconds left at load, counted down until the end of the service window.
const units = { fr: ["Reste ", "Dépassé de ", ""], en: ["", "Late by ", " left"] };

function timeInWords(seconds) {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const parts = [];
  if (minutes >= 60) parts.push(`${Math.floor(minutes / 60)}\u00a0h`);
  if (minutes % 60 || !parts.length) parts.push(`${minutes % 60}\u00a0min`);
  return parts.join("\u00a0");
}

const loaded = Date.now();
function tick() {
  for (const clock of document.querySelectorAll(".countdown[data-left]")) {
    const until = clock.dataset.until ? Date.parse(clock.dataset.until) : Infinity;
    const elapsed = Math.max(0, Math.min(Date.now(), until) - loaded) / 1000;
    const left = Number(clock.dataset.left) - elapsed;
    const [before, late, after] = units[clock.dataset.lang] ?? units.fr;
    const words = left < 0 ? late + timeInWords(left) : before + timeInWords(left) + after;
    const text = clock.querySelector(".tag").lastChild;
    if (text.nodeType === Node.TEXT_NODE && text.data !== words) text.data = words;
  }
}
setInterval(tick, 15000);

// A form is sent once: the second click of an impatient hand does nothing.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
// Coming back with the browser's back button makes the forms ready again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Questions of a request form that depend on another answer: hidden while that answer is another one.
const dependent = [...document.querySelectorAll("[data-show-when]")];
function showDependent() {
  for (const part of dependent) {
    const asked = [...document.getElementsByName(part.dataset.showWhen)];
    const chosen = asked.find((field) => field.type !== "radio" || field.checked);
    const isHidden = !chosen || chosen.closest("[data-show-when][hidden]") !== null;
    part.hidden = isHidden || !part.dataset.showIs.split("|").includes(chosen.value);
    part.querySelector(".hint")?.toggleAttribute("hidden", true);
  }
}
if (dependent.length) {
  showDependent();
  document.addEventListener("change", showDependent);
}
