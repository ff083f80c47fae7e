/**
 * Moments as the centre's clock on the wall says them: 24 hours, local (U46). The record and the wire keep UTC.
 * Without a page (tests) the zone is UTC.
 */
import { config } from "./config.js";

const made = new Map();

/** Intl's formats are dear to make and cheap to use. */
function format(zone) {
  if (!made.has(zone)) {
    made.set(zone, new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" }));
  }
  return made.get(zone);
}

function parts(at) {
  const zone = (globalThis.document ? config()?.time_zone : null) ?? "UTC";
  return Object.fromEntries(format(zone).formatToParts(typeof at === "number" ? at : Date.parse(at)).map(({ type, value }) => [type, value]));
}

/** Return a moment (RFC 3339 or milliseconds) as 14:05:09. */
export function clock(at) {
  const { hour, minute, second } = parts(at);
  return `${hour}:${minute}:${second}`;
}

/** Return a moment as 14:05. */
export const minute = (at) => clock(at).slice(0, 5);

/** Return a moment as 2026-11-24. */
export function day(at) {
  const of = parts(at);
  return `${of.year}-${of.month}-${of.day}`;
}

/** Return a moment as 2026-11-24 14:05:09. */
export const dated = (at) => `${day(at)} ${clock(at)}`;
/** Return a moment as 2026-11-24 14:05. */
export const datedMinute = (at) => `${day(at)} ${minute(at)}`;
