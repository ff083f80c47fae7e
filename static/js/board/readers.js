/** How one field is read from the words of a line: each returns {fields, rest}, or {error}, or {missing}. No DOM. */
import { unseen } from "./alerts.js";
import { moment } from "../moment.js";

const plain = (text) => String(text).replaceAll("_", " ");
const NUMBER = /^([A-Z]{2}\d\d-)?\d+$/i;

/** Return the number among open incidents that ends in these digits, or an error sentence. */
export function resolveTail(text, open) {
  const wanted = text.toUpperCase();
  if (open.includes(wanted)) return { number: wanted };
  const digits = wanted.replace(/^0+/, "");
  const found = open.filter((number) => number.split("-")[1]?.replace(/^0+/, "").endsWith(digits));
  const exact = found.filter((number) => number.split("-")[1].replace(/^0+/, "") === digits);
  const best = exact.length === 1 ? exact : found;
  if (best.length === 1) return { number: best[0] };
  if (!best.length) return { error: `No open incident ends in ${text}.` };
  return { error: `${text} fits ${best.slice(0, 3).join(", ")}: type more digits.` };
}

const signOf = (word, known) => (word?.toUpperCase() in known.units ? word.toUpperCase() : null);

function incident(words, { known, got }) {
  if (NUMBER.test(words[0] ?? "")) {
    const { number, error } = resolveTail(words[0], known.open);
    return error ? { error } : { fields: { incident: number }, rest: words.slice(1) };
  }
  if (got.units && words.length) return { error: `There is no unit ${words[0]}.` }; // D 6A15 9Z99 123: a unit was meant
  if (!known.selected) return { error: "Select an incident or type the end of its number." };
  return { fields: { incident: known.selected }, rest: words };
}

function tail(words, { known, got, wire }) {
  if (!words.length) return { missing: "Type the end of the other incident's number." };
  const { number, error } = resolveTail(words[0], known.open);
  if (error) return { error };
  if (number === got.incident) return { error: `${number} is the same incident: name the other one.` };
  return { fields: { [wire]: number }, rest: words.slice(1) };
}

function unit(words, { known, wire, action }) {
  const sign = signOf(words[0], known);
  if (sign) return { fields: { [wire]: sign }, rest: words.slice(1) };
  if (words.length) return { error: `There is no unit ${words[0]}.` };
  if (known.selectedUnit && wire === "unit") return { fields: { unit: known.selectedUnit }, rest: words };
  return { missing: `Name a unit: ${action.line.example}.` };
}

/** Read as many call signs as there are; at least one. */
function units(words, context) {
  const found = [];
  while (signOf(words[found.length], context.known)) found.push(words[found.length].toUpperCase());
  if (found.length) return { fields: { units: [...new Set(found)] }, rest: words.slice(found.length) };
  const one = unit(words, { ...context, wire: "unit" });
  return one.fields ? { fields: { units: [one.fields.unit] }, rest: one.rest } : one;
}

const jobOf = (sign, known) => known.units[sign].assignment;

function job(words, { known }) {
  const sign = signOf(words[0], known);
  if (sign) {
    const on = jobOf(sign, known);
    return on ? { fields: { unit: sign, incident: on.incident }, rest: words.slice(1) } : { error: `${sign} is on no job.` };
  }
  if (words.length && !known.selected) return { error: `There is no unit ${words[0]}.` };
  if (known.selectedUnit && jobOf(known.selectedUnit, known)) return { fields: { unit: known.selectedUnit, incident: jobOf(known.selectedUnit, known).incident }, rest: words };
  const here = Object.keys(known.units).filter((each) => jobOf(each, known)?.incident === known.selected);
  if (known.selected && here.length === 1) return { fields: { unit: here[0], incident: known.selected }, rest: words };
  return { missing: here.length ? "Several units are there: name one." : "Name a unit." };
}

/** Read as many units on jobs as there are, each with the incident it is on. */
function jobs(words, context) {
  const found = [];
  let rest = words;
  while (signOf(rest[0], context.known)) {
    const one = job(rest, context);
    if (one.error) return one;
    found.push(one.fields);
    rest = one.rest;
  }
  if (found.length) return { fields: { jobs: found }, rest };
  const one = job(words, context);
  return one.fields ? { fields: { jobs: [one.fields] }, rest: one.rest } : one;
}

function choice(words, { known, field, wire, action, card, optional }) {
  const options = field.options(known, card);
  const typed = (words[0] ?? "").toLowerCase();
  const whole = words.join("_").toLowerCase();
  const list = `${action.list ?? `${field.label}: one of`}: ${options.join(", ")}.`;
  const exact = options.filter((option) => option.toLowerCase() === typed);
  const fits = exact.length ? exact : options.filter((option) => typed && option.toLowerCase().startsWith(typed));
  const spread = options.filter((option) => whole && option.toLowerCase().startsWith(whole)); // "report taken", typed with a blank
  if (fits.length === 1) return { fields: { [wire]: fits[0] }, rest: spread.length === 1 && !exact.length ? [] : words.slice(1) };
  if (spread.length === 1) return { fields: { [wire]: spread[0] }, rest: [] };
  return optional && !words.length ? { fields: {}, rest: words } : { [words.length ? "error" : "missing"]: list };
}

