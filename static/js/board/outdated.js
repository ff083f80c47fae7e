/** When the recommendation that stands in the panel is no longer what the ranking would say. No DOM. */

/**
 * Return whether units that changed make a recommendation old: one that it offers cannot be sent now, or it offers nobody
 * and one of a kind that is asked for can be. Another unit that is free now changes no order under a hand that is about to
 * send: it is there when the incident is selected again. `asked` are the kinds of the incident's response.
 */
export function outdated({ units }, asked, changed, cards) {
  const free = (sign) => cards[sign]?.status === "available";
  const offered = new Set(units.map(({ unit }) => unit));
  if (offered.size) return [...changed].some((sign) => offered.has(sign) && !free(sign));
  return [...changed].some((sign) => free(sign) && cards[sign].kinds.some((kind) => asked.includes(kind)));
}
