/** What a team in the field is shown and may do, as plain values. No DOM. */
const NEXT = {
  assigned: ["acknowledge", "mark_en_route", "decline"],
  acknowledged: ["mark_en_route", "mark_on_scene", "decline"],
  en_route: ["mark_on_scene", "mark_staged", "decline"],
  staged: ["mark_on_scene", "clear_unit"],
  on_scene: ["clear_unit", "mark_transporting"],
  transporting: ["clear_unit"],
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

/** Return the verbs of the moment, the likeliest first, as far as this person may. */
export function steps(job, verbs) {
  return job ? (NEXT[job.state] ?? []).filter((verb) => verbs.includes(verb)) : [];
}

/** Return an address for the phone's own navigation, or "" when there is no position. */
export function navigation({ lat, lon }) {
  return lat === null || lat === undefined ? "" : `geo:${lat},${lon}?q=${lat},${lon}`;
}
