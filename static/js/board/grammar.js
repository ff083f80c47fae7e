/**
 * The command line's grammar, DOM-free: `D 6A15 123` and its sisters become a verb with its fields, a sentence that says
 * what was understood, or a sentence that says what is missing. The words are those of the registry of actions.
 */
import { taken } from "../actions/fields.js";
import { byWord } from "../actions/registry.js";
import { plain, READERS } from "./readers.js";

export { resolveTail } from "./readers.js";

const SURE = "!"; // behind a line that cannot be taken back

/**
 * Understand a line. `known`: {open: [numbers], units: {call_sign: {assignment}}, selected: number|null,
 * selectedUnit?, cards?, verbs?, dispositions: [..], …}. Returns {verb, fields, says} | {commands: [those], says}
 * | {act, fields, says} | {error, asks?}: `asks` is what a dialog can still be asked for.
 */
export function understand(line, known) {
  const [first, ...rest] = line.trim().replace(/^[/:]\s*/, "").split(/\s+/); // the key that leads here, pressed twice
  if (!first) return { error: "" };
  const action = byWord(first);
  if (!action) return { error: `${first} is no command. ? shows all.` };
  if (action.verb && known.verbs && !known.verbs.includes(action.verb)) return { error: `${action.label}: not offered to you here.` };
  const sure = rest.at(-1) === SURE;
  const read = readAll(action, action.danger && sure ? rest.slice(0, -1) : rest, known);
  if (read.error !== undefined) return read;
  const done = put(action, read.fields);
  if (action.danger && !sure) return { error: `▲ ${done.says}. Put ${SURE} behind it to do it.`, danger: true };
  return action.marked || action.danger ? { ...done, says: `▲ ${done.says}` } : done;
}

function readAll(action, words, known) {
  let [got, rest] = [{}, words];
  for (const { name, optional, field, wire } of action.takes.map(taken)) {
    const context = { known, got, field, wire, name, optional, action, card: known.cards?.incidents?.[got.incident] };
    const read = READERS[field.type](rest, context);
    if (read.missing && optional) continue;
    if (read.missing) return { error: read.missing, asks: { action, fields: flat(got) } };
    if (read.error) return { error: read.error };
    got = { ...got, ...read.fields };
    rest = read.rest;
  }
  if (!rest.length) return { fields: got };
  const many = action.takes.some((each) => ["jobs", "units", "job", "unit"].includes(each));
  return { error: many ? `There is no unit ${rest[0]}.` : `${rest.join(" ")}: not understood here. As ${action.line.example}.` };
}

const flat = ({ units, jobs, ...got }) => ({ ...got, ...(units ? { unit: units[0] } : {}), ...(jobs?.[0] ?? {}) });

/** Put fields together: one command, or one for each of several units. */
export function put(action, { units, jobs, ...got }) {
  const each = (jobs ?? units?.map((unit) => ({ unit })) ?? [{}]).map((more) => one(action, { ...more, ...got }));
  if (each.length === 1) return each[0];
  const signs = each.map(({ fields }) => fields.unit).join(", ");
  return { commands: each, says: says(action, { ...each[0].fields, unit: signs }) };
}

function one(action, given) {
  const said = says(action, given);
  const drops = (action.drops ?? []).filter((name) => name in given);
  const sent = Object.fromEntries(Object.entries(given).filter(([name]) => !drops.includes(name)));
  const fields = { ...action.defaults, ...sent, ...action.with };
  const dropped = drops.length ? { dropped: Object.fromEntries(drops.map((name) => [name, given[name]])) } : {};
  return { ...(action.act ? { act: action.act } : { verb: action.verb }), fields, says: said, ...dropped };
}

/** Return an action's sentence with its fields in words; codes stand as they are sent. */
export function says(action, fields) {
  return action.says.replace(/\{(\w+)\}/g, (_, name) => shown(name, fields[name]));
}

function shown(name, value) {
  if (value === undefined) return name === "unit" ? "a unit" : "…";
  if (value && typeof value === "object") return Object.values(value).join(" ");
  return name === "state" || name === "kind" || name === "to" ? plain(value) : String(value);
}
