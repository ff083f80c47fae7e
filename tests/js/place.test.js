/** Candidates for a place: what is said of one, and what choosing it puts into the form and onto the wire. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, taken } from "../../static/js/intake/call.js";
import { about, chosen, derived, distance } from "../../static/js/intake/candidates.js";

const candidate = (more = {}) => ({
  label: "1358 N Wilcox Ave, Los Angeles", address: "1358 N Wilcox Ave", kind: "block", municipality: "Los Angeles", lat: 34.0958, lon: -118.3309,
  uncertainty_m: 80, cross_street: "Fountain Ave", area: "Hollywood", bureau: "West", outside: false, says: "",
  agencies_in_service: [{ agency: "LAPD", kinds: ["police"], on_duty: 4, free: 3, free_here: 2 }], ...more,
});
const typed = (more = {}) => ({ address: "1358 wilcox", narrative: "man down", lat: "", lon: "", municipality: "", cross_street: "", uncertainty_m: "", place_verified: "", ...more });

test("a candidate says how sure it is, what it lies near, and whose area it is", () => {
  assert.equal(about(candidate()), "within 80 m · near Fountain Ave · Hollywood area, West bureau");
  assert.equal(distance(1240), "1.2 km");
});

test("a place outside the city asks for a transfer and promises no unit", () => {
  const said = derived(candidate({ outside: true, municipality: "Santa Monica" }));
  assert.match(said, /outside LAPD's area \(Santa Monica\): transfer\?/);
  assert.doesNotMatch(said, /In service/);
});

test("who is in service there is told with how many are free", () => {
  assert.match(derived(candidate()), /In service there: LAPD 2 free here\./);
  assert.match(derived(candidate({ agencies_in_service: [] })), /nobody/);
});

test("choosing fills the position and says verified; a street alone stays unverified", () => {
  assert.equal(chosen(candidate()).place_verified, "true");
  assert.equal(chosen(candidate({ kind: "street" })).place_verified, "");
});

test("a chosen place goes along with its doubt; one as typed sends none of it", () => {
  const body = taken({ ...typed(), ...chosen(candidate()) }, {});
  assert.deepEqual([body.lat, body.uncertainty_m, body.place_verified, body.cross_street], [34.0958, 80, true, "Fountain Ave"]);
  assert.deepEqual(Object.keys(taken(typed(), {})).sort(), ["address", "answers", "narrative"]);
});

test("another address sends everything about the place anew, also what is the same again", () => {
  const first = { ...typed(), ...chosen(candidate()) };
  const second = { ...typed(), ...chosen(candidate({ address: "1400 N Wilcox Ave", lat: 34.0965 })) };
  const changed = changes(second, {}, { typed: first, answers: {} });
  assert.deepEqual([changed.place_verified, changed.municipality, changed.uncertainty_m], [true, "Los Angeles", 80]);
});

test("a place that is typed over is no longer verified", () => {
  const first = { ...typed(), ...chosen(candidate()) };
  const changed = changes(typed({ address: "somewhere" }), {}, { typed: first, answers: {} });
  assert.deepEqual([changed.place_verified, changed.lat, changed.uncertainty_m], [false, null, null]);
});
