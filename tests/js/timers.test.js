/** Timers: two scales, limits by priority and state, and in words when they are passed (U39). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { incidentLimit, slow, timer, unitLimit, within } from "../../static/js/board/timers.js";

const at = (seconds) => Date.parse("2026-01-01T10:00:00Z") + seconds * 1000;
const since = "2026-01-01T10:00:00.00Z";
const card = (priority, kind = "police", more = {}) => ({ status: "waiting", priority, level: 2, response: [{ kind, role: "primary" }], ...more });

test("an age under its limit is only an age", () => {
  assert.deepEqual(timer(since, at(59), 60), { text: "0:59", over: false });
  assert.deepEqual(timer(since, at(59), null), { text: "0:59", over: false });
  assert.equal(timer(since, at(3 * 3600 + 300), null).text, "3h05");
});

test("an age over its limit says both, in the limit's own scale", () => {
  assert.deepEqual(timer(since, at(75), 60), { text: "75 s, limit 60", over: true });
  assert.deepEqual(timer(since, at(8 * 60), 7 * 60), { text: "8 min, limit 7", over: true });
  assert.deepEqual(timer(since, at(5 * 3600 + 600), 4 * 3600), { text: "5 h 10, limit 4 h", over: true });
});

test("a call that needs somebody now ages in seconds, outreach in hours, danger never in hours", () => {
  assert.equal(incidentLimit(card("P1")), 60);
  assert.equal(incidentLimit(card("P3", "homeless_outreach")), 4 * 3600);
  assert.equal(slow(card("P3", "homeless_outreach", { level: 4 })), false);
});

test("no clock runs for an incident that somebody works on, nor for a unit without a job", () => {
  assert.equal(incidentLimit(card("P1", "police", { status: "working" })), null);
  assert.equal(unitLimit({ status: "available", assignment: null }, undefined), null);
});

test("where a cell is too short for the words, the limit stands behind a sign, and neither number is cut", () => {
  assert.equal(within("383 s, limit 75", 15), "383 s, limit 75");
  assert.equal(within("26 h 05, limit 75 s", 15), "26 h 05 > 75 s");
  assert.equal(within("26 h 05, limit 15 min", 15), "26 h > 15 min", "of a day the minutes say nothing");
  assert.equal(within("11 min > 90 s", 11), "11 m > 90 s");
  assert.equal(within("12:30", 8), "12:30");
});

test("a unit's time in its state has the limit of its incident's priority", () => {
  const unit = (status) => ({ status, assignment: { incident: "a" } });
  assert.equal(unitLimit(unit("assigned"), card("P1")), 30);
  assert.ok(unitLimit(unit("assigned"), card("P3", "homeless_outreach")) > unitLimit(unit("assigned"), card("P3")));
});

test("what the centre has set counts instead of the table", () => {
  assert.equal(incidentLimit(card("P1"), { waiting: { P1: 45 } }), 45);
  assert.equal(unitLimit({ status: "en_route", assignment: {} }, card("P2"), { unit: { en_route: { P2: 600 } } }), 600);
});
