/** How old a position is, in words, and when it is too old to be believed. No DOM, no Leaflet. */

/** Seconds after which a position is stale, by the unit's state. One that moves on a job goes wrong soonest. */
export const STALE_AFTER = {
  assigned: 60, acknowledged: 60, en_route: 60, transporting: 60,
  staged: 300, on_scene: 300, available: 300, unavailable: 300, off_duty: 300,
};
const IDLE = 300;

/** Return an age in words for seconds: "12 s", "4 min", "3 h", "2 d". */
export function ageWords(seconds) {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

/**
 * Return {known, fresh, text} for a unit's card at the server's time `now` (milliseconds).
 * A place that nobody ever reported (the station it was entered with) has no age, and is never fresh.
 */
export function position({ lat, lon, status, position_at: at }, now) {
  if (lat === null || lat === undefined || lon === null || lon === undefined) return { known: false, fresh: false, text: "no position" };
  if (!at) return { known: true, fresh: false, text: "age unknown" };
  const seconds = (now - new Date(at).getTime()) / 1000;
  return { known: true, fresh: seconds <= (STALE_AFTER[status] ?? IDLE), text: ageWords(seconds) };
}
