// News while a page is open: one stream of what changed (identifiers only), or a question from time to time where
// streams do not pass. A page that is not seen listens to nothing and asks when it is seen again. Other parts of the
// script hear of it by events: `socle:ticket` and `socle:call` say what changed, `socle:look` that something may have.
const list = document.querySelector("[data-live-list]");
const ticket = document.querySelector("[data-live-ticket]");
const hearsCalls = document.body.dataset.calls === "on";
const chats = document.querySelector("[data-chat], [data-chats]");
const EVERY = chats ? 4000 : 30000;
let stream = null;
let failures = 0;
let waiting = null;

function say(place, words, label) {
  if (place.dataset.said === words) return;
  place.dataset.said = words;
  place.replaceChildren();
  if (!words) return;
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = label;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
  place.append(words, " ", link);
}

async function askList() {
  const query = new URLSearchParams({ q: list.dataset.liveList, since: list.dataset.since });
  const answer = await fetch(`/live/tickets?${query}`);
  if (answer.ok) say(list, (await answer.json()).words, list.dataset.show);
}

async function askTicket() {
  const answer = await fetch(`/live${ticket.dataset.liveTicket}`);
  if (answer.ok && String((await answer.json()).version) !== ticket.dataset.version) insert();
}

/** New messages take their place at the end of the conversation; what is being written is left alone. */
function insert() {
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname);
  request.responseType = "document";
  request.onload = () => {
    const here = document.querySelector(".conversation");
    const fresh = request.response?.querySelectorAll(".conversation > li") ?? [];
    const own = request.response?.querySelector("[data-live-ticket]");
    for (const entry of fresh) if (here && !document.getElementById(entry.id)) here.append(document.importNode(entry, true));
    if (own && own.dataset.version !== ticket.dataset.version) say(ticket, ticket.dataset.words, ticket.dataset.show);
  };
  request.send();
}

/** Asks for what may have been missed. */
function ask() {
  dispatchEvent(new Event("socle:look"));
  const asked = list ? askList() : ticket && askTicket();
  asked?.catch(() => {});
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 800);
}

function listen() {
  if (stream || document.hidden || failures > 3) return;
  stream = new EventSource("/live");
  // What changed between the page and its stream was told to nobody.
  stream.onopen = () => {
    failures = 0;
    soon();
  };
  stream.addEventListener("ticket", (event) => {
    const news = JSON.parse(event.data);
    dispatchEvent(new CustomEvent("socle:ticket", { detail: news }));
    if (list) soon();
    else if (ticket?.dataset.liveTicket === `/tickets/${news.beneficiary}/${news.id}`) insert();
  });
  stream.addEventListener("phone_call", (event) => {
    dispatchEvent(new CustomEvent("socle:call", { detail: JSON.parse(event.data).id }));
  });
  stream.addEventListener("missed", soon);
  stream.onerror = () => {
    failures += 1;
    if (stream.readyState === EventSource.CLOSED || failures > 3) leave();
  };
}

function leave() {
  stream?.close();
  stream = null;
}

if (list || ticket || chats || hearsCalls) {
  listen();
  setInterval(() => { if (!stream && !document.hidden) ask(); }, EVERY);
  addEventListener("visibilitychange", () => {
    if (document.hidden) return leave();
    ask();
    listen();
  });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
}
