// At a counter: persons are proposed while a name is typed, and the line is brought up to date by itself.
const place = document.querySelector("[data-persons]");
const field = place?.querySelector("input");
const AGAIN = 10000;

if (field) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-list`;
  field.setAttribute("list", list.id);
  field.after(list);
  let waiting = null;
  let turn = 0;
  const ask = async () => {
    const own = ++turn;
    const words = field.value.trim();
    if (words.length < 2) return list.replaceChildren();
    const answer = await fetch(`${place.dataset.persons}?q=${encodeURIComponent(words)}`).catch(() => null);
    if (!answer?.ok || own !== turn) return;
    const { items } = await answer.json();
    list.replaceChildren(...items.map((person) => {
      const option = document.createElement("option");
      option.value = `${person.name} <${person.email}>`;
      option.label = person.beneficiary_name;
      return option;
    }));
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
}

const part = document.querySelector("[data-again]");

/** What somebody is doing there stays: a field that has the focus, words that were typed. */
function isBusy() {
  const typed = [...part.querySelectorAll("input:not([type=hidden]), textarea")].some((one) => one.value !== one.defaultValue);
  return typed || part.contains(document.activeElement);
}

function again() {
  if (document.hidden || isBusy()) return;
  const request = new XMLHttpRequest();
  request.open("GET", part.dataset.again);
  request.responseType = "document";
  request.onload = () => {
    const fresh = request.response?.querySelector("[data-again]");
    if (fresh && !isBusy()) part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  };
  request.send();
}
if (part) setInterval(again, AGAIN);