function text(words, { wire, field, optional }) {
  if (words.length) return { fields: { [wire]: words.join(" ") }, rest: [] };
  return optional ? { fields: {}, rest: [] } : { missing: `Type the ${field.label.toLowerCase() === "note" ? "text" : field.label.toLowerCase()} after the number.` };
}

/** Read words up to a slash: two texts on one line. */
function half(words, { wire, field }) {
  const at = words.indexOf("/");
  if (at > 0) return { fields: { [wire]: words.slice(0, at).join(" ") }, rest: words.slice(at + 1) };
  return { [words.length ? "error" : "missing"]: `Type the ${field.label.toLowerCase()}, a blank, / and the rest.` };
}

function time(words, { known, wire, field, optional }) {
  const at = moment(words[0] ?? "", known.now ?? Date.now(), known.timeZone, field.ahead);
  if (at) return { fields: { [wire]: at }, rest: words.slice(1) };
  if (optional) return { fields: {}, rest: words };
  return { [words.length ? "error" : "missing"]: "Type the time as 14:05." };
}

function call(words, { known, got, wire }) {
  const calls = Object.values(known.cards?.calls ?? {}).filter((one) => one.incident === got.incident).sort((a, b) => (a.taken_at < b.taken_at ? -1 : 1));
  const named = /^#\d+$/.test(words[0] ?? "");
  const found = named ? calls[Number(words[0].slice(1)) - 1] : calls.at(-1);
  if (!found) return { error: named ? `${got.incident} has ${calls.length} calls: there is no ${words[0]}.` : `${got.incident} has no call.` };
  return { fields: { [wire]: found.call }, rest: named ? words.slice(1) : words };
}

/** Read which of the things that wait: by the end of its key, else the one that waits longest. */
function card(words, { known, field, wire, action, name }) {
  const options = field.options(known);
  const named = options.find((id) => words[0] && String(id).toLowerCase().endsWith(words[0].toLowerCase()));
  const id = named ?? options[0];
  if (id === undefined) return { error: "There is none." };
  const found = Object.values(known.cards ?? {}).map((those) => those[id]).find(Boolean) ?? {};
  const carried = Object.fromEntries((action.carries ?? []).map((each) => [each, found[each]]));
  return { fields: { ...carried, [wire ?? name]: id }, rest: named ? words.slice(1) : words };
}

function alert(words, { known, got }) {
  const first = unseen(known.cards?.incidents?.[got.incident] ?? {})[0];
  return first ? { fields: { alert: first.alert }, rest: words } : { error: `${got.incident} has no alert to acknowledge.` };
}

/** Read a transfer's target; the kind of line goes with it. */
function target(words, { known, field, wire, optional }) {
  const codes = field.options(known);
  const typed = (words[0] ?? "").toLowerCase();
  const exact = codes.filter((code) => code.toLowerCase() === typed);
  const fits = exact.length ? exact : codes.filter((code) => typed && code.toLowerCase().startsWith(typed));
  if (fits.length === 1) return { fields: { [wire]: fits[0], kind: known.targets[fits[0]].kind }, rest: words.slice(1) };
  return optional && !words.length ? { fields: {}, rest: words } : { [words.length ? "error" : "missing"]: `To one of: ${codes.join(", ")}.` };
}

function whom(words, { known, wire }) {
  const sign = signOf(words[0], known);
  const word = words[0]?.toLowerCase();
  const agency = word && Object.values(known.units).find((one) => one.agency?.toLowerCase() === word)?.agency;
  if (sign) return { fields: { [wire]: { unit: sign } }, rest: words.slice(1) };
  if (agency) return { fields: { [wire]: { agency } }, rest: words.slice(1) };
  if (word?.startsWith("desk")) return { fields: { [wire]: { desk: word.split(":")[1] || "floor" } }, rest: words.slice(1) };
  return { [words.length ? "error" : "missing"]: "To whom: a unit, an agency's code, or desk." };
}

function number(words, { wire }) {
  if (/^[A-Z]{2}\d\d-\d+$/i.test(words[0] ?? "")) return { fields: { [wire]: words[0].toUpperCase() }, rest: words.slice(1) };
  return { [words.length ? "error" : "missing"]: "Type the whole number, as LA26-000123." };
}

const word = (words, { wire, field }) => (words.length ? { fields: { [wire]: words[0].toLowerCase() }, rest: words.slice(1) } : { missing: `${field.label}?` });
const digit = (words, { wire }) => (/^[1-9]$/.test(words[0] ?? "") ? { fields: { [wire]: Number(words[0]) }, rest: words.slice(1) } : { missing: "Type a number from 1 to 9." });

export const READERS = { incident, tail, unit, units, job, jobs, choice, text, half, time, call, card, alert, target, whom, number, word, digit };
export { plain };
