/** Which buttons a thing has: exactly the legal moves of the shipped lifecycles that this person may make. */
import { asked, ofVerb } from "../actions/registry.js";

const TO = {
  acknowledge: ["acknowledged", "Acknowledged"], mark_en_route: ["en_route", "En route"], mark_staged: ["staged", "Staged"],
  mark_on_scene: ["on_scene", "On scene"], mark_transporting: ["transporting", "Transporting"],
  clear_unit: ["cleared", "Clear"], decline: ["declined", "Decline"], cancel_assignment: ["cancelled", "Recall"],
};
const busy = (card) => card.assignments.some((a) => a.open);
const armed = (job) => job.kinds.some((kind) => ["police", "co_response"].includes(kind));
const open = (card) => card.status !== "closed";
/** The buttons of an incident in their order: their word, and when. The rest of what can be done is a key, a line, a name away. */
const ON_INCIDENT = {
  add_note: ["Note", () => true],
  set_priority: ["Priority", () => true],
  record_person: ["Person", open],
  record_vehicle: ["Vehicle", open],
  override_triage: ["Override", open],
  retriage: ["Triage again", open],
  request_backup: ["Backup", open],
  hand_up: ["Hand up", (card) => card.assignments.some((a) => a.open && !armed(a))],
  hand_down: ["Hand down", (card) => card.assignments.some((a) => a.open && armed(a))],
  clear_scene: ["Scene clear", (card) => Boolean(card.staging?.stands)],
  hold_incident: ["Hold", (card, can) => can("held")],
  release_hold: ["Release hold", (card) => card.status === "held"],
  transfer_call: ["Transfer", open],
  close_incident: ["Close", (card, can) => can("closed") && !busy(card)],
  reopen_incident: ["Reopen", (card) => card.status === "closed"],
  flag_bias: ["Flag for bias review", () => true],
};

const allows = (life, from, to) => life.moves.some(([a, b]) => a === from && b === to);
const dots = (verb, says, given) => (verb === "flag_bias" || asked(ofVerb(verb), given).some(({ optional }) => !optional) ? `${says}…` : says);

/** Return [verb, words] for an assignment's card. */
export function jobMoves(job, { lifecycles, verbs }) {
  return Object.entries(TO)
    .filter(([verb, [state]]) => verbs.includes(verb) && allows(lifecycles.assignment, job.state, state))
    .map(([verb, [, says]]) => [verb, dots(verb, says, { unit: "", incident: "" })]);
}

/** Return [verb, words] for an incident's card. */
export function incidentMoves(card, { lifecycles, verbs }) {
  const can = (state) => allows(lifecycles.incident, card.status, state);
  return Object.entries(ON_INCIDENT)
    .filter(([verb, [, when]]) => verbs.includes(ofVerb(verb)?.verb ?? verb) && when(card, can))
    .map(([verb, [says]]) => [verb, dots(verb, says, { incident: "" })]);
}
