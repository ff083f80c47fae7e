/** The board: ties the line, the store and the lists together. Only this module knows them all. */
import { get } from "../api.js";
import { config } from "../config.js";
import { listen, shortcut, shortcuts, singleKeys, singleKeysOn } from "../keys.js";
import { SAYS } from "../link.js";
import { now, setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { layouts } from "../layouts.js";
import { windows } from "../windows.js";
import { make } from "../bind.js";
import { acting, showLine } from "./acting.js";
import { Detail } from "./detail.js";
import { COMMANDS, understand } from "./grammar.js";
import { IncidentList } from "./incidents.js";
import { Strip } from "./strip.js";
import { UnitList } from "./units.js";

const $ = (id) => document.getElementById(id);
const store = new Store();
const line = new Line(store);
const { act, propose } = acting({ line, store, echo, refused: () => recommend() });
const detail = new Detail($("detail"), store, { act, propose });
const incidents = new IncidentList($("incidents"), $("fresh"), select);
const units = new UnitList($("units"), $("unit-filter"));
const strip = new Strip($("alerts"), (number) => incidents.select(number));
const desk = windows("board", (number) => number !== detail.number && store.cards.incidents[number] && incidents.select(number));
const history = [];
let [past, gathered, timer] = [0, {}, null];

// --- what comes in: changes are gathered and drawn at most five times a second -------------------------
store.subscribe((changed) => {
  if (changed === null) { gathered = null; flush(); return; }
  if (gathered === null) return;
  for (const [kind, keys] of Object.entries(changed)) gathered[kind] = new Set([...(gathered[kind] ?? []), ...keys]);
  timer ??= setTimeout(flush, 200);
});

function flush() {
  clearTimeout(timer);
  const changed = gathered;
  [timer, gathered] = [null, {}];
  announce(changed, strip.draw(store.cards.incidents));
  incidents.refresh(store.cards.incidents, false, changed && [...(changed.incidents ?? [])]);
  if (!changed || changed.units) units.refresh(store.cards.units, changed && [...(changed.units ?? [])]);
  if (!changed || [...(changed.incidents ?? [])].includes(detail.number) || changed.notes || changed.calls) {
    detail.draw();
    recommend();
  }
  count();
  incidents.ages(now());
}

function count() {
  const all = Object.values(store.cards.incidents);
  const waiting = all.filter((c) => c.status === "waiting").length;
  $("incident-count").textContent = `${all.length} open, ${waiting} waiting`;
  const roster = Object.values(store.cards.units);
  $("unit-count").textContent = `${roster.filter((u) => u.status === "available").length} of ${roster.filter((u) => u.status !== "off_duty").length} free`;
  $("no-incidents").hidden = all.length > 0;
}

let told = new Set();
function announce(changed, alerts) {
  const numbers = Object.keys(store.cards.incidents);
  const fresh = changed ? numbers.filter((n) => !told.has(n)) : [];
  told = new Set(numbers);
  const urgent = fresh.filter((n) => store.cards.incidents[n].priority === "P1");
  if (urgent.length) $("assertive").textContent = `New P1: ${urgent.map((n) => `${n}, ${store.cards.incidents[n].place.address}`).join("; ")}`;
  const calm = fresh.length - urgent.length;
  const polite = [alerts, calm > 0 && `${calm} new ${calm === 1 ? "incident" : "incidents"}`].filter(Boolean).join(". ");
  if (polite) $("polite").textContent = polite;
}

// --- selecting and recommending ------------------------------------------------------------------------
function select(number) {
  if (number !== detail.number) desk.tell(number);
  detail.show(number);
  const link = $("open-record");
  link.hidden = !number;
  if (number) link.href = `/incidents/${number}/`;
  recommend();
}

let asked = 0;
async function recommend() {
  const number = detail.number;
  if (!number || !store.cards.incidents[number]) return;
  const mine = ++asked;
  try {
    const offers = await get(`/api/incidents/${number}/recommendation/`);
    if (mine !== asked || number !== detail.number) return;
    detail.offers = offers;
    detail.draw();
  } catch { /* the panel keeps the last recommendation; the line's state says when the server is away */ }
}

// --- what goes out -------------------------------------------------------------------------------------
function echo(tone, text) {
  $("echo").dataset.tone = tone;
  $("echo").textContent = text;
}

// --- the command line ----------------------------------------------------------------------------------
const known = () => ({
  open: Object.keys(store.cards.incidents), units: store.cards.units, selected: detail.number,
  dispositions: store.snapshot.dispositions,
});

$("command").addEventListener("input", () => {
  const understood = understand($("command").value, known());
  echo(understood.error ? "" : "good", understood.error ?? `↵ ${understood.says}`);
});
$("command").addEventListener("keydown", (event) => {
  if (event.key === "Escape") { $("incidents").focus(); return; }
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  past = Math.max(0, Math.min(history.length, past + step));
  $("command").value = history[past] ?? "";
});
$("line").addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = $("command").value;
  const understood = understand(typed, known());
  if (understood.error !== undefined) { echo("danger", understood.error || "Type a command."); return; }
  history.push(typed);
  past = history.length;
  $("command").value = "";
  if (understood.show === "help") help();
  else if (understood.show === "unit") units.show(understood.unit);
  else if (understood.show === "backup") incidents.select(understood.number);
  else await act(understood.verb, role(understood)).catch(() => { $("command").value = typed; });
});

