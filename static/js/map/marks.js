/** How incidents and units look on the map, as plain values. No DOM, no Leaflet. */
const ARMED = ["police", "co_response"];

/** Return {lat, lon, tone, filled, radius} for an incident card, or null without a position. */
export function incidentMark({ place, priority, status }) {
  if (place.lat === null || place.lat === undefined) return null;
  const p1 = priority === "P1";
  return { lat: place.lat, lon: place.lon, tone: p1 ? "danger" : "warn", filled: p1 || status === "waiting", radius: p1 ? 10 : 7 };
}

/** Return the mark of a unit card, or null when it is off duty or nowhere. */
export function unitMark({ lat, lon, status, kinds, capabilities }) {
  if (status === "off_duty" || lat === null || lat === undefined) return null;
  const armed = capabilities ? capabilities.armed : kinds.some((k) => ARMED.includes(k));
  return { lat, lon, tone: armed ? "accent" : "good", filled: !armed, size: 0.0035 };
}
