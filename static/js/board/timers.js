/**
 * Timers against limits, DOM-free. Two scales: a call that needs somebody now ages in seconds, outreach in hours.
 *
 * The limits are the centre's (`snapshot.settings.timers`, seconds: {waiting: {P1: …}, outreach: {P1: …}, unit: {assigned: {P1: …}}});
 * those below are assumptions that stand where a centre has set none.
 */
const HOUR = 3600;
const LIMITS = {
  waiting: { P1: 60, P2: 180, P3: 900, P4: HOUR },
  outreach: { P1: 900, P2: HOUR, P3: 4 * HOUR, P4: 8 * HOUR },
  unit: {
    assigned: { P1: 30, P2: 60, P3: 120, P4: 300 }, acknowledged: { P1: 60, P2: 120, P3: 300, P4: 900 },
    en_route: { P1: 480, P2: 900, P3: 1800, P4: HOUR }, staged: { P1: 900, P2: 900, P3: 1800, P4: 1800 },
    on_scene: { P1: 1800, P2: 1800, P3: HOUR, P4: HOUR }, transporting: { P1: 2700, P2: 2700, P3: 2700, P4: 2700 },
  },
  unitOutreach: { assigned: { P1: 300, P2: 600, P3: 900, P4: 1800 }, acknowledged: { P1: 600, P2: 900, P3: 1800, P4: HOUR }, en_route: { P1: 1800, P2: HOUR, P3: 2 * HOUR, P4: 4 * HOUR }, on_scene: { P1: 2 * HOUR, P2: 2 * HOUR, P3: 3 * HOUR, P4: 4 * HOUR } },
};
const SLOW = ["homeless_outreach", "mediation"];

/** Return whether an incident is of those that age in hours: outreach goes first, and nothing in it is urgent. */
export const slow = (card) => SLOW.includes(card?.response?.find(({ role }) => role !== "stand_by")?.kind) && card.level !== 4;

/** Return the limit in seconds for an incident as it is, or null for one that no clock runs for. */
export function incidentLimit(card, settings) {
  if (card.status !== "waiting") return null;
  const scale = slow(card) ? "outreach" : "waiting";
  return settings?.[scale]?.[card.priority] ?? LIMITS[scale][card.priority] ?? null;
}

/** Return the limit in seconds for a unit in its state, by the priority of the incident it is on; null without a job. */
export function unitLimit(unit, incident, settings) {
  if (!unit.assignment || !incident) return null;
  const scale = slow(incident) ? "unitOutreach" : "unit";
  const theirs = settings && (settings[scale] ?? settings.unit)?.[unit.status]; // where the centre has limits, its alarm and this turn at once
  return theirs?.[incident.priority] ?? LIMITS[scale][unit.status]?.[incident.priority] ?? null;
}

/** Return {text, over}: the age, and when it is over its limit, both in words ("8 min, limit 7"). */
export function timer(since, now, limit) {
  const seconds = Math.max(0, Math.floor((now - new Date(since).getTime()) / 1000));
  if (limit === null || seconds <= limit) return { text: plain(seconds), over: false };
  if (limit < 120) return { text: seconds < 600 ? `${seconds} s, limit ${limit}` : `${whole(seconds)}, limit ${limit} s`, over: true };
  if (limit < HOUR && seconds < 6000) return { text: `${Math.floor(seconds / 60)} min, limit ${Math.round(limit / 60)}`, over: true };
  return { text: `${whole(seconds)}, limit ${whole(limit)}`, over: true };
}

/** Return a timer's words as short as a cell of so many letters needs them: a number that is cut would read as another one. */
export function within(text, letters) {
  const short = text.length > letters ? text.replace(", limit ", " > ") : text;
  const hours = short.length > letters ? short.replace(/^(\d+ h) \d\d/, "$1") : short;
  return hours.length > letters ? hours.replaceAll(" min", " m") : hours;
}

/** m:ss under an hour, then h and minutes, days after two. */
function plain(seconds) {
  if (seconds < HOUR) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return seconds < 48 * HOUR ? `${Math.floor(seconds / HOUR)}h${String(Math.floor(seconds / 60) % 60).padStart(2, "0")}` : `${Math.floor(seconds / (24 * HOUR))} d`;
}

function whole(seconds) {
  if (seconds < HOUR) return `${Math.floor(seconds / 60)} min`;
  const minutes = Math.floor(seconds / 60) % 60;
  return seconds < 48 * HOUR ? `${Math.floor(seconds / HOUR)} h${minutes ? ` ${String(minutes).padStart(2, "0")}` : ""}` : `${Math.floor(seconds / (24 * HOUR))} d`;
}
