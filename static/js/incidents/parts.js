/** What was added to an incident: persons, vehicles, transfers, links, messages. The record page shows all, the board what counts now. */
import { clock } from "../clocktime.js";
import { make, showText } from "../bind.js";
import { since } from "../clocks.js";
import { kindWords, words } from "../words.js";

const time = (stamp) => (stamp ? clock(stamp) : "");

/** Return the nodes of everything that was added to `card`; each kind only when there is some. */
export function partNodes(card, { transfers, messages, watching, me }) {
  return [
    ...watchers(watching.filter(({ by }) => by !== me)),
    ...list("Requests for help", card.requests ?? [], request),
    ...list("Persons", persons(card), person),
    ...list("Vehicles", vehicles(card), vehicle),
    ...interpreter(card.interpreter),
    ...list("What teams did", card.contacts ?? [], contact),
    ...list("Transfers", transfers, transfer),
    ...list("Other incidents", card.links ?? [], link),
    ...list("Corrected times", corrections(card), ([text]) => [text]),
    ...list("Messages", messages, message),
  ];
}

/** Return whether nobody has come yet: not answered, or who answered is still on the way. */
const waits = (card, one) => !one.arrived_at && (!one.answered_at || card.assignments.some((job) => job.open && job.unit === one.answered_by));

/** Return whether an alert only says what a request that waits says already, with a clock. */
export const isToldByRequest = (card, alert) => (card.requests ?? []).some((one) => one.request === alert.request && waits(card, one));

/**
 * Return the calls for help to which nobody has come, each with its clock: loud, above what was said. Its alert is acknowledged here;
 * `seen(alert)` does it, where this person may.
 */
export function openRequests(card, seen) {
  return (card.requests ?? []).filter((one) => waits(card, one)).map((one) => {
    const node = filled(make("p", "", { class: "request" }), [make("b", "▲ Help wanted: "), ...request(one)]);
    const alert = card.alerts.find(({ request: about, acknowledged }) => about === one.request && !acknowledged);
    if (!alert || !seen) return node;
    const button = make("button", "Acknowledge", { type: "button", "data-key": alert.alert });
    button.addEventListener("click", () => seen(alert));
    node.append(" ", button);
    return node;
  });
}

/** Return one dense table of what was added, a line a kind; nothing when there is nothing. */
export function brief(card, transfers) {
  const rows = [
    ["Persons", persons(card).map(person)], ["Vehicles", vehicles(card).map(vehicle)],
    ["Interpreter", card.interpreter ? [[interpreterWords(card.interpreter)]] : []],
    ["Transfers", transfers.map(transfer)], ["Incidents", (card.links ?? []).map(link)],
    ["Help came", (card.requests ?? []).filter((one) => !waits(card, one)).map(request)],
  ].filter(([, items]) => items.length);
  if (!rows.length) return [];
  const table = make("dl", "", { class: "added" });
  for (const [title, items] of rows) table.append(make("dt", title), ...items.map((item) => filled(make("dd"), item)));
  return [table];
}

/** Return the persons, each with what this reader may know of it. */
export function persons(card) {
  return joined(card.persons, card.persons_named, card.persons_health, card.persons_record);
}

export function vehicles(card) {
  return joined(card.vehicles, card.vehicles_plates);
}

/** Return [sentence] for each time that was corrected: what counts, and what was said first. */
export function corrections(card) {
  return (card.assignments ?? []).flatMap((job) =>
    Object.entries(job.corrected ?? {}).map(([state, first]) =>
      [`${job.unit} ${words(state)} at ${time(job.times[state])}; first given as ${time(first)}`]));
}

function joined(first = [], ...others) {
  return first.map((row) => Object.assign({}, row, ...others.map((rows) => (rows ?? []).find(({ n }) => n === row.n))));
}

function list(title, items, parts) {
  if (!items.length) return [];
  const ul = make("ul", "", { class: "plain" });
  ul.append(...items.map((item) => filled(make("li"), parts(item))));
  return [make("h3", title), ul];
}

function filled(element, nodes) {
  element.append(...nodes);
  return element;
}

function text(words_) {
  const span = make("span");
  showText(span, words_);
  return span;
}

function watchers(looks) {
  if (!looks.length) return [];
  const named = looks.map(({ name, working }) => `${name}${working ? " (working on it)" : ""}`);
  return [make("p", `Also looking at this: ${named.join(", ")}`, { class: "quiet", role: "status" })];
}

