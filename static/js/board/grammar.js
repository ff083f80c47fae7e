/**
 * The command line's grammar, DOM-free: `D 6A15 123` and its sisters become a verb with its fields,
 * a sentence that says what was understood, or a sentence that says what is missing.
 */
const PROGRESS = { A: "acknowledge", E: "mark_en_route", O: "mark_on_scene", T: "mark_transporting" };
const SAYS = { A: "acknowledged", E: "en route", O: "on scene", T: "transporting" };

export const COMMANDS = [
  ["D 6A15 123", "send 6A15 to the incident ending in 123"],
  ["B 123", "send the best backup: shows who"],
  ["A · E · O · T", "acknowledged, en route, on scene, transporting"],
  ["C 6A15 resolved", "clear 6A15 with a disposition"],
  ["H 123 reason", "hold"],
  ["N 123 text", "note"],
  ["U 6A15", "show the unit"],
  ["? ", "this help"],
];

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

/**
 * Understand a line. `known`: {open: [numbers], units: {call_sign: {assignment}}, selected: number|null,
 * dispositions: [..]}. Returns {verb, fields, says} | {show, says} | {error}.
 */
export function understand(line, known) {
  const [first, ...rest] = line.trim().replace(/^[/:]\s*/, "").split(/\s+/); // the key that leads here, pressed twice
  const letter = (first ?? "").toUpperCase();
  if (!letter) return { error: "" };
  if (letter === "?") return { show: "help", says: "Show help" };
  if (letter in PROGRESS) return progress(letter, rest, known);
  const rule = { D: dispatch, B: backup, C: clear, H: hold, N: note, U: unit }[letter];
  return rule ? rule(rest, known) : { error: `${first} is no command. ? shows all.` };
}

function unitOf(words, known) {
  const sign = words[0]?.toUpperCase();
  return sign in known.units ? [sign, words.slice(1)] : [null, words];
}

function incidentOf(words, known) {
  if (/^([A-Z]{2}\d\d-)?\d+$/i.test(words[0] ?? "")) {
    return { ...resolveTail(words[0], known.open), rest: words.slice(1) };
  }
  if (!known.selected) return { error: "Select an incident or type the end of its number." };
  return { number: known.selected, rest: words };
}

function jobOf(words, known) {
  const [named, rest] = unitOf(words, known);
  if (named) {
    const job = known.units[named].assignment;
    return job ? { unit: named, incident: job.incident, rest } : { error: `${named} is on no job.` };
  }
  if (words.length && !known.selected) return { error: `There is no unit ${words[0]}.` };
  const here = Object.entries(known.units).filter(([, u]) => u.assignment?.incident === known.selected);
  if (known.selected && here.length === 1) return { unit: here[0][0], incident: known.selected, rest };
  return { error: here.length ? "Several units are there: name one." : "Name a unit." };
}

function progress(letter, words, known) {
  const job = jobOf(words, known);
  if (job.error) return job;
  if (job.rest.length) return { error: `There is no unit ${job.rest[0]}.` };
  const { unit: sign, incident } = job;
  return { verb: PROGRESS[letter], fields: { unit: sign, incident, source: "radio" }, says: `${sign} ${SAYS[letter]} on ${incident}` };
}

function dispatch(words, known) {
  const [sign, rest] = unitOf(words, known);
  if (!sign) return { error: words.length ? `There is no unit ${words[0]}.` : "Name a unit: D 6A15 123." };
  const { number, error } = incidentOf(rest, known);
  if (error) return { error };
  return { verb: "assign_unit", fields: { unit: sign, incident: number }, says: `Send ${sign} to ${number}` };
}

function backup(words, known) {
  const { number, error } = incidentOf(words, known);
  return error ? { error } : { show: "backup", number, says: `Backup for ${number}: shows who` };
}

function clear(words, known) {
  const job = jobOf(words, known);
  if (job.error) return job;
  const disposition = job.rest.join("_").toLowerCase();
  const fits = known.dispositions.filter((d) => disposition && d.startsWith(disposition));
  if (fits.length !== 1) return { error: `Clear with one of: ${known.dispositions.join(", ")}.` };
  return { verb: "clear_unit", fields: { unit: job.unit, incident: job.incident, disposition: fits[0] }, says: `Clear ${job.unit} from ${job.incident}: ${fits[0]}` };
}

function withText(verb, name, says) {
  return (words, known) => {
    const { number, error, rest } = incidentOf(words, known);
    if (error) return { error };
    if (!rest.length) return { error: `Type the ${name} after the number.` };
    return { verb, fields: { incident: number, [name]: rest.join(" ") }, says: `${says} ${number}: ${rest.join(" ")}` };
  };
}
const hold = withText("hold_incident", "reason", "Hold");
const note = withText("add_note", "text", "Note on");

function unit(words, known) {
  const [sign] = unitOf(words, known);
  return sign ? { show: "unit", unit: sign, says: `Show ${sign}` } : { error: `There is no unit ${words[0] ?? ""}.` };
}
