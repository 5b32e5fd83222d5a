// Ctrl+K: one box over any page. The server answers with places (`/palette?q=`, which is a page without script); the
// actions of the page at hand are found in the page itself.
const opener = document.querySelector("a[data-palette]");
let box = null;

/** What can be done here: each button and link of the page that acts, by its words. */
function pageActions() {
  const candidates = document.querySelectorAll("main .action-bar :is(a, button), main .page-head .actions :is(a, button), main [data-key], main [data-action]");
  const words = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("kbd, svg").forEach((part) => part.remove());
    return (element.labels?.[0] ?? copy).textContent.trim().replace(/\s+/g, " ");
  };
  const seen = new Set();
  return [...candidates]
    .map((element) => ({ element, name: words(element) }))
    .filter(({ name }) => name && !seen.has(name) && seen.add(name));
}

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function build() {
  const dialog = document.createElement("dialog");
  dialog.className = "palette";
  dialog.setAttribute("aria-label", opener.textContent.trim());
  const input = document.createElement("input");
  // Not a search field: there, the first Esc would only empty it.
  input.type = "text";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "true");
  input.setAttribute("aria-controls", "palette-options");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-label", opener.textContent.trim());
  input.autocomplete = "off";
  input.maxLength = 200;
  const list = document.createElement("ul");
  list.id = "palette-options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", opener.textContent.trim());
  dialog.append(input, list);
  document.body.append(dialog);
  let waiting = null;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 80);
  });
  input.addEventListener("keydown", onKey);
  dialog.addEventListener("close", () => box.before?.focus());
  return { dialog, input, list, options: [], at: 0, before: null, asked: 0 };
}

function choose(at) {
  if (!box.options.length) {
    box.input.removeAttribute("aria-activedescendant");
    return;
  }
  box.at = (at + box.options.length) % box.options.length;
  box.options.forEach((option, i) => option.row.setAttribute("aria-selected", i === box.at ? "true" : "false"));
  const { row } = box.options[box.at];
  box.input.setAttribute("aria-activedescendant", row.id);
  row.scrollIntoView({ block: "nearest" });
}

function draw(entries) {
  box.list.replaceChildren();
  box.options = entries.map((entry, i) => {
    const row = document.createElement("li");
    row.id = `palette-option-${i}`;
    row.setAttribute("role", "option");
    const name = document.createElement("span");
    name.textContent = entry.name;
    const kind = document.createElement("span");
    kind.className = "hint";
    kind.textContent = entry.kind;
    row.append(name, " ", kind);
    row.addEventListener("click", () => run(i));
    box.list.append(row);
    return { ...entry, row };
  });
  choose(0);
}

function run(at) {
  const option = box.options[at];
  if (!option) return;
  box.dialog.close();
  if (option.path) location.assign(option.path);
  else if (option.element.matches("textarea, select, input")) option.element.focus();
  else {
    const hidden = option.element.closest("details:not([open])");
    if (hidden && !option.element.closest("summary")) hidden.open = true;
    option.element.click();
  }
}

function actionsUnder(words) {
  const starts = folded(words).split(/[^\p{L}\d]+/u).filter(Boolean);
  const kind = opener.dataset.actionWords;
  return pageActions()
    .filter(({ name }) => starts.every((start) => folded(name).split(/[^\p{L}\d]+/u).some((word) => word.startsWith(start))))
    .map(({ element, name }) => ({ element, name, kind }));
}

function ask() {
  const words = box.input.value;
  const turn = ++box.asked;
  const actions = actionsUnder(words);
  const request = new XMLHttpRequest();
  request.open("GET", `/palette?q=${encodeURIComponent(words)}`);
  request.responseType = "document";
  request.onload = () => {
    // Answers that come late are of no use any more.
    if (turn !== box.asked || !request.response) return;
    const links = [...request.response.querySelectorAll("#palette-entries a")];
    const places = links.map((link) => ({ name: link.firstElementChild.textContent, kind: link.lastElementChild.textContent, path: link.getAttribute("href") }));
    draw([...actions, ...places]);
  };
  request.send();
  if (turn === 1 || actions.length) draw(actions);
}

function open() {
  box ??= build();
  if (box.dialog.open) return box.dialog.close();
  box.before = document.activeElement;
  box.input.value = "";
  box.dialog.showModal();
  ask();
}

function onKey(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) choose(box.at + by);
  else if (event.key === "Enter") run(box.at);
  else return;
  event.preventDefault();
}

if (opener) {
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || location.pathname === "/palette") return;
    event.preventDefault();
    open();
  });
  // With Ctrl, so not one of the single keys that can be switched off.
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
}
