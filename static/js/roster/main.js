/** The roster of one agency: units, people, the week, what should be there, files. An admin's own; the floor reads all. */
import { get } from "../api.js";
import { make } from "../bind.js";
import { acting, showLine } from "../board/acting.js";
import { config } from "../config.js";
import { Exports } from "../exports.js";
import { SAYS } from "../link.js";
import { now, setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { kindWords, KINDS } from "../words.js";
import * as asks from "./asks.js";
import { drawCoverage } from "./coverage.js";
import { Roster } from "./data.js";
import { files } from "./files.js";
import { drawImports } from "./imports.js";
import { drawMembers, drawPlaces } from "./tables.js";
import { Trackers } from "./trackers.js";
import { Units } from "./units.js";
import { Week } from "./week.js";
import { daysFrom, monday, spoken, typed } from "./weekmath.js";

const $ = (id) => document.getElementById(id);
const zone = config().time_zone;
const verbs = config().verbs;
const may = verbs.includes("plan_shift");
const store = new Store();
const line = new Line(store);
const { act } = acting({ line, store, echo: say });
const today = () => typed(now(), zone).slice(0, 10);
const data = new Roster(monday(today()));

function say(tone, text) {
  $("said").textContent = text;
  $("said").className = tone === "danger" ? "problem" : "quiet";
}

const known = () => ({
  people: data.people, roster: data.roster, first: data.first, last: daysFrom(data.first, 6), today: today(), warnDays: data.warnDays,
  signs: signs(), areas: store.snapshot.areas.map(({ name }) => name),
});
const own = () => Object.values(store.cards.units).filter((unit) => unit.agency === data.code);
const signs = () => own().map((unit) => unit.call_sign).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
const tools = { known, send: (verb, fields) => act(verb, fields), verbs, may };

// --- the week -------------------------------------------------------------------------------------------
const week = new Week($("week"), $("week-days"), (text) => { $("week-said").textContent = text; }, {
  open: (one) => (one.state === "planned" ? asks.editShift(known(), one, tools.send) : undefined),
  sick: (one) => asks.sick(known(), one, tools.send), cancel: (one) => asks.cancel(one, tools.send),
  move: (one, fields) => beside(one, "move_shift", { shift: one.shift, ...fields }),
  swap: (one, other) => beside(other, "swap_shifts", { shift: one.shift, other: other.shift }),
  plan: (row, by) => {
    const starts = new Date(Math.ceil(Math.max(now(), Date.parse(data.week.days[0])) / 3_600_000) * 3_600_000);
    const person = by === "units" ? Object.values(data.people).find((one) => one.unit === row)?.username : row;
    const unit = by === "units" ? row : data.people[row]?.unit;
    asks.planShift(known(), { unit, member: person, starts: starts.toISOString(), ends: new Date(starts.getTime() + 8 * 3_600_000).toISOString() }, tools.send);
  },
}, may);

/** Do it; a refusal is said beside the shift, which is drawn again where it was. */
async function beside(one, verb, fields) {
  try {
    const event = await act(verb, fields);
    const moved = event.facts?.roster?.shifts?.[one.shift];
    if (moved) $("week-said").textContent = `Saved: ${moved.name} on ${moved.unit}, ${spoken(moved, zone)}`;
  } catch (problem) {
    week.draw({ ...data, signs: signs() });
    week.refuse(one.shift, `Not changed: ${problem.message}`);
  }
}

function drawWeek() {
  if (!data.week) return;
  $("week-of").textContent = `${data.first} to ${daysFrom(data.first, 6)}`;
  week.draw({ ...data, signs: signs() });
}

data.addEventListener("changed", ({ detail: what }) => {
  if (what !== "coverage") drawWeek();
  drawCoverage($("coverage"), $("gaps"), data.coverage);
  const few = data.coverage.gaps.length;
  $("gap-count").textContent = few ? `${few} ${few === 1 ? "gap" : "gaps"}` : "no gap";
  $("gap-count").dataset.tone = few ? "warn" : "good";
  if (what !== "everything") return;
  drawMembers(known(), tools);
  drawPlaces(known(), tools);
  drawImports($("imports"), data.roster.imports, data.code);
  drawUnits(null);
});

// --- units ----------------------------------------------------------------------------------------------
const units = new Units($("units"), tools);
function drawUnits(changed) {
  units.cards = store.cards.units;
  for (const sign of changed ?? Object.keys(store.cards.units)) if (store.cards.units[sign]) units.draw(store.cards.units[sign]);
  const [kind, text] = [$("kind").value, $("words").value.trim().toLowerCase()];
  const wanted = own()
    .filter((u) => (!kind || u.kinds.includes(kind)) && (!text || [u.call_sign, u.area, ...u.languages, ...u.crew].join(" ").toLowerCase().includes(text)))
    .sort((a, b) => a.call_sign.localeCompare(b.call_sign, "en", { numeric: true }));
  units.arrange(store.cards.units, wanted);
  $("unit-count").textContent = `${wanted.filter((u) => u.status !== "off_duty").length} on duty of ${wanted.length}`;
}
store.subscribe((changed) => {
  if (!changed && data.roster) { data.load().catch(() => {}); return; }
  if (!data.roster || (changed && !changed.units)) return;
  const before = signs().length;
  drawUnits(changed?.units);
  if (before !== week.rows.length && week.by === "units") drawWeek();
});
const trackers = new Trackers({ code: () => data.code, signs, send: tools.send, may: verbs.includes("enrol_tracker"), say });
store.hear((event) => { data.hear(event); trackers.hear(event); });

// --- the page -------------------------------------------------------------------------------------------
const TABS = ["week", "units", "members", "coverage", "places", "trackers", "files"];
function tab(name) {
  const wanted = TABS.includes(name) ? name : TABS[0];
  for (const each of TABS) {
    $(`tab-${each}`).setAttribute("aria-selected", String(each === wanted));
    $(`tab-${each}`).tabIndex = each === wanted ? 0 : -1;
    $(`panel-${each}`).hidden = each !== wanted;
  }
  trackers.show(wanted === "trackers");
  history.replaceState(null, "", `#${wanted}`);
}
$("tabs").addEventListener("click", ({ target }) => { const to = target.closest("[role=tab]"); if (to) tab(to.id.slice(4)); });
$("tabs").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const shown = TABS.filter((each) => !$(`tab-${each}`).hidden);
  const next = shown[(shown.indexOf(event.target.id.slice(4)) + step + shown.length) % shown.length];
  tab(next);
  $(`tab-${next}`).focus();
});

