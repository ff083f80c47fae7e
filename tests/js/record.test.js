/** The record's sentences: corrected times, persons joined over compartments, what the timeline says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { corrections, persons, vehicles } from "../../static/js/incidents/parts.js";
import { sentence } from "../../static/js/incidents/timeline.js";

test("a corrected time is told with the one that was given first", () => {
  const card = { assignments: [{ unit: "UM61", times: { on_scene: "2026-11-24T07:10:11.12Z" }, corrected: { on_scene: "2026-11-24T07:15:00.00Z" } }] };
  assert.deepEqual(corrections(card), [["UM61 on scene at 07:10:11; first given as 07:15:00"]]);
  assert.deepEqual(corrections({}), []);
});

test("a person is one line of what this reader may know", () => {
  const card = { persons: [{ n: 1, role: "subject" }, { n: 2, role: "witness" }], persons_named: [{ n: 2, name: "Ana" }], persons_health: [{ n: 1, health: "insulin" }] };
  assert.deepEqual(persons(card), [{ n: 1, role: "subject", health: "insulin" }, { n: 2, role: "witness", name: "Ana" }]);
  assert.deepEqual(vehicles({ vehicles: [{ n: 1, description: "van" }] }), [{ n: 1, description: "van" }]);
});

test("the timeline says what a correction changed and not what an undo would need", () => {
  const at = "2026-11-24T07:20:00.00Z";
  const corrected = sentence({ kind: "time_corrected", at, by: "ana", facts: { unit: "UM61", was: "2026-11-24T07:15:00.00Z", time: "2026-11-24T07:10:11.12Z" } });
  assert.equal(corrected.says, "unit UM61 · was 2026-11-24 07:15:00 · time 2026-11-24 07:10:11");
  const closed = sentence({ kind: "incident_closed", at, by: "ana", facts: { disposition: "resolved", was: { status: "waiting" } } });
  assert.equal(closed.says, "disposition resolved");
});
