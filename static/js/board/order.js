/** The order of the two lists of incidents, DOM-free: priority, then age; frozen while a hand is on the list. */
export const LISTS = ["waiting", "active"];
export const listOf = (card) => (card.status === "working" ? "active" : "waiting");

const before = (a, b) => (a.priority !== b.priority ? a.priority < b.priority : a.opened_at < b.opened_at) || (a.priority === b.priority && a.opened_at === b.opened_at && a.number < b.number);

/** Return the numbers of incidents in order. */
export function wanted(incidents) {
  return Object.values(incidents)
    .sort((a, b) => (before(a, b) ? -1 : 1))
    .map((card) => card.number);
}

/**
 * Return, for one list, {order, above, below, held}. Frozen, every row that is shown stays where it is, also one whose
 * incident left the list; new ones wait at the end. `above`: how many of the new belong above what is shown last;
 * `below`: the others; `held`: rows that would go, move or come if the order were let go.
 */
export function shown(was, now, frozen) {
  if (!frozen) return { order: now, above: 0, below: 0, held: 0 };
  const [there, kept] = [new Set(now), new Set(was)];
  const fresh = now.filter((number) => !kept.has(number));
  const lastKept = Math.max(-1, ...was.filter((number) => there.has(number)).map((number) => now.indexOf(number)));
  const above = fresh.filter((number) => now.indexOf(number) < lastKept).length;
  const gone = was.filter((number) => !there.has(number)).length;
  return { order: [...was, ...fresh], above, below: fresh.length - above, held: gone + fresh.length + moved(was, now) };
}

/** Count the rows that stand before one they belong behind. */
function moved(was, now) {
  const place = new Map(now.map((number, i) => [number, i]));
  let [count, highest] = [0, -1];
  for (const number of was) {
    const at = place.get(number);
    if (at === undefined) continue;
    if (at < highest) count += 1; else highest = at;
  }
  return count;
}

/** Return the order of both lists. `was`: {waiting, active} as shown; `frozen`: {waiting, active} booleans. */
export function arrange(was, incidents, frozen) {
  const stays = Object.fromEntries(LISTS.map((list) => [list, frozen[list] && was[list].length > 0]));
  const held = new Set(LISTS.flatMap((list) => (stays[list] ? was[list] : [])));
  const found = {};
  for (const list of LISTS) {
    const mine = new Set(stays[list] ? was[list] : []);
    const now = wanted(incidents).filter((number) => listOf(incidents[number]) === list && (mine.has(number) || !held.has(number)));
    found[list] = shown(was[list], now, stays[list]);
  }
  return found;
}
