/** The field page: hazards first, then what is known and what was already asked, then the one next step. */
import { aboard } from "../aboard.js";
import { ofVerb } from "../actions/registry.js";
import { make, showText } from "../bind.js";
import { ask } from "../board/ask.js";
import { showLine } from "../board/acting.js";
import { dueAt } from "../checkin.js";
import { config } from "../config.js";
import { t } from "../i18n.js";
import * as link from "../link.js";
import { serverTime, setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { words } from "../words.js";
import { mountCare } from "./care.js";
import { clockTime, showSeconds, withSeconds } from "./clock.js";
import { mountContact } from "./contact.js";
import { mountEmergency } from "./emergency.js";
import { expected, held, isArmed, lastHeard, mine, SAYS, steps } from "./job.js";
import { first, known } from "./known.js";
import { mountLanguage } from "./language.js";
import { mountNotes } from "./notes.js";
import { mountNotices } from "./notices.js";
import { mountOutcome } from "./outcome.js";
import { mountOutbox } from "./outbox.js";
import { leaving } from "./leaving.js";
import { said } from "./said.js";
import { sending } from "./sending.js";
import { mountSharing } from "./sharing.js";
import { keepShell } from "./shell.js";
import { mountShift } from "./signing.js";

const $ = (id) => document.getElementById(id);
const { me: { unit, username, compartments }, verbs, push_key: key, outcome_lists: lists } = config();
const store = new Store();
const line = new Line(store);
const { queue, act, others, forget } = await sending({ line, owner: username, clock: serverTime });
const MOVED = 1500; // milliseconds; who is asking is known to the server's doors for up to a second
const DUTY = { off_duty: [["sign_on", "Sign on"]], available: [["set_unit_status", "Not available", "unavailable"], ["sign_off", "Sign off"]],
  unavailable: [["set_unit_status", "Available", "available"], ["sign_off", "Sign off"]] };
const may = (verb) => verbs.includes(verb);
const now = () => mine(store.cards, unit); // asked when a button is pressed: what stood there when it was drawn may be over
/** Return when this unit has to be heard again (RFC 3339), by the centre's rule; null while it need not. */
const checkInDue = ({ card, incident, job }) => (job ? dueAt(incident, job, card.members, store.snapshot?.settings?.timers) : null);

let shown = ""; // the job as it was drawn last
function draw() {
  const { card, incident, job } = now();
  const byShift = shift?.draw(card) ?? false;
  if (!card) { $("unit").textContent = unit ? t("%(unit)s is not on the roster", { unit }) : t("You are on no unit"); return; }
  const ahead = incident ? expected(queue.items, incident.number) : null;
  $("unit").textContent = `${unit}, ${words(card.status)}`;
  onIt(card);
  $("state").hidden = !job;
  $("state").textContent = job ? words(job.state) : "";
  $("ahead").hidden = !ahead;
  $("ahead").textContent = ahead ? t("◌ %(state)s: not sent yet", { state: words(ahead) }) : "";
  drawJob(incident);
  $("known-panel").hidden = !incident;
  $("known").replaceChildren(...(incident ? known(incident, { unit, store }) : []));
  buttons($("steps"), steps(job, verbs, ahead).map((verb) => [verb, t(SAYS[verb]), () => step(verb)]));
  buttons($("help"), job ? helps(card, incident, job) : []);
  buttons($("duty"), job ? [] : (DUTY[card.duty] ?? []).filter(([verb]) => may(verb) && !(byShift && verb === "sign_on"))
    .map(([verb, says, status]) => [verb + status, t(says), () => act(verb, { unit, ...(status && { status }) }, { says: t(says) })]));
  dutySays(job ? null : card);
  $("check-in").hidden = !checkInDue({ card, incident, job });
  contact?.draw(!job && card.duty === "available");
  outcome?.draw(["on_scene", "transporting"].includes(ahead ?? job?.state));
  sharing.draw(card.duty !== "off_duty");
  notes.draw(incident ? store.notesOf(incident.number) : [], incident);
}

/** Draw the job anew when it changed: what is about to be pressed stays, and a button that has the focus keeps it. */
function drawJob(incident) {
  const drawn = JSON.stringify([incident ?? null, store.snapshot?.settings?.priorities]);
  if (drawn === shown) return;
  shown = drawn;
  const key = $("job").contains(document.activeElement) ? document.activeElement.dataset.key : null;
  $("job").replaceChildren(...(incident ? first(incident, { unit, store, seen: (alert) => seen(incident, alert), moves: care?.moves }) : [make("p", t("No job. A new one appears here by itself."), { class: "empty" })]));
  if (key) $("job").querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

/** Say who is on the unit, what they ride and how they are heard. */
function onIt(card) {
  const known = card.duty === "off_duty" ? [] : aboard(card);
  $("aboard").hidden = !known.length;
  const text = known.length ? t("On it: %(who)s", { who: known.join(" · ") }) : "";
  if ($("aboard").textContent !== text) showText($("aboard"), text);
}

/** Say what the schedule says of the duty; nothing while there is a job. */
function dutySays(card) {
  const text = card && shift ? shift.says(card) : "";
  $("duty-said").hidden = !text;
  if ($("duty-said").textContent !== text) $("duty-said").textContent = text;
}

/** Set the buttons of a row; the one that has the focus keeps it when its verb is still there. */
function buttons(row, wanted) {
  const key = wanted.map(([name]) => name).join();
  if (row.dataset.shown === key) return;
  row.dataset.shown = key;
  row.hidden = !wanted.length;
  row.replaceChildren(...wanted.map(([, says, press], i) => {
    const button = make("button", says, { type: "button", class: i ? "" : "main" });
    button.addEventListener("click", async () => { button.disabled = true; await press(); button.disabled = false; });
    return button;
  }));
}

/** Do a verb of the job; what it still needs is asked for, and a refusal is said there. */
function proposed(verb, title, incident, given, since, { problem = "", required = [], values, action = ofVerb(verb), change = null } = {}) {
  const how = { says: `${title}, ${incident.number}`, since, job: incident.number };
  const send = (more, wait) => act(verb, { ...action.defaults, ...given, ...more }, { ...how, wait }).catch((problem) => { throw inWords(problem); });
  return ask(verb, how.says, incident, store.snapshot, (more) => (change ? change(more) : send(more, Object.keys(more).length > 0)), problem, { given, required, values, action }).catch(() => {});
}

/** Return a problem with its sentences in the page's language. */
function inWords(problem) {
  const fields = Object.entries(problem.fields ?? {}).map(([name, says]) => [name, [says].flat().map((one) => said({ why: String(one) }))]);
  return Object.assign(problem, { message: said(problem), fields: Object.fromEntries(fields) });
}

/** Report a step. Under a staging hold a team that is in all the same says why: its time is a fact, and an alert. */
function step(verb) {
  const { card, incident, job } = now();
  if (!job) return null;
  const waits = ["mark_on_scene", "mark_transporting"].includes(verb) && held(card, incident, job);
  const asks = waits ? { problem: t("Staging hold: the police have not reported the scene clear. Only if you are in already, say why."), required: ["though_held"] } : {};
  return proposed(verb, t(SAYS[verb]), incident, { incident: incident.number, unit, ...sharing.here() }, job.since, asks);
}

function helps(card, incident, job) {
  const offered = [
    ["check_in", t("I am well"), Boolean(checkInDue({ card, incident, job }))],
    ["clear_scene", t("Scene clear…"), Boolean(incident.staging?.stands) && isArmed(card)],
    ["request_backup", t("Ask for backup…"), true],
    ["hand_over", t("Hand over…"), true],
    ["plan_follow_up", t("Follow-up…"), !isArmed(card)],
    ["add_care_plan", t("Care plan…"), Boolean(care)],
  ];
  return offered.filter(([verb, , when]) => when && may(verb)).map(([verb, says]) => [verb, says, () => help(verb)]);
}

const HELPS = { request_backup: () => t("Backup"), hand_over: () => t("Hand over"), clear_scene: () => t("Scene clear"), plan_follow_up: () => t("Follow-up") };

function help(verb) {
  const { incident, job } = now();
  if (!job) return null;
  if (verb === "add_care_plan") return care.add();
  const on = { incident: incident.number, ...(verb !== "plan_follow_up" && { unit }) };
  if (verb === "check_in") return act(verb, on, { says: t("Check-in"), since: lastHeard(job) });
  return proposed(verb, HELPS[verb](), incident, on);
}

function seen(incident, { alert }) {
  return act("acknowledge_alert", { incident: incident.number, alert }, { says: t("Alert seen") });
}

/** Say when the unit is to be heard next, and that it is late. */
function due() {
  const at = checkInDue(now());
  const late = at !== null && (serverTime() ?? Date.now()) > Date.parse(at);
  const text = at === null ? "" : late ? t("▲ Check-in was due at %(time)s", { time: clockTime(at) }) : t("Next check-in by %(time)s", { time: clockTime(at) });
  if ($("check-in").textContent !== text) $("check-in").textContent = text;
  $("check-in").dataset.late = String(late);
}

function stale({ detail: { state, age } }) {
  const old = ["stale", "offline"].includes(state);
  $("stale").hidden = !old;
  if (old) $("stale").textContent = t("▲ No word from the server for %(n)s s. What stands here may have changed. What you tap is kept and sent in order.", { n: Math.floor(age) });
  if (["live", "polling"].includes(state) && queue.waiting.length) queue.flush();
}

const shift = may("sign_on") ? mountShift({ act, unit, me: username, queue, units: () => store.cards.units, clock: serverTime, zone: config().time_zone, changed: draw }) : null;
const sharing = mountSharing({ unit });
const contact = may("report_contact") && unit ? mountContact({ act, unit }) : null;
const reads = may("record_contact_outcome") && compartments.includes("care");
const care = compartments.includes("care") ? mountCare({ may, job: () => now().incident, propose: (verb, title, incident, given, how) => proposed(verb, title, incident, given, null, how) }) : null;
const outcome = reads ? mountOutcome({ act, unit, lists, job: () => mine(store.cards, unit).incident }) : null;
const notes = mountNotes({ act, job: () => mine(store.cards, unit).incident, compartments });
mountOutbox({ root: $("outbox"), summary: $("outbox-sum"), queue, again: (item) => (item.verb === "add_note" ? () => notes.back(item) : null), more: insists });
leaving({ queue, forget });
if (others) { $("others").hidden = false; $("others").textContent = t("%(n)s actions of somebody else wait on this phone. They are sent when that person signs in here.", { n: others }); }
if (may("press_emergency") && unit) mountEmergency({ store, act: (verb, fields) => line.send(verb, fields), unit });
$("seconds").addEventListener("click", () => {
  showSeconds(!withSeconds());
  $("seconds").setAttribute("aria-pressed", String(withSeconds()));
  for (const row of ["steps", "help", "duty"]) $(row).dataset.shown = "";
  draw();
  due();
});
store.subscribe(draw);
queue.addEventListener("change", draw);
// Whoever signed on another unit is on its phone from now on; the page follows it as soon as the server knows them as that.
queue.addEventListener("done", ({ detail: { item } }) => { if (item.verb === "sign_on" && item.fields.unit !== unit) setTimeout(() => location.reload(), MOVED); });
line.addEventListener("clock", ({ detail: at }) => setClock(at));
line.addEventListener("state", stale);
line.addEventListener("state", due);
showLine(line, link.SAYS);
mountLanguage();
begin();
mountNotices({ key, registration: await keepShell() });

/**
 * A team that is in although it should wait says why: its tap then counts, at its own time, and the floor is alerted.
 * The words of a care plan that was refused are changed where they stand.
 */
function insists(item) {
  const plan = care?.amend(item, store.cards.incidents[item.job], (more) => queue.amend(item.id, more));
  if (plan) return plan;
  if (item.code !== "refused.staging_hold") return null;
  const incident = store.cards.incidents[item.fields.incident];
  const press = () => ask(item.verb, item.says, incident, store.snapshot, (more) => queue.amend(item.id, more), said(item), { given: item.fields, required: ["though_held"] });
  return { label: t("We are there: say why"), press };
}

/** Begin to follow; a server that is away is asked again. */
async function begin() {
  for (let wait = 1; ; wait = Math.min(10, wait * 2)) {
    try {
      await line.start();
      shift?.look();
      $("said").textContent = "";
      queue.flush();
      return;
    } catch (problem) {
      if (problem.code === "not_signed_in") return location.assign("/accounts/login/?next=/field/");
      $("said").textContent = said(problem);
      await new Promise((done) => setTimeout(done, wait * 1000));
    }
  }
}
