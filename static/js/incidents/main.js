/** One incident's whole record: open or closed, with what happened to it, following while it changes. */
import { get } from "../api.js";
import { make, showText } from "../bind.js";
import { acting, showLine } from "../board/acting.js";
import { Detail } from "../board/detail.js";
import { SAYS } from "../link.js";
import { setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { partNodes } from "./parts.js";
import { windows } from "../windows.js";
import { sentence } from "./timeline.js";

const { number } = document.body.dataset;
const said = document.getElementById("said");
const store = new Store();
const line = new Line(store);
const detail = new Detail(document.getElementById("record"), store, acting({ line, store, echo: say }));
let fetching = null;
// Opened from a board as the desk's incident window, it shows what is chosen there; a tab of its own stays put.
windows("incident", (chosen) => window.name === "daybreak-incident" && chosen !== number && location.replace(`/incidents/${chosen}/`));

function say(tone, text) {
  said.textContent = text;
  said.className = tone === "danger" ? "problem" : "quiet";
}

/** Fetch the record and its timeline; a closed incident is not on the board, so the store is filled from here. */
async function fetchRecord() {
  const { calls, notes, transfers, ...card } = await get(`/api/incidents/${number}/`);
  store.cards.incidents[number] = card;
  Object.assign(store.cards.calls, calls);
  Object.assign(store.cards.notes, notes);
  Object.assign(store.cards.transfers, transfers);
  detail.show(number);
  showParts();
  await fetchTimeline();
}

/** Show what was added, and who else looks; the list is only made anew when it changed. */
function showParts() {
  const card = store.cards.incidents[number];
  if (!card) return;
  const nodes = partNodes(card, {
    transfers: store.transfersOf(number), messages: store.messagesOf(number),
    watching: store.presence[number] ?? [], me: store.snapshot?.me.username,
  });
  const parts = document.getElementById("parts");
  const shown = nodes.map((node) => node.textContent).join("\n");
  if (parts.dataset.shown === shown) return;
  parts.dataset.shown = shown;
  parts.replaceChildren(...(nodes.length ? nodes : [make("p", "No persons, transfers, links or messages yet.", { class: "quiet" })]));
}

async function fetchTimeline() {
  const events = [];
  for (let after = 0; after !== null;) {
    const page = await get(`/api/incidents/${number}/timeline/?after=${after}`);
    events.push(...page.results);
    after = page.next;
  }
  document.getElementById("timeline").replaceChildren(...events.map(item));
}

function item(event) {
  const { at, by, title, says } = sentence(event);
  const li = make("li");
  li.append(make("span", at, { class: "mono quiet" }), make("b", ` ${title} `), make("span", `by ${by}`, { class: "quiet" }), make("p"));
  showText(li.lastElementChild, says);
  return li;
}

function refresh() {
  clearTimeout(fetching);
  fetching = setTimeout(() => fetchRecord().catch((problem) => say("danger", problem.message)), 150);
}

store.subscribe((changed) => {
  const mine = changed === null || changed.incidents?.has(number) || [...(changed.notes ?? [])].some((key) => key.startsWith(`${number}/`));
  if (mine) refresh();
  else if (changed.presence || changed.messages || changed.transfers) showParts();
});
line.viewing(number);
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, SAYS);
line.start().then(() => say("", "")).catch((problem) => say("danger", problem.message));
