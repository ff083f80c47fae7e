/** The wall: the floor's state for everybody in the room. It is read only, needs no hand, and shows nobody's words. */
import { attribute, bind, clone, make } from "../bind.js";
import { showLine } from "../board/acting.js";
import { listen, shortcut } from "../keys.js";
import { SAYS } from "../link.js";
import { now, setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { age, tail, words } from "../words.js";
import { PRIORITIES, STATUSES, block, byPriority, byState, longest, pageAt, unanswered, waiting } from "./sums.js";

const TURN = 12; // seconds a page of the list stays
const HELD = 60_000; // milliseconds a page stays that a hand turned to
const $ = (id) => document.getElementById(id);
const store = new Store();
const line = new Line(store);
const rows = [];
let shown = [];
let [at, turned] = [0, null]; // the page shown (0-based), and the one a hand turned to

const open = () => Object.values(store.cards.incidents);
const alarms = () => Object.values(store.cards.alarms ?? {});

function sums() {
  const counted = byPriority(open());
  for (const priority of PRIORITIES) {
    for (const status of STATUSES) bind($("counts"), { [`${priority}-${status}`]: counted[priority][status] });
  }
  const states = byState(Object.values(store.cards.units));
  $("units").replaceChildren(...Object.entries(states).filter(([state, n]) => n.armed + n.unarmed || state === "available").map(([state, n]) => {
    const row = clone("unit-state");
    bind(row, { state: words(state), armed: n.armed, unarmed: n.unarmed });
    row.dataset.state = state;
    return row;
  }));
  const left = unanswered(open(), alarms());
  bind($("alarms"), { count: left });
  attribute($("alarms"), "data-waiting", left > 0);
  shown = [...waiting(open()), ...open().filter((c) => c.status !== "waiting").sort((a, b) => (a.priority + a.opened_at < b.priority + b.opened_at ? -1 : 1))];
  $("quiet").hidden = shown.length > 0;
}

/** Show the page whose turn it is; rows are kept and refilled, so that nothing moves. */
function page() {
  const fits = Math.max(1, Math.floor($("list").clientHeight / (rows[0]?.offsetHeight || 1)));
  const pages = Math.max(1, Math.ceil(shown.length / fits));
  at = pageAt(now(), pages, TURN, turned);
  $("page").textContent = pages > 1 ? `${at * fits + 1} to ${Math.min(shown.length, (at + 1) * fits)} of ${shown.length}` : `${shown.length}`;
  const part = shown.slice(at * fits, (at + 1) * fits);
  rows.forEach((row, i) => {
    row.hidden = !part[i] && i > 0;
    attribute(row, "data-empty", !part[i]);
    if (part[i]) fill(row, part[i]);
  });
}

function turn(by) {
  turned = { page: at + by, until: now() + HELD };
  page();
}

function fill(row, card) {
  attribute(row, "data-status", card.status);
  attribute(row.querySelector(".priority"), "data-priority", card.priority);
  const units = card.assignments.filter((a) => a.open).map((a) => a.unit).join(" ");
  bind(row, { priority: card.priority, number: tail(card.number), age: age(card.opened_at, now()), status: words(card.status), place: block(card.place), units: units || "no unit" });
}

function tick() {
  const oldest = longest(open());
  bind($("longest"), oldest
    ? { age: age(oldest.opened_at, now()), what: `${oldest.priority} ${tail(oldest.number)}, ${oldest.place.area || "no area"}` }
    : { age: "0:00", what: "Nobody waits" });
  page();
}

for (let i = 0; i < 40; i++) rows.push($("list").appendChild(clone("wall-row")));
let drawn = null;
store.subscribe(() => { drawn ??= setTimeout(() => { drawn = null; sums(); tick(); }, 200); });
setInterval(tick, 1000);
shortcut(["PageDown"], "next page of the list", () => turn(1));
shortcut(["PageUp"], "previous page of the list", () => turn(-1));
listen(document);
line.addEventListener("clock", ({ detail: at }) => setClock(at));
line.addEventListener("state", ({ detail: { age: seconds } }) => bind($("veil"), { seconds: Math.floor(seconds) }));
showLine(line, SAYS);
line.start().catch((problem) => { $("quiet").hidden = false; $("quiet").replaceChildren(make("span", problem.message)); });