const WAYS = { up: "Hand up", down: "Hand down" };

/** One request: who asked for what and why, then its clock while nobody has come, its figures afterwards. */
function request({ what, kind, unit, by, at, why, stays, direction, ...rest }) {
  const way = what === "hand_over" && WAYS[direction] ? `${WAYS[direction]}: ` : "";
  const asks = `${way}${unit || by} asked for ${what === "hand_over" ? "a hand-over to " : ""}${kind ? kindWords(kind) : "backup"} at ${time(at)}: `;
  const stop = /[.!?]$/.test(why) ? "" : ".";
  const then = `${stop}${stays === null || stays === undefined ? "" : stays ? " Stays." : " Leaves when they have come."}`;
  return [asks, text(why), then, ...(rest.arrived_at ? came(unit, rest) : coming(at, rest))];
}

function coming(at, { answered_by: by, answered_at: answeredAt }) {
  return [make("b", by ? ` ${by} is coming since ${time(answeredAt)}; ` : " Not answered yet; "), "asked ", since(at), " ago."];
}

function came(unit, { answered_by: by, answered_after_s: sent, arrived_after_s: there, stayed, first_left_at: left }) {
  const first = stayed === null ? "" : stayed ? ` ${unit} was still there${left ? ` and left at ${time(left)}` : ""}.` : ` ${unit} had left at ${time(left)}.`;
  return [` ${by}: sent after ${minutes(sent)}, there after ${minutes(there)}.${first}`];
}

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function person({ role, name, phone, description, health, record }) {
  const said = [make("b", [words(role), name].filter(Boolean).join(": "))];
  if (phone) said.push(`, ${phone}`);
  if (description) said.push(". ", text(description));
  if (health) said.push(" ", make("span", "care", { class: "chip" }), " ", text(health));
  if (record) said.push(" ", make("span", "law", { class: "chip" }), " ", text(record));
  return said;
}

function contact({ unit, at, contact: made, needs, offered, accepted, transport, hold, police, follow_up: follow, words: said }) {
  const some = (name, codes) => (codes.length ? `${name}: ${codes.map(words).join(", ")}` : "");
  const one = (name, code) => (code === "none" ? "" : `${name}: ${words(code)}`);
  const told = [`contact: ${words(made)}`, some("needed", needs), some("offered", offered), some("accepted", accepted), one("transport", transport), one("hold", hold), one("police", police), one("follow-up", follow)];
  return [make("b", unit), ` ${time(at)} `, make("span", "care", { class: "chip" }), ` ${told.filter(Boolean).join("; ")}`, ...(said ? [". ", text(said)] : [])];
}

function vehicle({ plate, plate_state: state, description }) {
  const said = plate ? [make("b", [plate, state].filter(Boolean).join(" "), { class: "mono" }), " "] : [];
  return [...said, text(description)];
}

function interpreter(one) {
  return one ? [make("h3", "Interpreter"), make("p", interpreterWords(one))] : [];
}

function interpreterWords(one) {
  const steps = ["requested", "connected", "ended"].filter((s) => one[`${s}_at`]).map((s) => `${s} ${time(one[`${s}_at`])}`);
  return `${one.language}: ${steps.join(", ")}`;
}

function transfer({ to, kind, state, times, reason, outcome }) {
  const steps = Object.entries(times).map(([s, at]) => `${s} ${time(at)}`).join(", ");
  const said = [make("b", `${to} (${kind})`), " ", make("span", words(state), { class: "chip" }), ` ${steps}`];
  if (reason) said.push(" · ", text(reason));
  if (outcome) said.push(" · outcome: ", text(outcome));
  return said;
}

function link({ incident, relation }) {
  return [`${words(relation)} `, make("a", incident, { href: `/incidents/${incident}/`, class: "mono" })];
}

function message({ kind, to, by, at, text: said, acknowledged, until }) {
  const [[receiver, name]] = Object.entries(to);
  const read = acknowledged.length ? `read by ${acknowledged.map((a) => a.unit ?? a.by).join(", ")}` : "not read yet";
  return [make("b", kind === "bolo" ? "BOLO" : "Message"), ` ${by} to ${receiver} ${name}, ${time(at)} until ${time(until)}: `, text(said), ` (${read})`];
}
