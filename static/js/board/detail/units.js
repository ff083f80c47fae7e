/** The units of the selected incident: who is on it, who could go and who could not, as nodes. */
import { aboard } from "../../aboard.js";
import { clock, minute } from "../../clocktime.js";
import { bind, clone, make, showText } from "../../bind.js";
import { dueAt } from "../../checkin.js";
import { since, until } from "../../clocks.js";
import { going, kindWords, STATE_TONES, words } from "../../words.js";
import { jobMoves } from "../moves.js";
import { whyNobody } from "./nobody.js";

/** Return the role a further unit gets: primary, or with a primary there backup; the second leg where both go as one. */
export function nextRole(card) {
  if (!card.assignments.some((job) => job.open && job.role === "primary")) return "primary";
  return going(card.response ?? [])[0] === "co_response" && !card.co_response ? "co_response" : "backup";
}

/** Return the units on it, those that go as one under one head and clock; `press(verb, unit)` is called by their buttons. */
export function jobs(card, store, press) {
  if (!card.assignments.length) return [];
  const legs = card.co_response?.legs ?? [];
  const isLeg = (job) => job.open && legs.includes(job.unit);
  const node = (job) => jobNode(card, job, store, press);
  const joint = card.assignments.filter(isLeg).map(node);
  const box = make("section", "", { class: "joint", "aria-label": "Co-response" });
  if (joint.length) box.append(jointHead(card.co_response), ...joint);
  return [make("h3", "Units on this incident"), ...(joint.length ? [box] : []), ...card.assignments.filter((job) => !isLeg(job)).map(node)];
}

/** One response, one clock: from the first leg that was sent until the last of them is there. */
function jointHead({ legs, since: sent, together_at: together, first_there_at: first, state }) {
  const head = make("p", "", { class: "joint-head" });
  head.append(make("b", `Co-response, ${legs.length} ${legs.length === 1 ? "unit" : "units"}: `), make("span", words(state), { class: "chip", "data-tone": STATE_TONES[state] ?? "" }));
  if (together) head.append(` together there at ${clock(together)}, ${lasted(sent, together)} after it was sent`);
  else head.append(" sent ", since(sent), ` ago${first ? `; the first is there since ${clock(first)}` : ""}`);
  return head;
}

function lasted(from, to) {
  const seconds = Math.max(0, Math.round((new Date(to) - new Date(from)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function checkIn(card, job, { cards, snapshot }) {
  const due = dueAt(card, job, cards.units?.[job.unit]?.members, snapshot.settings?.timers);
  if (!due) return [];
  const line = make("p", "", { class: "check-in quiet" });
  line.append(`Check-in due ${minute(due)}, `, until(due));
  return [line];
}

/** Return the line that says who is on a unit that is there now, as far as this desk may know it. */
function crewOf(job, { cards }) {
  const known = job.open ? aboard(cards.units?.[job.unit] ?? {}) : [];
  if (!known.length) return [];
  const line = make("p", "", { class: "aboard quiet" });
  showText(line, known.join(" · "));
  return [line];
}

/** Return the line about the nearest armed backup of an unarmed team on scene, with the age of the figure. */
function backupOf(job, store) {
  const known = job.open && job.state === "on_scene" ? store.backups?.of(job.unit) : null;
  if (!known) return [];
  const line = make("p", "", { class: "nearest-backup quiet" });
  line.append(`Armed backup: ${known.says}; figure of `, since(known.at), " ago");
  return [line];
}


/** Return how far the notice on the team's phones came, "" without one: "Phone: told 12:04:03, came 12:04:05, opened 12:04:20". */
export function noticeWords(notice) {
  const said = ["sent", "failed", "delivered", "opened"].filter((state) => notice?.[state]).map((state) => `${NOTICE[state]} ${clock(notice[state])}`);
  return said.length ? `Phone: ${said.join(", ")}` : "";
}
const NOTICE = { sent: "told", failed: "could not be told", delivered: "came", opened: "opened" };

function jobNode(card, job, store, press) {
  const { snapshot } = store;
  const node = clone("job");
  const steps = Object.entries(job.times).map(([state, at]) => `${words(state)} ${clock(at)}`);
  bind(node, { unit: job.unit, agency: `${job.agency} · ${words(job.role)}`, state: words(job.state), since: "", notice: noticeWords(job.notice) });
  node.querySelector(".state").dataset.tone = STATE_TONES[job.state] ?? "";
  node.title = `${steps.join(", ")}`;
  for (const [verb, says] of jobMoves(job, snapshot)) {
    const button = make("button", says, { type: "button", "data-key": `${job.unit}-${verb}` });
    button.addEventListener("click", () => press(verb, job.unit));
    node.querySelector(".actions").append(button);
  }
  node.querySelector(".actions").before(...crewOf(job, store), ...checkIn(card, job, store), ...backupOf(job, store));
  return node;
}

/**
 * Return who could go, the best first, each with its key; what puts the first before the second; what to relax when
 * nobody fits; the nearest armed backup of an unarmed team on scene; and why the others are not offered.
 */
export function offers(card, { units, not_offered: missed, decides, relax = [], backup = [], plan }, cards, send) {
  const list = units.slice(0, 9).map((offer, i) => offerNode(card, offer, { key: i + 1, unit: cards[offer.unit], send }));
  const none = units.length ? [] : [nobody(whyNobody(card))];
  return [
    make("h3", "Recommended units"), ...lacking(plan), ...none, ...list.slice(0, 1), ...deciding(decides), ...list.slice(1),
    ...lines("What could be relaxed", relax.map((one) => one.says)), ...lines("Armed backup", backup.map((one) => one.says)), ...whyNot(missed),
  ];
}

function lacking(plan) {
  if (!plan?.missing || plan.minimum < 2) return [];
  return [make("p", `${plan.name}: ${plan.missing} more to send, ${plan.minimum} at least.`, { class: "quiet" })];
}

const deciding = (decides) => (decides?.says?.length ? [make("p", `Before ${decides.second}: ${decides.says.join("; ")}`, { class: "quiet" })] : []);

function lines(title, said) {
  if (!said.length) return [];
  const list = make("ul", "", { class: "plain" });
  list.append(...said.map((each) => make("li", each)));
  return [make("h4", title), list];
}

const nobody = ({ says, tone }) => make("p", says, { class: tone === "danger" ? "problem" : "quiet" });

function whyNot(missed) {
  if (!missed.length) return [];
  const why = make("details");
  why.append(make("summary", `Why not others (${missed.length})`), make("ul"));
  why.lastElementChild.append(...missed.map((m) => make("li", `${m.unit} (${m.kinds.map(kindWords).join(", ")}): ${m.why_not.join("; ")}`)));
  return [why];
}

function offerNode(card, offer, { key, unit, send }) {
  const node = clone("offer");
  bind(node, {
    key, unit: offer.unit, about: `${unit?.agency_name ?? offer.agency} · ${offer.kinds.map(kindWords).join(", ")}`,
    verb: { backup: "Send as backup", co_response: "Send as the other leg" }[nextRole(card)] ?? "Send", reasons: offer.reasons.join(" · "),
  });
  const button = node.querySelector("button");
  button.dataset.key = `offer-${offer.unit}`;
  button.addEventListener("click", () => send(offer.unit));
  return node;
}
