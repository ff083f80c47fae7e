/** The phone's own rules: what is uncertain is shown with what it is said of, and when a team is to be heard again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { held, lastHeard } from "../../static/js/field/job.js";
import { hedged } from "../../static/js/field/known.js";
import { alerted } from "../../static/js/field/alerted.js";
import { said } from "../../static/js/field/said.js";

test("a hedge is shown with what it is said of, never as a word alone", () => {
  const text = "maybe has a knife, might be a toy. No one hurt.";
  assert.equal(hedged(text, { text: "might", start: 19, end: 24 }), "“might be a toy”");
});

test("the last word of a team is its check-in or its last step, whichever came later", () => {
  assert.equal(lastHeard({ since: "2026-11-24T07:00:00.00Z", checked_at: "2026-11-24T07:10:00.00Z" }), "2026-11-24T07:10:00.00Z");
  assert.equal(lastHeard({ since: "2026-11-24T07:20:00.00Z", checked_at: "2026-11-24T07:10:00.00Z" }), "2026-11-24T07:20:00.00Z");
  assert.equal(lastHeard({ since: "2026-11-24T07:00:00.00Z", checked_at: null }), "2026-11-24T07:00:00.00Z");
});

test("a staging hold holds unarmed units that are not there yet, and nobody armed", () => {
  const [team, car] = [{ kinds: ["mental_health"] }, { kinds: ["police"] }];
  const incident = { staging: { stands: true } };
  assert.equal(held(team, incident, { state: "en_route" }), true);
  assert.equal(held(team, incident, { state: "on_scene" }), false);
  assert.equal(held(car, incident, { state: "en_route" }), false);
  assert.equal(held(team, { staging: { stands: false } }, { state: "en_route" }), false);
});

test("a refusal keeps its names and says the rest in words", () => {
  assert.equal(said({ why: "6A15 is on scene on LA26-000123: it cannot be en route." }), "6A15 is “on scene” on LA26-000123: it cannot become “en route”.");
  assert.equal(said({ why: "Something nobody foresaw." }), "Something nobody foresaw.");
});

test("an alert is said from its kind and its facts; one whose facts do not say enough is left to the server's words", () => {
  const says = (kind, facts) => alerted({ kind, says: "the desks' words", ...facts });
  assert.equal(says("place_changed", { was: { address: "1 Main St" }, address: "9 Vine St", reason: "they walked" }), "It is now at 9 Vine St; it was 1 Main St. they walked");
  assert.equal(says("unit_taken", { unit: "6A15", role: "backup", for: "LA26-000007", reason: "nearer", others: [] }), "6A15 (backup) was sent to LA26-000007: nearer. Nobody is there now.");
  assert.equal(says("unit_taken", { unit: "6A15", role: "primary", for: "LA26-000007", reason: "nearer", others: ["UM61"] }), "6A15 (primary) was sent to LA26-000007: nearer. UM61 still there.");
  assert.equal(says("triage_changed", { before: { hazards: ["A fire"] }, after: { hazards: ["A fire", "A weapon"] }, suspended: true }), "New danger: A weapon. The override does not count any more.");
  assert.equal(says("triage_changed", { before: { hazards: [] }, after: { hazards: [] } }), "What triage says has changed.");
  assert.match(says("unit_heard", { unit: "UM61", how: "checked_in", heard_at: "2026-11-24T07:10:11.12Z" }), /^UM61 checked in at \d\d:\d\d\. /);
  assert.equal(says("unit_heard", { unit: "UM61", how: "by_magic", heard_at: "2026-11-24T07:10:11.12Z" }), null);
  assert.equal(says("unit_taken", { unit: "6A15", for: "LA26-000007" }), null, "an alert of before these facts");
  assert.equal(says("help_asked", { request: "LA26-000007/H1" }), null);
});
