/** When a tracker was heard and when a token ends, in words; what somebody should look at is marked by a sign. No DOM. */
import { day } from "../clocktime.js";
import { ageWords } from "../map/positions.js";

export const QUIET_S = 300; // without a word for so long a device is pointed out
const SOON = 14; // days before a token ends from which it is pointed out

/** Return whether a device (last heard `at`, null: never) has been quiet for too long at `time` (milliseconds). */
export const isQuiet = (at, time) => !at || time - Date.parse(at) > QUIET_S * 1000;

/** Return how long ago a device was heard: "12 s ago", "▲ 3 h ago", "▲ never". */
export function heard(at, time) {
  const says = at ? `${ageWords((time - Date.parse(at)) / 1000)} ago` : "never";
  return isQuiet(at, time) ? `▲ ${says}` : says;
}

/** Return the last day of a token, with how many days are left. */
export function ends(at, time) {
  if (!at) return "▲ no token: make a new one";
  const days = Math.round((Date.parse(at) - time) / 86_400_000);
  return `${days < SOON ? "▲ " : ""}${day(at)} (${days} ${days === 1 ? "day" : "days"})`;
}
