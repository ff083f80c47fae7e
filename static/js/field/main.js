/** The field page: hazards first, then what is known and what was already asked, then the one next step. */
import { make, showText } from "../bind.js";
import { ask } from "../board/ask.js";
import { acting, showLine } from "../board/acting.js";
import { cautionNode, cautionsOf } from "../cautions.js";
import { config } from "../config.js";
import * as link from "../link.js";
import { setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { going, kindWords, LEVELS, words } from "../words.js";
import { steps as changed, unseenBy } from "../board/alerts.js";
import { mountEmergency } from "./emergency.js";
import { mine, navigation, SAYS, steps } from "./job.js";

const $ = (id) => document.getElementById(id);
const { unit } = config().me;
const store = new Store();
const line = new Line(store);
const { act } = acting({ line, store, echo: say });
const DUTY = { off_duty: [["sign_on", "Sign on"]], available: [["set_unit_status", "Not available", "unavailable"], ["sign_off", "Sign off"]],
  unavailable: [["set_unit_status", "Available", "available"], ["sign_off", "Sign off"]] };

function say(tone, text) {
  $("said").textContent = text;
  $("said").className = tone === "danger" ? "problem" : "quiet";
}

function draw() {
  const { card, incident, job } = mine(store.cards, unit);
  if (!card) { $("unit").textContent = unit ? `${unit} is not on the roster` : "You are on no unit"; return; }
  $("unit").textContent = `${unit}, ${words(card.status)}`;
  $("state").hidden = !job;
  $("state").textContent = job ? words(job.state) : "";
  $("job").replaceChildren(...(incident ? known(incident) : [make("p", "No job. A new one appears here by itself.", { class: "empty" })]));
  buttons($("steps"), steps(job, config().verbs).map((verb) => [verb, SAYS[verb], () => step(verb, incident)]));
  buttons($("duty"), job ? [] : (DUTY[card.duty] ?? []).filter(([verb]) => config().verbs.includes(verb))
    .map(([verb, says, status]) => [verb + status, says, () => act(verb, { unit, ...(status && { status }) }).catch(() => {})]));
  $("note").hidden = !incident;
  notes(incident);
}

/** Set the buttons of a row; the one that has the focus keeps it when its verb is still there. */
function buttons(row, wanted) {
  const key = wanted.map(([name]) => name).join();
  if (row.dataset.shown === key) return;
  row.dataset.shown = key;
  row.replaceChildren(...wanted.map(([, says, press], i) => {
    const button = make("button", says, { type: "button", class: i ? "" : "main" });
    button.addEventListener("click", async () => { button.disabled = true; await press(); button.disabled = false; });
    return button;
  }));
}

function step(verb, incident) {
  const asked = { incident: incident.number, unit, source: "mdt" };
  return ask(verb, `${SAYS[verb]} ${incident.number}`, incident, store.snapshot, (more) => act(verb, { ...asked, ...more }), "", { given: asked }).catch(() => {});
}

function known(card) {
  const place = make("p");
  place.append(make("b", card.place.address), make("span", ` ${card.place.area ?? ""}`, { class: "quiet" }));
  const { apartment, gate, cross_street: cross, verified } = card.place;
  const parts = [apartment && `apartment ${apartment}`, gate && `gate ${gate}`, cross && `near ${cross}`, verified ? "" : "address not verified"].filter(Boolean);
  if (parts.length) { place.append(make("br"), make("span")); showText(place.lastElementChild, parts.join(" · ")); }
  const way = navigation(card.place);
  if (way) place.append(make("br"), make("a", "Navigate there", { href: way }));
  const text = make("div", "", { class: "narrative" });
  showText(text, card.narrative || "No narrative yet.");
  const hedges = card.assessment.hedges ?? [];
  const answered = Object.entries(card.answers ?? {});
  const others = card.assignments.filter((a) => a.open && a.unit !== unit).map((a) => `${a.unit} ${words(a.state)}`);
  return [
    ...unseenBy(card, unit).map((alert) => toSee(card, alert)),
    make("p", `${card.number} · ${card.priority} · ${LEVELS[card.level] ?? ""}`, { class: "headline mono" }),
    ...card.hazards.map((hazard) => make("p", `▲ ${hazard}`, { class: "hazard" })), ...cautionsOf(card).map(cautionNode), place, text,
    ...list("Not certain", hedges.map((hedge) => hedge.text ?? hedge.says)),
    ...list("Already asked", answered.map(([question, answer]) => `${words(question)}: ${words(answer)}`)),
    ...list("Also sent", others), ...list("Who should go", going(card.response).map(kindWords)),
    ...list("Caller", store.callsOf(card.number).filter((c) => c.callback || c.caller_name).map((c) => [c.caller_name, c.callback].filter(Boolean).join(", "))),
  ];
}

/** An alert on top of the job, with the one thing to do about it. */
function toSee(card, alert) {
  const box = make("div", "", { class: "alert", role: "group", "aria-label": "Alert" });
  const changes = make("ul", "", {});
  changes.append(...changed(alert).map(([name, before, after]) => {
    const li = make("li", `${name}: ${before} → `);
    li.append(make("b", after));
    return li;
  }));
  const seen = make("button", "Seen", { type: "button", class: "main big" });
  seen.addEventListener("click", () => act("acknowledge_alert", { incident: card.number, alert: alert.alert, source: "mdt" }).catch(() => {}));
  box.append(make("p", `▲ ${alert.says}`), changes, seen);
  return box;
}

function list(title, items) {
  if (!items.length) return [];
  const ul = make("ul");
  ul.append(...items.map((item) => { const li = make("li"); showText(li, item); return li; }));
  return [make("h3", title), ul];
}

function notes(incident) {
  const found = incident ? store.notesOf(incident.number) : [];
  $("notes-panel").hidden = !found.length;
  $("notes").replaceChildren(...found.map((note) => {
    const li = make("li");
    li.append(make("span", `${note.at.slice(11, 16)} UTC, ${note.by} (${note.compartment}): `, { class: "quiet" }), make("span"));
    showText(li.lastElementChild, note.text);
    return li;
  }));
}

$("note-compartment").append(...config().me.compartments.filter((c) => !["caller", "review"].includes(c)).map((c) => make("option", c, { value: c })));
$("note").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = $("note-text").value;
  const { incident } = mine(store.cards, unit);
  if (!text.trim() || !incident) return;
  try {
    await act("add_note", { incident: incident.number, text, compartment: $("note-compartment").value, source: "mdt" });
    $("note-text").value = "";
  } catch { /* said above; the words stay in the box */ }
});
if (config().verbs.includes("press_emergency") && unit) mountEmergency({ store, act, unit });
store.subscribe(draw);
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, link.SAYS);
line.start().catch((problem) => say("danger", problem.message));
