/** What a wall shows, summed up from cards: counts, who waits longest, who is free. No DOM, no names of callers. */
import { isArmed } from "../map/marks.js";

export const PRIORITIES = ["P1", "P2", "P3", "P4"];
export const STATUSES = ["waiting", "working", "held"];
export const UNIT_STATES = ["available", "assigned", "acknowledged", "en_route", "staged", "on_scene", "transporting", "unavailable"];

/** Return {P1: {waiting, working, held}, …} for open incidents. */
export function byPriority(incidents) {
  const sums = Object.fromEntries(PRIORITIES.map((p) => [p, Object.fromEntries(STATUSES.map((s) => [s, 0]))]));
  for (const { priority, status } of incidents) if (sums[priority] && status in sums[priority]) sums[priority][status] += 1;
  return sums;
}

/** Return {state: {armed, unarmed}} for units on duty. */
export function byState(units) {
  const sums = Object.fromEntries(UNIT_STATES.map((s) => [s, { armed: 0, unarmed: 0 }]));
  for (const unit of units) if (sums[unit.status]) sums[unit.status][isArmed(unit) ? "armed" : "unarmed"] += 1;
  return sums;
}

/** Return the incidents that wait for somebody: priority first, then the oldest. */
export function waiting(incidents) {
  return incidents.filter(({ status }) => status === "waiting").sort((a, b) => (a.priority + a.opened_at < b.priority + b.opened_at ? -1 : 1));
}

/** Return the oldest of the waiting incidents, or null. */
export function longest(incidents) {
  return waiting(incidents).reduce((oldest, one) => (!oldest || one.opened_at < oldest.opened_at ? one : oldest), null);
}

/** Return how many alerts and alarms nobody has answered. */
export function unanswered(incidents, alarms) {
  const alerts = incidents.reduce((sum, { alerts: those = [] }) => sum + those.filter((a) => !a.acknowledged).length, 0);
  return alerts + alarms.filter((a) => !a.acknowledged_at && !a.ended_at).length;
}

/** Return a place as strangers may read it: the area and the hundred block, never a door or a flat. */
export function block({ address = "", area = "" }) {
  const [, number, street] = /^\s*(\d+)\s+([^,]+)/.exec(address) ?? [];
  const rough = number ? `${Math.floor(Number(number) / 100) * 100} block ${street.trim()}` : address.split(",")[0].replace(/\b(apt|unit|room|rm|#)\b.*$/i, "").trim();
  return [area, rough].filter(Boolean).join(" · ");
}

/**
 * Return the page (0-based) shown at a moment when `pages` take `seconds` each.
 * `turned`: {page, until} of a hand that turned the list; it is kept until that moment (milliseconds).
 */
export function pageAt(now, pages, seconds, turned = null) {
  if (turned && now < turned.until) return ((turned.page % pages) + pages) % pages;
  return pages > 1 ? Math.floor(now / 1000 / seconds) % pages : 0;
}
