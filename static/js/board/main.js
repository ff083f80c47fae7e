/** The board: ties the line, the store and the lists together. Only this module knows them all. */
import { ACTIONS, action as actionOf, offered } from "../actions/registry.js";
import { Flood } from "../alarms/flood.js";
import { get } from "../api.js";
import { typeWords } from "../calltypes.js";
import { config } from "../config.js";
import { keysOf, listen, shortcut, shortcuts } from "../keys.js";
import { SAYS } from "../link.js";
import { now, setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { tail } from "../words.js";
import { acting, showLine } from "./acting.js";
import { Announcer } from "./announce.js";
import { around } from "./around.js";
import { Backups } from "./backups.js";
import { Chosen } from "./chosen.js";
import { CommandLine } from "./commandline.js";
import { Detail } from "./detail.js";
import { group, restore, screen } from "./does.js";
import { Inbox } from "./inboxlist.js";
import { KeyMap } from "./keymap.js";
import { knownOf, setting } from "./known.js";
import { IncidentLists } from "./lists.js";
import { Next } from "./next.js";
import { Outbox } from "./outbox.js";
import { outdated } from "./outdated.js";
import { Palette } from "./palette.js";
import { sending } from "./sending.js";
import { watchTruth } from "./truth.js";
import { UnitList } from "./units.js";

const $ = (id) => document.getElementById(id);
const verbs = () => store.snapshot?.verbs ?? config().verbs;
const settings = () => setting(store, "timers");
const store = new Store();
const line = new Line(store);
const [sent, next, voice] = [new Outbox($("sent")), new Next($("echo-act")), new Announcer($("polite"), $("assertive"))];

const lists = new IncidentLists({
  roots: { waiting: $("incidents"), active: $("active") }, notices: { waiting: $("fresh"), active: $("fresh-active") },
  counts: { waiting: $("waiting-count"), active: $("active-count") }, empties: { waiting: $("no-waiting"), active: $("no-active") },
  onSelect: select, onHeld: heldBack,
});
const chosen = new Chosen($("unit-aboard"), () => store.cards.units);
const units = new UnitList($("units"), $("unit-filter"), $("fresh-units"), (sign) => chosen.show(sign));
const { run, begin, refused, done } = sending({ store, lists, units, next, say: echo, line: () => commands, doings: () => ({ act, askFor, acts }) });
const { act, propose, askFor } = acting({ line, store, echo, sent, done, refused: (...what) => { recommend(); return refused(...what); } });
const detail = new Detail($("detail"), store, { act, propose, more: () => palette.open() });
store.backups = new Backups(store, { told: (teams) => { detail.draw(); units.about(teams); }, now: () => now() });
units.backup = (unit) => store.backups.brief(unit);
const flood = new Flood();
const inbox = new Inbox({ section: $("alerts"), root: $("inbox"), count: $("inbox-count"), empty: $("no-inbox") }, {
  flood, show: (number) => lists.select(number), may: (item) => verbs().includes(item.verb ?? item.ask),
  does: (item) => (item.verb ? act(item.verb, item.fields) : askFor(actionOf(item.ask), item.fields)).catch(() => {}),
});
const known = () => knownOf(store, { selected: lists.selected, selectedUnit: units.selected, now: now(), timeZone: config().time_zone });
const commands = new CommandLine($("line"), $("command"), { known, run, say: echo, next });
const keymap = new KeyMap($("help-dialog"), { verbs });
const palette = new Palette($("palette"), { verbs, run: begin, keyOf: (one) => keysOf(shortcuts.find(({ id }) => id === one.id))[0] ?? "", choices });
const desk = around({ store, line, flood, sound: $("alerts"), offer: $("layout-offer"), select: (number) => number !== lists.selected && store.cards.incidents[number] && lists.select(number) });
const acts = screen({ desk, lists, units, inbox, detail, line: commands, palette, keymap, next, assignNth, say: echo, flag: (number) => propose("flag_bias", store.cards.incidents[number]) });

// --- what comes in: changes are gathered and drawn at most five times a second -------------------------
let [gathered, timer] = [null, null];
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
  announce(changed, inbox.draw(store.cards, store.snapshot.me.username, now()));
  if (!changed || changed.incidents || changed.settings) lists.refresh(store.cards.incidents, { changed: changed && !changed.settings ? [...changed.incidents] : null });
  if (!changed || changed.units) units.refresh(store.cards.units, changed && [...(changed.units ?? [])]);
  chosen.draw(changed && [...(changed.units ?? [])]);
  if (concerns(changed)) { detail.draw(); recommend(); }
  else if (changed.units && old(changed.units)) again ??= setTimeout(recommend, Math.max(500, SELDOM - (performance.now() - last)));
  count();
  ages(changed);
}

/** Return whether what changed stands in the selected incident's panel. */
function concerns(changed) {
  if (!changed || changed.settings) return true;
  const number = lists.selected;
  const about = (kind) => [...(changed[kind] ?? [])].some((key) => !store.cards[kind]?.[key] || store.cards[kind][key].incident === number);
  return Boolean(number) && ([...(changed.incidents ?? [])].includes(number) || about("notes") || about("calls") || about("transfers") || [...(changed.presence ?? [])].includes(number));
}

/** Return whether these units make the recommendation that is read an old one. */
function old(signs) {
  const card = store.cards.incidents[detail.number];
  return Boolean(card && detail.offers) && outdated(detail.offers, (card.response ?? []).map(({ kind }) => kind), signs, store.cards.units);
}

function count() {
  const roster = Object.values(store.cards.units);
  $("unit-count").textContent = `${roster.filter((u) => u.status === "available").length}/${roster.filter((u) => u.status !== "off_duty").length} free`;
}

