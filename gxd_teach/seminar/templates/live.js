// The exchange's page as it happens. The server writes every sentence and every table; this
// script adds lines as they come in and puts the page's own parts in place of what is outdated.
import { Picture } from "./picture.js";

const bar = document.getElementById("live");
const words = JSON.parse(bar.dataset.words);
const most = Number(bar.dataset.most);
const language = document.documentElement.lang;
const pauseButton = document.getElementById("pause");
const connection = document.getElementById("connection");
const announcer = document.getElementById("announcer");
const events = document.getElementById("events");
const picture = new Picture(document.getElementById("picture"), words);

let { run, after, state, company } = bar.dataset;
let paused = false;
let held = []; // lines that came in while paused
let source = null;

// Moments, in the reader's time zone

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });

function localTimes(root) {
  for (const time of root.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) time.textContent = moment.format(at);
  }
}

// Lines

// The page's list was read a moment after its stamp: what it shows has been seen as well.
const numbers = () => [...events.children].map((item) => Number(item.dataset.number));
const newest = () => Math.max(Number(after.split("-")[1] ?? 0), ...numbers());
let last = newest();
let seen = []; // the newest lines of the stream, in case a page that is fetched lacks them

function show(line) {
  if (company && !line.companies.includes(company)) return;
  const item = document.createElement("li");
  item.dataset.number = line.number;
  const tag = document.createElement("span");
  tag.className = "tag";
  tag.textContent = line.tag;
  const time = document.createElement("time");
  time.dateTime = line.at;
  item.append(tag, " ", time, document.createElement("br"), line.sentence);
  if (line.note) {
    const note = document.createElement("small");
    note.textContent = line.note;
    item.append(document.createElement("br"), note);
  }
  localTimes(item);
  item.classList.add("new");
  const view = events.parentElement;
  const [before, read] = [view.scrollHeight, view.scrollTop];
  events.prepend(item);
  while (events.children.length > most) events.lastElementChild.remove();
  // Who reads further down goes on reading there.
  if (read > 0) view.scrollTop = read + view.scrollHeight - before;
  announce(line.sentence);
  picture.light(line);
}

// A screen reader hears the newest sentence at most every two seconds, not a flood of them.
let unsaid = [];
let announcing = 0;
function announce(sentence) {
  unsaid.push(sentence);
  announcing ||= setTimeout(() => {
    const more = unsaid.length - 1;
    const rest = more ? ` (${words.more.replace("{n}", more)})` : "";
    announcer.textContent = unsaid[unsaid.length - 1] + rest;
    unsaid = [];
    announcing = 0;
  }, 2000);
}

function told(event) {
  const line = JSON.parse(event.data);
  line.run = event.lastEventId.split("-")[0];
  seen = [...seen.slice(-most), line];
  // Of another run: the page is being fetched anew, and then takes this line from `seen`.
  if (line.run !== run || line.number <= last) return;
  after = event.lastEventId;
  last = line.number;
  if (paused) {
    held.push(line);
    held = held.slice(-most);
    say();
  } else {
    show(line);
    refreshSoon();
  }
}

// Companies, footprints and counts: the page itself is asked for them again

let fresh = new Map(); // what the server wrote into each part, before times were made local
let waiting = 0;
let asked = 0;
let took = 0; // milliseconds; a server that is busy is asked less often

function parts(root) {
  return [...root.querySelectorAll("[data-part]")];
}

function remember(root) {
  fresh = new Map(parts(root).map((part) => [part.id, [part.dataset.part, part.innerHTML]]));
}

function refreshSoon() {
  waiting ||= setTimeout(() => {
    waiting = 0;
    if (!paused && !document.hidden) refresh();
  }, Math.max(700, 5 * took));
}

let everything = false; // whether the list of events is to be exchanged as well

async function refresh({ events: withEvents = false } = {}) {
  const mine = ++asked;
  everything ||= withEvents;
  const began = performance.now();
  let sent;
  try {
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    if (!answer.ok) return;
    sent = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // the stream says that the connection is lost
  }
  took = performance.now() - began;
  const newBar = sent.getElementById("live");
  if (mine !== asked || !newBar) return;
  const focused = document.activeElement?.id;
  const old = fresh;
  remember(sent);
  for (const part of parts(sent)) {
    const here = document.getElementById(part.id);
    const [set, html] = old.get(part.id) ?? [];
    // A part of parts is exchanged as a whole only when it has other parts.
    const same = part.dataset.part ? set === part.dataset.part : html === part.innerHTML;
    if (!here || same || !part.isConnected) continue;
    const copy = document.importNode(part, true);
    localTimes(copy);
    here.replaceChildren(...copy.childNodes);
    here.dataset.part = part.dataset.part;
  }
  if (focused && document.activeElement?.id !== focused)
    document.getElementById(focused)?.focus({ preventScroll: true });
  state = newBar.dataset.state;
  if (everything || newBar.dataset.run !== run) {
    everything = false;
    ({ run, after, company } = newBar.dataset);
    const items = [...sent.getElementById("events").children];
    events.replaceChildren(...items.map((item) => document.importNode(item, true)));
    localTimes(events);
    last = newest();
    seen = seen.filter((line) => line.run === run);
    const later = seen.filter((line) => line.number > last);
    held = paused ? later : [];
    if (!paused) later.forEach(show);
    last = Math.max(last, ...later.map((line) => line.number));
    after = `${run}-${last}`;
    const other = document.querySelector("header nav a[hreflang]");
    other.href = `?${new URLSearchParams({ lang: other.lang, ...(company && { company }) })}`;
    say();
  }
  picture.draw();
}

function changed(event) {
  const now = JSON.parse(event.data);
  if (now.run !== run) refresh({ events: true });
  else if (now.state !== state) refreshSoon();
}

// The stream

let status = "opening";
function say(now = status) {
  status = now;
  if (!paused) connection.textContent = words[status];
  else if (held.length) connection.textContent = words.waiting.replace("{n}", held.length);
  else connection.textContent = words.paused;
}

let again = 0;
let patience = 2000;
function open() {
  close();
  source = new EventSource(`stream?lang=${language}&after=${encodeURIComponent(after)}`);
  source.addEventListener("activity", told);
  source.addEventListener("state", changed);
  source.onopen = () => {
    patience = 2000;
    say("live");
    if (everything) refreshSoon(); // asked for while there was no connection
  };
  source.onerror = () => {
    // The browser tries again by itself, unless the server has refused.
    if (source?.readyState !== EventSource.CLOSED) return say("lost");
    say("full");
    again = setTimeout(open, patience);
    patience = Math.min(patience * 2, 30000);
  };
}

function close() {
  clearTimeout(again);
  source?.close();
  source = null;
}

// A page that nobody sees gives its connection back: a browser has six for all its pages.
let hiding = 0;
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(close, 20000);
  else if (source === null) open();
  else refreshSoon();
});
addEventListener("pagehide", close);
addEventListener("pageshow", (event) => event.persisted && open());

// What the reader does

pauseButton.addEventListener("click", () => {
  paused = !paused;
  pauseButton.textContent = paused ? words.resume : words.pause;
  const missed = held;
  held = [];
  say();
  if (paused) return;
  missed.forEach(show);
  refresh();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#companies-filter a");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  refresh({ events: true });
});
addEventListener("popstate", () => refresh({ events: true }));

remember(document);
localTimes(document);
document.getElementById("zone").textContent = words.zone.replace("{zone}", zone);
pauseButton.hidden = false;
picture.draw();
say();
open();
