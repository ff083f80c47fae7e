/** What is asked for each verb of a roster. Every function opens the dialog and resolves when it closes. */
import { Problem } from "../api.js";
import { KINDS, kindWords } from "../words.js";
import { ask } from "./form.js";
import * as rules from "./rules.js";

export const CERTIFICATES = {
  hold_5150: "5150 holds", hold_5585: "5585 holds (minors)", first_aid: "First aid", emt: "EMT", paramedic: "Paramedic",
  clinician: "Clinician's licence", language: "Language", minor_trained: "Trained for minors", peer_support: "Peer support",
};
const TEAM_KINDS = Object.keys(KINDS).filter((kind) => !["988_transfer", "no_dispatch"].includes(kind));
const LEVELS = [["", "none"], ["first_aid", "first aid"], ["bls", "BLS"], ["als", "ALS"]];
const list = (text) => text.split(/[\s,;]+/).filter(Boolean);
const options = (keys, none) => [...(none === undefined ? [] : [["", none]]), ...keys.map((key) => [key, key])];
const people = (known) => Object.values(known.people).filter((one) => one.is_active).map((one) => [one.username, `${one.name} (${one.username})`]);
const areas = (known) => options(known.areas, "none");

function unitFields(known, card = {}) {
  const can = card.capabilities ?? {};
  return [
    { name: "kinds", label: "Kinds of response", type: "many", options: TEAM_KINDS.map((kind) => [kind, kindWords(kind)]), value: card.kinds },
    { name: "area", label: "Area", type: "select", options: areas(known), value: card.area },
    { name: "station", label: "Station", type: "select", options: options(Object.keys(known.roster.stations), "none"), value: card.station },
    { name: "hours", label: "Usual hours", value: card.hours ?? "24/7", hint: "24/7, or 07:00-18:00" },
    { name: "languages", label: "Languages", value: (card.languages ?? ["en"]).join(" "), hint: "codes: en es ko" },
    { name: "medical_level", label: "Medical level", type: "select", options: LEVELS, value: can.medical_level },
    { name: "members_count", label: "Seats", type: "number", value: card.members ?? 2 },
    { name: "can_transport", label: "Can transport", type: "tick", value: can.can_transport },
    { name: "can_hold", label: "May write 5150 holds", type: "tick", value: can.can_hold },
    { name: "minor_trained", label: "Trained for minors", type: "tick", value: can.minor_trained },
    { name: "armed", label: "Armed", type: "tick", value: can.armed },
  ];
}
const shaped = (said) => ({ ...said, languages: list(said.languages) });

export const addUnit = (known, send) => ask({
  title: "New unit", says: "Languages and what it can do count while nobody is signed on with it.",
  fields: [{ name: "unit", label: "Call sign", max: 16 }, ...unitFields(known)], button: "Add", send: (said) => send("add_unit", shaped(said)),
});

/** Only what was changed is sent: what follows from the crew now is not what the unit is. */
export function editUnit(known, card, send) {
  const fields = unitFields(known, card);
  const before = Object.fromEntries(fields.map(({ name, value, type }) => [name, type === "tick" ? Boolean(value) : value ?? (type === "many" ? [] : "")]));
  const changed = (said) => Object.fromEntries(Object.entries(said).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])));
  return ask({ title: `Unit ${card.call_sign}`, says: card.crew.length ? `On it now: ${card.crew.join(", ")}. What follows from them is not changed here.` : "", fields,
    send: (said) => { const some = changed(said); if (some.languages !== undefined) some.languages = list(some.languages); return send("update_unit", { unit: card.call_sign, ...some }); } });
}

export const retireUnit = (card, send) => ask({
  title: `Retire ${card.call_sign}`, says: "It leaves every board, and the shifts planned on it are cancelled.",
  fields: [{ name: "reason", label: "Reason" }], button: "Retire", send: (said) => send("retire_unit", { unit: card.call_sign, ...said }),
});

export function signOn(known, card, due, send) {
  const vehicles = Object.values(known.roster.vehicles).filter((one) => !one.out_of_service).map((one) => one.vehicle);
  return ask({
    title: `Sign on ${card.call_sign}`, button: "Sign on",
    says: due ? `Planned now: ${due.crew.join(", ")}` : "Nobody is planned on it now.",
    fields: [
      { name: "crew", label: "Who is on it", type: "many", value: due?.crew ?? [], options: people(known).filter(([name]) => known.people[name].unit === card.call_sign || due?.crew.includes(name)) },
      { name: "vehicle", label: "Vehicle", type: "select", options: options(vehicles, card.vehicle ? `as before: ${card.vehicle}` : "none") },
      { name: "radio", label: "Radio", value: card.radio, max: 16 },
    ],
    send: ({ crew, vehicle, radio }) => send("sign_on", { unit: card.call_sign, ...(crew.length && { crew }), ...(vehicle && { vehicle }), ...(radio && { radio }) }),
  });
}

