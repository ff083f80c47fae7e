/** Times on the phone: 24-hour local time of the centre, the seconds when somebody asks for them. */
import { config } from "../config.js";
import { language } from "../i18n.js";

let seconds = false;

/** Return whether times are shown with their seconds. */
export const withSeconds = () => seconds;
export function showSeconds(wanted) { seconds = wanted; }

/** Return a moment (RFC 3339 or milliseconds) as 14:05, or 14:05:09 on demand. */
export const clockTime = (moment) => said(moment, { ...(seconds && { second: "2-digit" }) });

/** Return a moment with its day, as Fri, 27 Nov, 14:05. */
export const dayTime = (moment) => said(moment, { weekday: "short", day: "numeric", month: "short" });

function said(moment, more) {
  return new Intl.DateTimeFormat(language() === "es" ? "es-US" : "en-GB", {
    hour: "2-digit", minute: "2-digit", ...more, hourCycle: "h23", timeZone: config()?.time_zone,
  }).format(typeof moment === "number" ? moment : Date.parse(moment));
}
