/** The phone's own rules: what is uncertain is shown with what it is said of, and when a team is to be heard again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { held, lastHeard } from "../../static/js/field/job.js";
import { hedged } from "../../static/js/field/known.js";
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