const memberFields = (known, one = {}) => [
  { name: "given_name", label: "Given name", value: one.given_name }, { name: "family_name", label: "Family name", value: one.family_name },
  { name: "unit", label: "Usual unit", type: "select", options: options(known.signs, "none"), value: one.unit ?? "" },
  { name: "languages", label: "Languages", value: (one.languages ?? []).join(" "), hint: "codes: en es ko" },
];
export const addMember = (known, send) => ask({
  title: "New member", says: "The account has no password: it cannot sign in until the centre sets one.",
  fields: [{ name: "member", label: "Name to sign in with", max: 60, hint: "small letters, digits, dots" }, ...memberFields(known)], button: "Add", send: (said) => send("add_member", shaped(said)),
});
export const editMember = (known, one, send) => ask({
  title: one.name, fields: memberFields(known, one), send: (said) => send("update_member", { member: one.username, ...shaped(said) }),
});
export const deactivate = (one, send) => ask({
  title: `End the work of ${one.name}`, says: "They can no longer sign in; what is planned for them is cancelled.",
  fields: [{ name: "reason", label: "Reason" }], button: "End", send: (said) => send("deactivate_member", { member: one.username, ...said }),
});
export const certify = (one, send) => ask({
  title: `Certify ${one.name}`,
  fields: [
    { name: "kind", label: "Certificate", type: "select", options: Object.entries(CERTIFICATES) },
    { name: "language", label: "Language, for a language alone", max: 3, hint: "a code: es" },
    { name: "number", label: "Number of the licence", max: 40 },
    { name: "expires_on", label: "Last day on which it counts (empty: no end)", type: "date" },
  ],
  send: (said) => send("certify_member", { member: one.username, ...said }),
});
export const revoke = (one, held, send) => ask({
  title: `Revoke ${CERTIFICATES[held.kind]} ${held.language} of ${one.name}`, fields: [{ name: "reason", label: "Reason" }], button: "Revoke",
  send: (said) => send("revoke_certification", { certification: held.certification, ...said }),
});

export const planShift = (known, given, send) => ask({
  title: "Plan a shift", button: "Plan",
  fields: [
    { name: "member", label: "Member", type: "select", options: people(known), value: given.member },
    { name: "unit", label: "Unit", type: "select", options: options(known.signs), value: given.unit },
    { name: "starts", label: "From", type: "moment", value: given.starts }, { name: "ends", label: "Until", type: "moment", value: given.ends },
  ],
  send: (said) => send("plan_shift", said),
});
export const editShift = (known, one, send) => ask({
  title: `Shift of ${one.name}`,
  fields: [
    { name: "unit", label: "Unit", type: "select", options: options(known.signs), value: one.unit },
    { name: "starts", label: "From", type: "moment", value: one.starts }, { name: "ends", label: "Until", type: "moment", value: one.ends },
  ],
  send: (said) => send("move_shift", { shift: one.shift, ...said }),
});
export const sick = (known, one, send) => ask({
  title: `${one.name} is sick`, says: "Who is on a unit now is off it at once.", button: "Report sick",
  fields: [{ name: "reason", label: "Note (not the illness)" }, { name: "cover", label: "Who covers", type: "select", options: [["", "nobody yet"], ...people(known).filter(([name]) => name !== one.member)] }],
  send: ({ reason, cover }) => send("report_sick", { shift: one.shift, reason, ...(cover && { cover }) }),
});
export const cancel = (one, send) => ask({
  title: `Cancel the shift of ${one.name}`, fields: [{ name: "reason", label: "Reason" }], button: "Cancel the shift", send: (said) => send("cancel_shift", { shift: one.shift, ...said }),
});

export const saveTemplate = (known, one, send) => ask({
  title: one ? one.template : "New shift template", says: "What is planned from it already stays as it is.",
  fields: [
    ...(one ? [] : [{ name: "template", label: "Name", max: 60 }]),
    { name: "unit", label: "Unit", type: "select", options: options(known.signs), value: one?.unit },
    { name: "crew", label: "Crew", type: "many", options: people(known), value: one?.crew },
    { name: "start", label: "From (local)", type: "time", value: one?.start ?? "07:00" }, { name: "end", label: "Until (local)", type: "time", value: one?.end ?? "15:00" },
    ...recurring(rules.read(one?.rule), one?.rule),
    { name: "starts_on", label: "First day", type: "date", value: one?.starts_on ?? known.first, hint: "weeks and turns count from it" },
  ],
  send: ({ recurs, days, every, on, off, ...said }) => {
    const shape = { recurs, days, every, on, off };
    const wrong = rules.faults(shape);
    if (Object.keys(wrong).length) throw new Problem("invalid", "See the fields.", wrong);
    return send("save_shift_template", { template: one?.template, ...said, rule: rules.rule(shape, one?.rule) });
  },
});