/** Write the ages of what can be seen, or of what changed: everything is read before anything is written, or each write is a layout. */
function ages(changed = null) {
  const [numbers, signs] = changed ? [changed.incidents ?? [], changed.units ?? []] : [lists.seen(), units.seen()];
  lists.ages(numbers, now(), settings());
  units.ages(signs, now(), store.cards.incidents, settings());
  inbox.ages(now());
}

let scrolled = false; // rows that come into sight have their ages before they are drawn
for (const id of ["incidents", "active", "units"]) $(id).addEventListener("scroll", () => {
  if (scrolled) return;
  scrolled = true;
  requestAnimationFrame(() => { scrolled = false; ages(); });
}, { passive: true });

addEventListener("beforeprint", () => ages());

let told = new Set();
function announce(changed, alerts) {
  const numbers = Object.keys(store.cards.incidents);
  const fresh = changed ? numbers.filter((n) => !told.has(n)) : [];
  told = new Set(numbers);
  const urgent = fresh.filter((n) => store.cards.incidents[n].priority === "P1");
  if (urgent.length) voice.now(`New P1: ${urgent.map((n) => `${n}, ${store.cards.incidents[n].place.address}`).join("; ")}`);
  const calm = fresh.length - urgent.length;
  voice.later([alerts, calm > 0 && `${calm} new ${calm === 1 ? "incident" : "incidents"}`].filter(Boolean).join(". "));
}

// --- selecting and recommending ------------------------------------------------------------------------
function select(number) {
  detail.show(number);
  desk.told(number);
  const link = $("open-record");
  link.hidden = !number;
  if (number) link.href = `/incidents/${number}/`;
  recommend();
}

let [asked, again, last] = [0, null, 0];
const AGAIN = 2000; // milliseconds until a recommendation that failed is asked for again
const SELDOM = 3000; // milliseconds between two that units made old: in a large city one of them changes every second
async function recommend() {
  clearTimeout(again);
  [again, last] = [null, performance.now()];
  const number = detail.number;
  if (!number || !store.cards.incidents[number]) return;
  const mine = ++asked;
  try {
    const offers = await get(`/api/incidents/${number}/recommendation/`);
    if (mine !== asked || number !== detail.number) return;
    Object.assign(detail, { offers, unread: "" });
    detail.draw();
  } catch (problem) { // the panel keeps the last recommendation, or says that there is none yet and why
    if (mine !== asked || number !== detail.number) return;
    detail.unread = `Who could go cannot be read: ${problem.message} Asked again by itself.`;
    detail.draw();
    setTimeout(() => { if (mine === asked) recommend(); }, AGAIN);
  }
}

async function assignNth(nth, number = detail.number) {
  if (nth === 1 && next.press("next")) return;
  if (!verbs().includes("assign_unit") || !number) return;
  if (number !== lists.selected) lists.select(number);
  if (!detail.offers) await recommend();
  const offer = (detail.offered ?? detail.offers)?.units[nth - 1]; // the one that is read, not one that is about to be drawn
  if (offer && number === detail.number) detail.assign(offer.unit).catch(() => {});
  else echo("danger", `${number} has no recommended unit ${nth}.`);
}

// --- what is said --------------------------------------------------------------------------------------
function echo(tone, text) {
  $("echo").dataset.tone = tone;
  $("echo").textContent = text;
}

function heldBack(held) {
  const text = lists.held ? `Order held${held ? `: ${held} ${held === 1 ? "change" : "changes"}` : ""} ` : "Hold order ";
  if ($("hold-order").firstChild.textContent !== text) $("hold-order").firstChild.textContent = text;
}

// --- keys: all of them from the registry ---------------------------------------------------------------
for (const one of ACTIONS) {
  const press = one.id === "send_nth" ? (event) => assignNth(Number(event.key)) : () => begin(one);
  shortcut([one.key, ...(one.keys ?? [])], one.label, (event) => { if (offered(verbs()).includes(one)) press(event); }, { id: one.id, group: one.group, shows: one.shows });
}
listen(document, (before, list) => {
  const mine = list.filter(({ id }) => offered(verbs()).some((one) => one.id === id));
  echo("", before ? `${before} … ${mine.map((one) => `${keysOf(one)[0].split(" ")[1]} ${one.says.toLowerCase()}`).join(" · ")}` : "");
});

/** What the palette offers besides actions: incidents and units by name. */
function choices() {
  return [
    ...Object.values(store.cards.incidents).map((card) => ({ text: `${card.priority} ${tail(card.number)} ${card.place.address}`, more: typeWords(card.call_type, card.call_type_text), does: () => lists.select(card.number) })),
    ...Object.values(store.cards.units).map((unit) => ({ text: [`${unit.call_sign} ${unit.agency_name}`, ...(unit.crew_names ?? [])].join(", "), more: unit.status.replaceAll("_", " "), does: () => units.show(unit.call_sign) })),
  ];
}

$("hold-order").addEventListener("click", ({ currentTarget }) => {
  lists.held = units.held = !lists.held;
  currentTarget.setAttribute("aria-pressed", String(lists.held));
  lists.refresh(store.cards.incidents, { changed: [] });
  units.refresh(store.cards.units, []);
});
$("unit-group").addEventListener("change", ({ target }) => group(units, target.value));

// --- the line's truth ----------------------------------------------------------------------------------
line.addEventListener("clock", ({ detail: at }) => setClock(at));
line.addEventListener("unknown", ({ detail: { request_id: id, why } }) => { sent.unknown(id); echo("", `${why} The same request is sent again: nothing is done twice.`); });
showLine(line, SAYS);
watchTruth(line, $("veil"), { trust: (trusted) => units.trust(trusted), say: (text) => voice.now(text) });
restore(units);
setInterval(() => ages(), 1000);
line.start().catch((problem) => echo("danger", problem.message));
