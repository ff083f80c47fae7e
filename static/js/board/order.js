/** The order of the incident list, DOM-free: priority, then age; frozen while a hand is on the list. */
export function wanted(incidents) {
  return Object.values(incidents)
    .sort((a, b) => (a.priority < b.priority ? -1 : a.priority > b.priority ? 1 : a.opened_at < b.opened_at ? -1 : 1))
    .map((card) => card.number);
}

/** Return the order to show: what is shown stays where it is while `frozen`, new ones wait at the end. */
export function shown(before, now, frozen) {
  if (!frozen) return { order: now, waiting: 0 };
  const there = new Set(now);
  const kept = before.filter((number) => there.has(number));
  const known = new Set(kept);
  const fresh = now.filter((number) => !known.has(number));
  return { order: [...kept, ...fresh], waiting: fresh.length };
}
