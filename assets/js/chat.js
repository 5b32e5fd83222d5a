// A conversation while it is held, and the list of those that wait, brought up to date by the page's news; what is being
// written is never touched.
const chat = document.querySelector("[data-chat]");
const list = document.querySelector("[data-chats]");
let waiting = null;

function ask(method, address, body, done, failed) {
  const request = new XMLHttpRequest();
  request.open(method, address);
  request.responseType = "document";
  request.onload = () => done(request.response, request.status);
  request.onerror = failed;
  request.send(body);
}

const copy = (node) => document.importNode(node, true);

/** Takes in what is new on a fresh copy of the page; `isOwn` after a message of one's own. */
function merge(fresh, isOwn) {
  const said = document.querySelector("#chat-said .conversation");
  const isAtEnd = innerHeight + scrollY >= document.body.scrollHeight - 200;
  let added = null;
  for (const entry of fresh.querySelectorAll("#chat-said .conversation > li")) {
    if (!document.getElementById(entry.id)) said.append((added = copy(entry)));
  }
  for (const id of ["chat-state", "chat-write", "chat-acts"]) {
    const [here, there] = [document.getElementById(id), fresh.querySelector(`#${id}`)];
    if (!there || here.dataset.standing === there.dataset.standing) continue;
    const isTyped = [...here.querySelectorAll("textarea")].some((area) => area.value.trim());
    if (isTyped && !isOwn) continue;
    here.replaceChildren(...[...there.childNodes].map(copy));
    here.dataset.standing = there.dataset.standing;
  }
  if (added && (isAtEnd || isOwn)) added.scrollIntoView({ block: "nearest" });
}

function again() {
  if (list) {
    ask("GET", list.dataset.chats, null, (page, status) => {
      const fresh = page?.querySelector("[data-chats]");
      if (status === 200 && fresh && !list.contains(document.activeElement)) list.replaceChildren(...[...fresh.childNodes].map(copy));
    });
    return;
  }
  ask("GET", chat.dataset.chat, null, (page, status) => status === 200 && page && merge(page, false));
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(again, 80);
}

/** What went wrong stands above, and what was typed stays. */
function refused(page) {
  const place = document.getElementById("chat-errors");
  const told = page?.querySelector(".error-summary");
  if (told) place.replaceChildren(copy(told));
  else {
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.textContent = chat.dataset.failed;
    place.replaceChildren(words);
  }
  place.scrollIntoView({ block: "nearest" });
}

function send(event) {
  const form = event.target;
  if (!form.action.endsWith("/messages")) return;
  event.preventDefault();
  if (form.dataset.going) return;
  form.dataset.going = "yes";
  const settled = () => {
    delete form.dataset.going;
    delete form.dataset.sent;
  };
  ask("POST", form.action, new FormData(form), (page, status) => {
    settled();
    if (status >= 400 || !page?.querySelector("[data-chat]")) return refused(page);
    document.getElementById("chat-errors").replaceChildren();
    form.reset();
    for (const area of form.querySelectorAll("textarea")) area.value = "";
    // The key of a message is its own: the next one takes the next key.
    const own = form.querySelector("[name=internal]") ? "#chat-acts" : "#chat-write";
    const key = page.querySelector(`${own} [name=key]`);
    if (key) form.querySelector("[name=key]").value = key.value;
    merge(page, true);
  }, () => {
    // Sent again with the same key, it is said once.
    settled();
    refused(null);
  });
}

if (chat || list) {
  chat?.addEventListener("submit", send);
  chat?.classList.add("is-live");
  addEventListener("socle:ticket", ({ detail: news }) => {
    if (list || chat.dataset.ticket === `/tickets/${news.beneficiary}/${news.id}`) soon();
  });
  addEventListener("socle:look", soon);
}
