/** What a team in the field is shown and may do, as plain values. No DOM. */
const NEXT = {
  assigned: ["acknowledge", "mark_en_route", "decline"],
  acknowledged: ["mark_en_route", "mark_on_scene", "decline"],
  en_route: ["mark_on_scene", "mark_staged", "decline"],
  staged: ["mark_on_scene", "clear_unit", "decline"],
  on_scene: ["clear_unit", "mark_transporting"],
  transporting: ["clear_unit"],
};
/** Which state a step leads to. */
const LEADS = {
  acknowledge: "acknowledged", mark_en_route: "en_route", mark_staged: "staged", mark_on_scene: "on_scene",
  mark_transporting: "transporting", clear_unit: "cleared", decline: "declined",
};
export const SAYS = {
  acknowledge: "Acknowledge", mark_en_route: "En route", mark_staged: "Staged nearby", mark_on_scene: "On scene",
  mark_transporting: "Transporting", clear_unit: "Clear…", decline: "Decline…",
};

/** Return this person's unit card and open assignment, either may be undefined. */
export function mine(cards, unit) {
  const card = cards.units[unit];
  const incident = card?.assignment ? cards.incidents[card.assignment.incident] : undefined;
  return { card, incident, job: incident?.assignments.find((a) => a.unit === unit && a.open) };
}

/** Return the state that a job will be in when everything tapped for it is done; null when nothing waits that changes it. */
export function expected(items, incident) {
  const steps = items.filter(({ verb, fields, state }) => state !== "refused" && fields.incident === incident && LEADS[verb]);
  return steps.length ? LEADS[steps.at(-1).verb] : null;
}

/** Return the verbs of the moment, the likeliest first, as far as this person may; `ahead`: what was tapped counts here. */
export function steps(job, verbs, ahead = null) {
  return job ? (NEXT[ahead ?? job.state] ?? []).filter((verb) => verbs.includes(verb)) : [];
}

/** Return the later of the times that the server would refuse an earlier one for. */
export const lastHeard = (job) => [job.since, job.checked_at].filter(Boolean).sort().at(-1);

const ARMED = ["police", "co_response"];
const BEFORE = ["assigned", "acknowledged", "en_route", "staged"];

/** Return whether a unit is of those that make a scene safe for others. */
export const isArmed = (card) => Boolean(card.capabilities?.armed) || card.kinds.some((kind) => ARMED.includes(kind));

/** Return whether this unit has to wait nearby now: unarmed, not there yet, and the scene not reported clear. */
export function held(card, incident, job) {
  return Boolean(incident.staging?.stands) && !isArmed(card) && BEFORE.includes(job.state);
}

/** Return an address for the phone's own navigation, or "" when there is no position. */
export function navigation({ lat, lon }) {
  return lat === null || lat === undefined ? "" : `geo:${lat},${lon}?q=${lat},${lon}`;
}
