/** What has been typed of a call, DOM-free: what is ready to be sent, and what changed since it was saved. */
export const FIELDS = ["address", "narrative", "callback", "caller_name", "source", "language", "call_type", "lat", "lon", "apartment", "gate", "municipality", "cross_street", "uncertainty_m", "place_verified", "silent_mode"];
const OF_PLACE = ["address", "lat", "lon"]; // when one of these changes, everything about the place is sent anew
const ABOUT_PLACE = ["municipality", "cross_street", "uncertainty_m", "place_verified"];
const LATER = FIELDS.filter((name) => name !== "source"); // what update_call takes

/** Return the typed form as the body of take_call. */
export function taken(typed, answers) {
  const body = { ...given(typed), answers };
  for (const name of ["callback", "caller_name", "call_type", "silent_mode", "apartment", "gate", ...ABOUT_PLACE]) if (!body[name]) delete body[name];
  return body;
}

/** Return only what differs from what the server has: the body of update_call, or null. */
export function changes(typed, answers, saved) {
  const now = { ...given(typed), answers };
  const before = { ...given(saved.typed), answers: saved.answers };
  const changed = {};
  for (const name of [...LATER, "answers"]) {
    if (JSON.stringify(now[name]) !== JSON.stringify(before[name]) && now[name] !== undefined) changed[name] = now[name];
  }
  if (now.lat !== before.lat || now.lon !== before.lon) Object.assign(changed, { lat: now.lat ?? null, lon: now.lon ?? null });
  if (OF_PLACE.some((name) => name in changed)) {
    for (const name of ABOUT_PLACE) if (now[name] !== undefined) changed[name] = now[name];
  }
  return Object.keys(changed).length ? changed : null;
}

/** Return problems by field, before anything is sent. */
export function problems(typed) {
  const found = {};
  if (!typed.address?.trim()) found.address = "Type a place, however rough.";
  if (!typed.narrative?.trim()) found.narrative = "Type one line of what is happening.";
  for (const name of ["lat", "lon"]) {
    if (typed[name]?.trim() && Number.isNaN(Number(typed[name]))) found[name] = "Must be a number, or empty.";
  }
  return found;
}

/** Return whether anything was typed that would be lost. */
export const somethingTyped = (typed) => ["address", "narrative", "callback", "caller_name", "lat", "lon"].some((name) => typed[name]?.trim());

function given(typed) {
  const body = { ...typed };
  const [lat, lon] = [typed.lat?.trim(), typed.lon?.trim()];
  if (lat && lon) Object.assign(body, { lat: Number(lat), lon: Number(lon) });
  else { delete body.lat; delete body.lon; }
  if ("uncertainty_m" in typed) body.uncertainty_m = typed.uncertainty_m ? Number(typed.uncertainty_m) : null;
  if ("place_verified" in typed) body.place_verified = Boolean(typed.place_verified && lat && lon);
  return body;
}
