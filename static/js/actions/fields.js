/**
 * What a verb's fields are called when somebody is asked for them, and how each is read from a line. No DOM.
 * `type`: how it is read and asked; `options(known, card)`: what may be chosen; `as`: its name on the wire.
 */
const from = (name) => (known) => known[name] ?? [];
const cardsOf = (kind, key, open = (card) => !card.ended_at && !card.ended) => (known) =>
  Object.entries(known.cards?.[kind] ?? {}).filter(([, card]) => open(card)).map(([id, card]) => [card[key] ?? id, id]).map(([id]) => id);
const teams = (known) => (known.kinds ?? []).filter((kind) => !["988_transfer", "no_dispatch"].includes(kind));
const TEAMS = ["mental_health", "homeless_outreach", "mediation"];
const fixed = (...options) => () => options;
const nobodyCame = (card) => !card?.assignments?.some((a) => a.state === "cleared");

export const FIELDS = {
  incident: { type: "incident", label: "Incident" },
  closed: { type: "number", label: "Number of the closed incident, in full", as: "incident" },
  other: { type: "tail", label: "The other incident: end of its number" },
  goes: { type: "tail", label: "The incident that goes: end of its number", as: "other" },
  unit: { type: "unit", label: "Unit" },
  units: { type: "units", label: "Unit", as: "unit" },
  job: { type: "job", label: "Unit on a job", as: "unit" },
  jobs: { type: "jobs", label: "Unit on a job", as: "unit" },
  otherunit: { type: "unit", label: "The unit it changes places with", as: "other" },
  also_unit: { type: "unit", label: "Unit (none: any)", as: "unit" },
  reason: { type: "text", label: "Reason" },
  text: { type: "text", label: "Note" },
  words: { type: "text", label: "In words" },
  message: { type: "text", label: "Message", as: "text" },
  says: { type: "text", label: "What it warns of", as: "text" },
  outcome_words: { type: "text", label: "What came of it", as: "outcome" },
  description: { type: "text", label: "Description" },
  address: { type: "half", label: "Address" },
  area: { type: "half", label: "Area" },
  n: { type: "digit", label: "Which" },
  compartment: { type: "choice", label: "Who may read it", options: (known) => (known.compartments ?? ["common"]).filter((c) => !["caller", "review"].includes(c)) },
  priority: { type: "choice", label: "Priority", options: fixed("P1", "P2", "P3", "P4") },
  disposition: { type: "choice", label: "Disposition", options: from("dispositions") },
  outcome: {
    type: "choice", options: from("outcomes"), when: (card) => Boolean(!card || (!card.outcome && card.eligible)),
    label: "How the eligible call ended", none: "it follows from who was there",
    hint: (card) => (card?.overdue?.why ? `suggested: ${card.overdue.why.replaceAll("_", " ")}, as it was at the limit` : ""),
    chosen: (card) => (card?.overdue?.why && nobodyCame(card) ? [card.overdue.why] : []),
  },
  overridden_reason: { type: "text", label: "Reason, when overridden", as: "reason" },
  lead: { type: "choice", label: "Who goes first", options: from("kinds"), chosen: (card) => goes(card) },
  also: { type: "many", label: "Who goes as well", options: from("kinds"), chosen: (card) => goes(card).slice(1) },
  determination: { type: "choice", label: "Determination", none: "as it is", options: from("determinations") },
  reason_code: { type: "choice", label: "Reason", options: from("override_reasons") },
  kind: { type: "choice", label: "Kind of unit", options: teams },
  to_kind: { type: "choice", label: "To whom", options: teams, as: "to" },
  to_team: { type: "choice", label: "To which team", as: "to", options: (known) => teams(known).filter((kind) => TEAMS.includes(kind)), chosen: (card) => (card?.recommended ?? []).map(({ kind }) => kind).filter((kind) => TEAMS.includes(kind)) },
  about: { type: "choice", label: "Of a person or a place", options: fixed("person", "place") },
  helps: { type: "text", label: "What helps" },
  plan_person: { type: "text", label: "Whose plan it is", as: "person" },
  triggers: { type: "text", label: "What sets it off" },
  whom_to_call: { type: "text", label: "Whom to call, with the number", as: "call" },
  phone: { type: "word", label: "Number that calls about the person come from" },
  consent: { type: "choice", label: "Who consented", options: fixed("person", "guardian", "conservator", "operator") },
  consent_by: { type: "text", label: "Name of who consented, and when" },
  task: { type: "text", label: "What is to be done", as: "text" },
  for_agency: { type: "word", label: "Agency whose task it is (none: the floor's)", as: "agency" },
  follow_up: { type: "card", label: "Which follow-up", options: cardsOf("follow_ups", "follow_up") },
  came_of_it: { type: "text", label: "What came of it", as: "outcome" },
  told: { type: "text", label: "What was reported, and by whom", as: "words" },
  though_held: { type: "text", label: "Why the unit is in although it should wait", when: () => false },
  stays: { type: "yes", label: "The unit that is there stays" },
  request: { type: "choice", label: "Which request", options: (known, card) => (card?.requests ?? []).map((one) => one.request) },
  role_there: { type: "choice", label: "As", as: "role", options: fixed("caller", "subject", "victim", "witness", "other") },
  person_name: { type: "word", label: "Name", as: "name" },
  plate: { type: "word", label: "Plate" },
  told_by: { type: "text", label: "Who says so" },
  how_ended: { type: "choice", label: "How it ended", as: "how", options: (known) => known.emergency_ends ?? ["safe", "help_given", "false_press"] },
  state: { type: "choice", label: "State", options: fixed("assigned", "acknowledged", "en_route", "staged", "on_scene", "transporting", "cleared", "cancelled", "declined") },
  at: { type: "time", label: "When it was (14:05, the centre's time)" },
  until: { type: "time", label: "Until (14:05, the centre's time)", ahead: true },
  due_at: { type: "time", label: "When (14:05, the centre's time)", ahead: true },
  call: { type: "call", label: "Which call" },
  to: { type: "whom", label: "To: a unit, an agency, or desk" },
  ringing: { type: "card", label: "Which ringing call", options: cardsOf("ringing", "ringing") },
  how: { type: "choice", label: "How it ended", options: fixed("abandoned", "hung_up", "answered_elsewhere", "completed") },
  callback: { type: "card", label: "Which call-back", options: cardsOf("callbacks", "callback", (card) => !card.outcome) },
  callback_outcome: { type: "choice", label: "What came of it", as: "outcome", options: fixed("reached_no_emergency", "reached_emergency", "no_answer", "voicemail", "busy", "open_line") },
  again_at: { type: "time", label: "Nobody reached: try again at (14:05)", ahead: true },
  no_more: { type: "text", label: "Nobody reached: why nobody tries again" },
  note: { type: "text", label: "Words" },
  transfer: { type: "card", label: "Which transfer", options: cardsOf("transfers", "transfer", (card) => ["requested", "accepted"].includes(card.state)) },
  target: { type: "target", label: "To which line", as: "to", options: (known) => Object.keys(known.targets ?? {}) },
  transfer_state: { type: "choice", label: "How far it is", options: fixed("accepted", "completed", "declined", "abandoned"), as: "state" },
  language: { type: "word", label: "Language (two letters, as es)" },
  interpreter: { type: "choice", label: "Interpreter", options: fixed("requested", "connected", "ended"), as: "state" },
  alert: { type: "alert", label: "Which alert" },
  heard: { type: "card", label: "Which message", options: cardsOf("messages", "message"), as: "message" },
  alarm: { type: "card", label: "Which alarm", options: cardsOf("alarms", "alarm", (card) => !card.acknowledged_at) },
  caution: { type: "card", label: "Which caution", options: cardsOf("cautions", "caution", (card) => !card.plan) },
  severity: { type: "choice", label: "Severity", options: fixed("information", "caution", "danger") },
  role: { type: "choice", label: "As", options: fixed("primary", "backup", "co_response") },
  seq: { type: "seq", label: "Number of the event" },
};

const goes = (card) => (card?.response ?? []).filter(({ role }) => role !== "stand_by").map(({ kind }) => kind);

/** Return {name, optional, field, wire} of one entry of an action's `takes` or `asks`. */
export function taken(entry) {
  const optional = entry.endsWith("?");
  const name = optional ? entry.slice(0, -1) : entry;
  const field = FIELDS[name];
  if (!field) throw new Error(`There is no field ${name}.`);
  return { name, optional, field, wire: field.as ?? name };
}
