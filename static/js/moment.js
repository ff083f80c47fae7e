/** Times as people type them: 14:05 on the centre's clock becomes a moment. No DOM. */
const DAY = 86_400_000;

/** Return how far the zone's clock is ahead of UTC at a moment, in milliseconds. */
function ahead(zone, at) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" }).formatToParts(at);
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(of.year, of.month - 1, of.day, of.hour, of.minute, of.second) - Math.floor(at / 1000) * 1000;
}

/** Return RFC 3339 of the latest such time before `now` (the next after it when `coming`); null when it is no time. */
export function moment(typed, now, zone = "UTC", coming = false) {
  const found = /^([01]?\d|2[0-3]):?([0-5]\d)$/.exec(typed);
  if (!found) return null;
  const offset = ahead(zone, now);
  const midnight = Math.floor((now + offset) / DAY) * DAY;
  let at = midnight + (Number(found[1]) * 60 + Number(found[2])) * 60_000 - offset;
  if (!coming && at > now) at -= DAY;
  if (coming && at <= now) at += DAY;
  return new Date(at).toISOString();
}

/** Return RFC 3339 of a date and time on the zone's clock, `2026-11-24T14:05`; null when it is none. */
export function fromLocal(typed, zone = "UTC") {
  const there = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) ? Date.parse(`${typed}Z`) : NaN;
  if (Number.isNaN(there)) return null;
  // The zone's offset is asked for where the moment roughly lies, and again where it then does: a change of clocks lies between.
  const guess = there - ahead(zone, there);
  return new Date(there - ahead(zone, guess)).toISOString();
}

/** Return a moment as date and time on the zone's clock, to the minute. */
export const toLocal = (at, zone = "UTC") => new Date(at + ahead(zone, at)).toISOString().slice(0, 16);