const ADDS = { "add-unit": asks.addUnit, "add-member": asks.addMember, "add-station": (k, s) => asks.saveStation(k, null, s), "add-vehicle": (k, s) => asks.saveVehicle(k, null, s), "add-template": (k, s) => asks.saveTemplate(k, null, s), "add-minimum": (k, s) => asks.setMinimum(k, null, s), "edit-scope": asks.setScope };
for (const [id, add] of Object.entries(ADDS)) {
  $(id).hidden = !may;
  $(id).addEventListener("click", () => add(known(), tools.send));
}
$("add-shift").hidden = !may;
$("add-shift").addEventListener("click", () => week.does.plan(week.by === "units" ? signs()[0] : Object.keys(data.people)[0], week.by));
for (const id of ["tab-files"]) $(id).hidden = !may;
for (const id of ["kind", "words"]) $(id).addEventListener("input", () => drawUnits(null));
for (const id of ["member-words", "member-warned", "member-left"]) $(id).addEventListener("input", () => drawMembers(known(), tools));
$("week-before").addEventListener("click", () => data.later(-1).catch(broken));
$("week-after").addEventListener("click", () => data.later(1).catch(broken));
$("week-now").addEventListener("click", () => data.show(monday(today())).catch(broken));
$("week-by").addEventListener("change", () => { week.by = $("week-by").value; drawWeek(); });
$("agency").addEventListener("change", () => data.load($("agency").value).then(() => { $("name").textContent = data.roster.name; if (trackers.shown) trackers.load(); }).catch(broken));
$("filters").addEventListener("submit", (event) => event.preventDefault());
const broken = (problem) => say("danger", problem.message);

async function start() {
  if (!may) {
    const { results } = await get("/api/agencies/");
    $("agency").append(...results.map((one) => make("option", one.name, { value: one.code })));
    $("agency-choice").hidden = false;
  }
  $("kind").append(...Object.keys(KINDS).filter((k) => !["no_dispatch", "988_transfer"].includes(k)).map((k) => make("option", kindWords(k), { value: k })));
  await line.start();
  await data.load($("agency").value);
  $("name").textContent = data.roster.name;
  files(() => data.load().catch(broken));
  if (may) exporting();
  tab(location.hash.slice(1));
  document.body.dataset.ready = "true";
}
/** Files of the roster: asked for here, and what other admins ask for is there at once. */
function exporting() {
  const exports = new Exports("roster");
  for (const format of ["csv", "xlsx"]) exports.on($(`export-${format}`), () => ({ file_format: format }));
  store.hear(({ kind }) => { if (kind?.startsWith("export_")) exports.refresh(); });
}
$("help-keys").hidden = !may;
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, SAYS);
start().catch(broken);
