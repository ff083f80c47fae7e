/** What the word being typed could become (Tab): commands, units, incidents, choices. DOM-free. */
import { taken } from "../actions/fields.js";
import { byWord, offered } from "../actions/registry.js";

/** Return whole lines that the typed one could go on as, at most eight. */
export function completions(typed, known) {
  const text = typed.replace(/^[/:]\s*/, "");
  const words = text.split(/\s+/);
  const [start, last] = [words.slice(0, -1), words.at(-1)];
  if (words.length > 1 && !byWord(words[0])) return [];
  const options = words.length === 1 ? commandWords(known) : argumentsOf(byWord(words[0]), known);
  const fits = options.filter((option) => option.toLowerCase().startsWith(last.toLowerCase()) && option !== last);
  const tails = /^\d+$/.test(last) ? numbers(known).filter((tail) => tail.endsWith(last) || tail.startsWith(last)) : [];
  return [...new Set([...fits, ...(words.length > 1 ? tails : [])])].slice(0, 8).map((option) => [...start, option].join(" "));
}

const commandWords = (known) => offered(known.verbs ?? []).flatMap(({ line }) => line.words);
const numbers = (known) => known.open.map((number) => number.split("-")[1].replace(/^0+/, ""));

function argumentsOf(action, known) {
  const entries = action.takes.map(taken);
  return entries.flatMap(({ field }) => {
    if (["unit", "units", "job", "jobs", "whom"].includes(field.type)) return signs(field, known);
    if (["incident", "tail"].includes(field.type)) return numbers(known);
    if (field.type === "choice" || field.type === "card") return field.options(known);
    return [];
  });
}

/** Units in the order in which they are wanted: those on a job for a report, those that are free to be sent. */
function signs({ type }, known) {
  const wants = type.startsWith("job") ? (unit) => unit.assignment : (unit) => unit.status === "available";
  const all = Object.entries(known.units);
  return [...all.filter(([, unit]) => wants(unit)), ...all.filter(([, unit]) => !wants(unit))].map(([sign]) => sign);
}
