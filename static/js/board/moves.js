/** Which buttons a thing has: exactly the legal moves of the shipped lifecycles that this person may make. */
const TO = {
  acknowledge: ["acknowledged", "Acknowledged"], mark_en_route: ["en_route", "En route"], mark_staged: ["staged", "Staged"],
  mark_on_scene: ["on_scene", "On scene"], mark_transporting: ["transporting", "Transporting"],
  clear_unit: ["cleared", "Clear…"], decline: ["declined", "Decline…"], cancel_assignment: ["cancelled", "Recall…"],
};

const allows = (life, from, to) => life.moves.some(([a, b]) => a === from && b === to);

/** Return [verb, words] for an assignment's card. */
export function jobMoves(job, { lifecycles, verbs }) {
  return Object.entries(TO)
    .filter(([verb, [state]]) => verbs.includes(verb) && allows(lifecycles.assignment, job.state, state))
    .map(([verb, [, says]]) => [verb, says]);
}

/** Return [verb, words] for an incident's card. */
export function incidentMoves(card, { lifecycles, verbs }) {
  const may = (verb) => verbs.includes(verb);
  const can = (state) => allows(lifecycles.incident, card.status, state);
  const busy = card.assignments.some((a) => a.open);
  return [
    may("add_note") && ["add_note", "Note…"],
    may("set_priority") && ["set_priority", "Priority…"],
    may("override_triage") && card.status !== "closed" && ["override_triage", "Override…"],
    may("retriage") && card.status !== "closed" && ["retriage", "Triage again"],
    may("hold_incident") && can("held") && ["hold_incident", "Hold…"],
    may("release_hold") && card.status === "held" && ["release_hold", "Release hold"],
    may("close_incident") && can("closed") && !busy && ["close_incident", "Close…"],
    may("flag_bias") && ["flag_bias", "Flag for bias review…"],
  ].filter(Boolean);
}
