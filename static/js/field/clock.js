/** Times on the phone: 24-hour local time of the centre, the seconds when somebody asks for them. */
import { config } from "../config.js";
import { language } from "../i18n.js";

let seconds = false;

/** Return whether times are shown with their seconds. */
export const withSeconds = () => seconds;
export function showSeconds(wanted) { seconds = wanted; }

/** Return a moment (RFC 3339 or milliseconds) as 14:05, or 14:05:09 on demand. */
export function clockTime(moment) {
  return new Intl.DateTimeFormat(language() === "es" ? "es-US" : "en-GB", {
    hour: "2-digit", minute: "2-digit", ...(seconds && { second: "2-digit" }), hourCycle: "h23", timeZone: config()?.time_zone,
  }).format(typeof moment === "number" ? moment : Date.parse(moment));
}