function role({ verb, fields }) {
  if (verb !== "assign_unit") return fields;
  const card = store.cards.incidents[fields.incident];
  return { ...fields, role: card.assignments.some((a) => a.open && a.role === "primary") ? "backup" : "primary" };
}

// --- keys ----------------------------------------------------------------------------------------------
shortcut(["j"], "next incident", () => incidents.step(1));
shortcut(["k"], "previous incident", () => incidents.step(-1));
shortcut(["d", "Enter"], "send the first recommended unit", () => assignNth(1));
shortcut([..."123456789"], "send the recommended unit of that number", (event) => assignNth(Number(event.key)));
shortcut(["c"], "close the selected incident", () => detail.number && propose("close_incident", store.cards.incidents[detail.number]));
shortcut(["t"], "note on the selected incident", () => detail.number && propose("add_note", store.cards.incidents[detail.number]));
shortcut(["a"], "acknowledge the selected incident's first alert", () => config().verbs.includes("acknowledge_alert") && detail.acknowledge());
shortcut(["n"], "new call", () => location.assign("/intake/"));
shortcut(["/", ":"], "command line", () => $("command").focus());
shortcut(["p"], "hold the list's order, or let it go", () => $("hold-order").click());
shortcut(["?"], "this help", help);
desk.keys(shortcut);
layouts({ shortcut, offer: $("layout-offer"), open: desk.open });
listen(document);

function assignNth(nth) {
  const offer = detail.offers?.units[nth - 1];
  if (offer && config().verbs.includes("assign_unit")) detail.assign(offer.unit).catch(() => {});
}

$("hold-order").addEventListener("click", (event) => {
  incidents.held = !incidents.held;
  event.currentTarget.setAttribute("aria-pressed", String(incidents.held));
  incidents.refresh(store.cards.incidents);
});

function help() {
  const rows = [...shortcuts.map(({ keys, says }) => [keys.length > 3 ? `${keys[0]}…${keys.at(-1)}` : keys.join(" "), says]), ...COMMANDS];
  $("shortcuts").replaceChildren(...rows.flatMap(([key, says]) => [make("kbd", key), make("span", says)]));
  $("single-keys").checked = singleKeysOn();
  $("help-dialog").showModal();
}
$("single-keys").addEventListener("change", (event) => singleKeys(event.target.checked));

// --- the line's truth ----------------------------------------------------------------------------------
line.addEventListener("clock", ({ detail: at }) => setClock(at));
line.addEventListener("unknown", () => echo("", "No answer yet: asking again with the same request. Nothing is done twice."));
showLine(line, SAYS);
setInterval(() => { incidents.ages(now()); units.ages(now()); }, 1000);
line.start().catch((problem) => echo("danger", problem.message));
