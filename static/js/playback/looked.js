/** One read of where units were, in words. No DOM. */
import { datedMinute, day, minute } from "../clocktime.js";
import { words } from "../words.js";

const NAMED = 8; // call signs that are named; of more, how many

/** Return {at, who, units, span, incident} of a read as the server recorded it. */
export function looked({ at, by, role, agency, units, from, to, incident }) {
  const all = agency ? `all units of ${agency}` : "all units";
  const many = units && units.length > NAMED ? `${units.slice(0, NAMED).join(", ")} and ${units.length - NAMED} more` : units?.join(", ") || "none";
  const end = day(from) === day(to) ? minute(to) : datedMinute(to);
  return { at: datedMinute(at), who: [by, words(role), agency].filter(Boolean).join(", "), units: units ? many : all, span: `${datedMinute(from)} to ${end}`, incident: incident ?? "" };
}
