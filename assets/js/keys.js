// Single keys, for those who have not switched them off. The page says which: an element with data-key="r" is
// clicked or focused by «r». Nothing here is needed: each of these elements works by itself.
const isOn = document.body.dataset.shortcuts === "on";
const rows = () => [...document.querySelectorAll("main table.data tbody tr")].filter((row) => row.querySelector("a[href]"));

function isTyping(target) {
  return target.closest("input, select, textarea, [contenteditable]") && !target.matches("[type=checkbox], [type=radio]");
}

function isSeen(element) {
  return element.checkVisibility({ visibilityProperty: true });
}

/** Opens what hides the element, then clicks it, or gives it the focus when it is a field. */
function act(element) {
  const folded = element.closest("details:not([open])");
  if (folded && !element.closest("summary")) folded.open = true;
  if (element.matches("textarea, select, input")) {
    element.focus();
    element.scrollIntoView({ block: "center" });
    return;
  }
  element.click();
}

/** The next or the previous row of the list; its link has the focus, so Enter opens it. */
function step(by) {
  const all = rows();
  if (!all.length) return false;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1)];
  next.querySelector("a[href]").focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

/** Ticks the box of the row that has the focus. */
function tick() {
  const box = document.activeElement.closest("tr")?.querySelector("input.tick");
  if (box) box.checked = !box.checked;
  return Boolean(box);
}

// «g» then a letter goes to a part of the site, when the reader's navigation has it.
const places = { t: "/tickets", d: "/requests", h: "/", s: "/sites", b: "/scoreboards", c: "/agreements", f: "/invoices", o: "/organisations", a: "/account" };
let goesUntil = 0;

function go(key) {
  const href = places[key];
  const link = href && document.querySelector(`header.site a[href="${href}"], footer.site a[href="${href}"]`);
  if (link) link.click();
  return Boolean(link);
}

const also = { c: 'a[href="/tickets/new"], a[href="/requests/new"]', "?": "a[data-help]" };

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || document.querySelector("dialog[open], [popover]:popover-open:not(#menu)")) return;
  const key = event.key;
  const isGoing = Date.now() < goesUntil;
  goesUntil = 0;
  let done = false;
  if (isGoing) done = go(key);
  else if (key === "g") {
    goesUntil = Date.now() + 1500;
    done = true;
  } else if (key === "j" || key === "k") done = step(key === "j" ? 1 : -1);
  else if (key === "x") done = tick();
  else {
    const own = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
    const element = own.find((e) => isSeen(e) || e.closest("details")) ?? (also[key] && document.querySelector(also[key]));
    if (element) {
      act(element);
      done = true;
    }
  }
  if (done) event.preventDefault();
}
if (isOn) addEventListener("keydown", onKey);

// Ctrl+Enter sends what is being written; with Shift, it also waits for the requester. No single key: always on.
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.form) return;
  const form = event.target.form;
  const button = (event.shiftKey && form.querySelector("[data-send=wait]")) || form.querySelector("[data-send=plain]");
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
});

// Links that lead into something folded open it.
for (const link of document.querySelectorAll("a[data-opens]")) {
  link.addEventListener("click", () => {
    const target = document.querySelector(link.getAttribute("href"));
    const folded = target?.closest("details:not([open])");
    if (folded) folded.open = true;
    target?.focus();
  });
}

// A panel that opens gives the focus to its first field; closing gives it back to its button by itself.
for (const panel of document.querySelectorAll(".panel[popover]")) {
  panel.addEventListener("toggle", (event) => {
    if (event.newState === "open") panel.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  });
}

// «?» and the link in the footer show the list over the page; without script the link opens the page of the list.
const help = document.querySelector("a[data-help]");
let dialog = null;
help?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || location.pathname === "/shortcuts") return;
  event.preventDefault();
  const before = document.activeElement;
  if (dialog) return dialog.showModal();
  const request = new XMLHttpRequest();
  request.open("GET", help.href);
  request.responseType = "document";
  request.onload = () => {
    const list = request.response?.querySelector("#shortcut-list");
    if (!list) return location.assign(help.href);
    dialog = document.createElement("dialog");
    dialog.className = "help-dialog";
    dialog.append(document.importNode(list, true));
    // It may be longer than the window: the keyboard must be able to scroll it.
    dialog.tabIndex = 0;
    dialog.setAttribute("aria-labelledby", "shortcut-title");
    document.body.append(dialog);
    dialog.addEventListener("close", () => before?.focus());
    dialog.showModal();
  };
  request.onerror = () => location.assign(help.href);
  request.send();
});
