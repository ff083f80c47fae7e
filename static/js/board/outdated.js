/** When the recommendation that stands in the panel is no longer what the ranking would say. No DOM. */

/**
 * Return whether units that changed make a recommendation old: one that it offers cannot be sent now, or one that can
 * is of a kind that is asked for and not offered. `asked` are the kinds of the incident's response.
 */
export function outdated({ units }, asked, changed, cards) {
  const offered = new Set(units.map(({ unit }) => unit));
  return [...changed].some((sign) => {
    const free = cards[sign]?.status === "available";
    return offered.has(sign) ? !free : free && cards[sign].kinds.some((kind) => asked.includes(kind));
  });
}
