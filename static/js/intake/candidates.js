/** What a candidate for a place says of itself, and what choosing one puts into the form. No DOM. */

export const KIND_WORDS = {
  address: "address", block: "block", street: "street", intersection: "corner", coordinates: "position", metro: "Metro", ramp: "ramp",
  hospital: "hospital", police: "police", fire: "fire", park: "park", school: "school", shelter: "shelter", clinic: "clinic",
  government: "government", landmark: "place",
};
/** What the form keeps of a place besides its address: hidden fields, by the server's names. */
export const KEPT = ["lat", "lon", "municipality", "cross_street", "uncertainty_m", "place_verified"];

/** Return the second line of a candidate: how sure, between what, whose. */
export function about(candidate) {
  const { uncertainty_m: metres, cross_street: cross, area, bureau, municipality, outside, says } = candidate;
  const where = outside ? `outside LAPD's area${municipality ? ` (${municipality})` : ""}: transfer?` : `${area} area, ${bureau} bureau`;
  return [`within ${distance(metres)}`, cross && `near ${cross}`, where, says].filter(Boolean).join(" · ");
}

/** Return metres as people say them. */
export function distance(metres) {
  return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
}

/** Return the form's fields for a chosen candidate. A street alone is a rough position, so it stays unverified. */
export function chosen(candidate) {
  const { address, lat, lon, municipality, cross_street: cross, uncertainty_m: metres, kind } = candidate;
  return {
    address, lat: String(lat), lon: String(lon), municipality, cross_street: cross, uncertainty_m: String(metres),
    place_verified: kind === "street" ? "" : "true",
  };
}

/** Return the sentence under the field about what follows from a candidate: area, agencies in service. */
export function derived(candidate) {
  if (candidate.outside) return about(candidate);
  const serving = candidate.agencies_in_service.map(({ agency, free, free_here: here }) => `${agency} ${here ? `${here} free here` : free ? "free elsewhere" : "none free"}`);
  return `${about(candidate)}. In service there: ${serving.join(", ") || "nobody"}.`;
}