/** How a template recurs: what does not go with the choice is not shown. */
function recurring(shape, rule) {
  const when = (...of) => ({ recurs }) => of.includes(recurs);
  return [
    { name: "recurs", label: "Recurs", type: "select", value: shape.recurs, options: [[rules.WEEKS, "on days of the week"], [rules.TURNS, "in turns: days on, days off"], ...(shape.recurs === rules.AS_IT_IS ? [[rules.AS_IT_IS, `as it is: ${rules.ruled(rule)}`]] : [])] },
    { name: "every", label: "Every how many weeks", type: "number", value: shape.every, when: when(rules.WEEKS) },
    { name: "days", label: "Days", type: "many", options: Object.entries(rules.DAY_NAMES), value: shape.days, when: when(rules.WEEKS) },
    { name: "on", label: "Days on", type: "number", value: shape.on, when: when(rules.TURNS) },
    { name: "off", label: "Days off", type: "number", value: shape.off, when: when(rules.TURNS) },
  ];
}
export const planShifts = (known, one, last, send) => ask({
  title: `Plan the shifts of ${one.template}`, button: "Plan",
  fields: [{ name: "first", label: "From the day", type: "date", value: known.first }, { name: "last", label: "To the day", type: "date", value: last }],
  send: (said) => send("plan_shifts", { template: one.template, ...said }),
});

export const saveStation = (known, one, send) => ask({
  title: one ? one.station : "New station",
  fields: [...(one ? [] : [{ name: "station", label: "Name", max: 80 }]), { name: "address", label: "Address", value: one?.address }, { name: "area", label: "Area", type: "select", options: areas(known), value: one?.area ?? "" }, ...(one ? [{ name: "closed", label: "Closed", type: "tick" }] : [])],
  send: (said) => send("save_station", { station: one?.station, ...said }),
});
export const saveVehicle = (known, one, send) => ask({
  title: one ? one.vehicle : "New vehicle",
  fields: [
    ...(one ? [] : [{ name: "vehicle", label: "Name or number", max: 16 }]), { name: "what", label: "What it is", value: one?.what, max: 60 },
    { name: "station", label: "Station", type: "select", options: options(Object.keys(known.roster.stations), "none"), value: one?.station ?? "" },
    { name: "out_of_service", label: "Out of service because (empty: in service)", value: one?.out_of_service }, ...(one ? [{ name: "retired", label: "Retired", type: "tick" }] : []),
  ],
  send: (said) => send("save_vehicle", { vehicle: one?.vehicle, ...said }),
});
export const setMinimum = (known, one, send) => ask({
  title: "Minimum staffing", says: "0 units takes the rule away.",
  fields: [
    { name: "kind", label: "Kind", type: "select", options: TEAM_KINDS.map((kind) => [kind, kindWords(kind)]), value: one?.kind },
    { name: "area", label: "Area", type: "select", options: options(known.areas, "anywhere"), value: one?.area ?? "" },
    { name: "hours", label: "Hours (local)", value: one?.hours ?? "24/7", hint: "24/7, or 22:00-06:00" },
    { name: "days", label: "Days", value: one?.days ?? "", hint: "empty: every day; FR,SA" }, { name: "units", label: "Units", type: "number", value: one?.units ?? 1 },
  ],
  send: (said) => send("set_minimum_staffing", said),
});
export const setScope = (known, send) => ask({
  title: `What the teams of ${known.roster.name} are for`, says: "The recommendation follows it. No area, no type: all of them.",
  fields: [
    { name: "serves", label: "Areas", type: "many", options: known.areas.map((area) => [area, area]), value: known.roster.scope.serves },
    { name: "call_types", label: "Types of call", value: known.roster.scope.call_types.join(" "), hint: "codes of the protocol, such as welfare_check; empty: all" },
    { name: "hours", label: "Hours (local)", value: known.roster.scope.hours, hint: "24/7, or 07:00-18:00" },
    { name: "contract_from", label: "Contract from", type: "date", value: known.roster.scope.contract_from ?? "" },
    { name: "contract_until", label: "Contract until", type: "date", value: known.roster.scope.contract_until ?? "" },
  ],
  send: (said) => send("set_team_scope", { ...said, call_types: list(said.call_types) }),
});
