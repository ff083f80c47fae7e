/** How units are grouped: by status, agency or area. DOM-free. */
import { words } from "../words.js";

const STATUS = ["assigned", "acknowledged", "en_route", "staged", "on_scene", "transporting", "available", "unavailable", "off_duty"];
const place = (status) => (STATUS.includes(status) ? STATUS.indexOf(status) : STATUS.length); // one that nobody knows here comes last

export const GROUPINGS = {
  status: { of: (unit) => words(unit.status), before: (unit) => String(place(unit.status)).padStart(2, "0") },
  agency: { of: (unit) => unit.agency_name, before: (unit) => unit.agency_name },
  area: { of: (unit) => unit.area || "no area", before: (unit) => unit.area || "~" },
};

export const nextGrouping = (now) => Object.keys(GROUPINGS)[(Object.keys(GROUPINGS).indexOf(now) + 1) % Object.keys(GROUPINGS).length];

const UNARMED = ["mental_health", "homeless_outreach", "mediation"];
export const FILTERS = {
  on: (u) => u.status !== "off_duty",
  free: (u) => u.status === "available",
  busy: (u) => u.assignment !== null,
  unarmed: (u) => u.status !== "off_duty" && u.kinds.some((k) => UNARMED.includes(k)),
  all: () => true,
};

/** Return [{name, units: [call signs]}] in order, of the units that the filter lets through. */
export function grouped(units, by, filter = "all") {
  const { of, before } = GROUPINGS[by];
  const sorted = Object.values(units).filter(FILTERS[filter]).map((unit) => [before(unit), unit])
    .sort(([a, one], [b, two]) => (a === b ? (one.call_sign < two.call_sign ? -1 : 1) : a < b ? -1 : 1));
  const groups = [];
  for (const [key, unit] of sorted) {
    if (groups.at(-1)?.key !== key) groups.push({ key, name: of(unit), units: [] });
    groups.at(-1).units.push(unit.call_sign);
  }
  return groups;
}
