/** Words, ages, and text from people: what cannot be seen is shown. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { age, going, kindWords, sendWords, tail, visibleParts, words } from "../../static/js/words.js";
import { factsInWords, sentence } from "../../static/js/incidents/timeline.js";
import { mine, navigation, steps } from "../../static/js/field/job.js";

const at = new Date("2026-11-24T10:00:00Z").getTime();

test("an age is minutes and seconds, hours and minutes, then days", () => {
  assert.equal(age("2026-11-24T09:58:55Z", at), "1:05");
  assert.equal(age("2026-11-24T07:56:00Z", at), "2h04");
  assert.equal(age("2026-11-21T09:00:00Z", at), "3 d");
  assert.equal(age("2026-11-24T10:00:05Z", at), "0:00");
});

test("codes are said in words", () => {
  assert.equal(kindWords("988_transfer"), "988 transfer");
  assert.equal(words("en_route"), "en route");
  assert.equal(tail("LA26-000123"), "000123");
});

test("characters that turn or hide text are shown by their number", () => {
  assert.deepEqual(visibleParts("gun\u202Egnp"), ["gun", { code: "U+202E" }, "gnp"]);
  assert.deepEqual(visibleParts("<b>"), ["<b>"]);
  assert.deepEqual(visibleParts(""), []);
});

test("a line of the timeline says who, when, what, and when it was recorded later", () => {
  const said = sentence({ kind: "unit_assigned", at: "2026-11-24T10:00:00.00Z", recorded_at: "2026-11-24T10:05:00.00Z", by: "dispatcher", source: "back_entry", facts: { unit: "6A15", reason: "" } });
  assert.equal(said.title, "unit assigned");
  assert.match(said.at, /recorded 10:05:00/);
  assert.equal(said.says, "unit 6A15");
});

test("facts keep a person's words as they are", () => {
  assert.equal(factsInWords({ reason: "Dog_in yard", changed: ["address", "narrative"] }), "reason Dog_in yard · changed address, narrative");
});

test("a team sees its own job and the next steps it may take", () => {
  const cards = { units: { UM61: { assignment: { incident: "A" } } }, incidents: { A: { assignments: [{ unit: "UM61", open: true, state: "en_route" }] } } };
  assert.equal(mine(cards, "UM61").job.state, "en_route");
  assert.equal(mine(cards, "6A15").job, undefined);
  assert.deepEqual(steps({ state: "en_route" }, ["mark_on_scene", "decline"]), ["mark_on_scene", "decline"]);
  assert.deepEqual(steps(undefined, ["mark_on_scene"]), []);
  assert.equal(navigation({ lat: null, lon: null }), "");
});

test("who stands by is never said to go", () => {
  const response = [{ kind: "mental_health", role: "primary" }, { kind: "co_response", role: "stand_by" }];
  assert.deepEqual(going(response), ["mental_health"]);
  assert.equal(sendWords(response), "Mental health; stands by: Co-response");
  assert.equal(sendWords(response.slice(0, 1)), "Mental health");
});
