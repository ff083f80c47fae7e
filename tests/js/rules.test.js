/** How a template recurs: what the form says as a rule, a rule as the form shows it, and in words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AS_IT_IS, faults, read, rule, ruled, TURNS, WEEKS } from "../../static/js/roster/rules.js";

const form = (more) => ({ recurs: WEEKS, days: ["MO"], every: 1, on: 4, off: 4, ...more });

test("days of the week, every so many weeks", () => {
  assert.equal(rule(form({ days: ["MO", "TH"], every: 2 })), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH");
  assert.equal(ruled("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"), "every 2 weeks: Mon, Thu");
});

test("days on and days off", () => {
  assert.equal(rule(form({ recurs: TURNS, on: 4, off: 3 })), "FREQ=DAILY;INTERVAL=7;X-ON=4");
  assert.equal(ruled("FREQ=DAILY;INTERVAL=7;X-ON=4"), "4 days on, 3 off");
  assert.equal(ruled("FREQ=DAILY;INTERVAL=3;X-ON=1"), "1 day on, 2 off");
});

test("what a form said it shows again", () => {
  for (const said of [form({ days: ["SA", "SU"], every: 3 }), form({ recurs: TURNS, on: 2, off: 5 })]) {
    assert.equal(rule(read(rule(said))), rule(said));
  }
  assert.deepEqual(read("FREQ=DAILY").days.length, 7);
});

test("a rule that the form cannot say stays as it is", () => {
  for (const text of ["FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231"]) {
    assert.equal(read(text).recurs, AS_IT_IS);
    assert.equal(rule(read(text), text), text);
  }
  assert.equal(ruled("FREQ=MONTHLY;BYMONTHDAY=1"), "every month");
});

test("what is wrong stands beside its field", () => {
  assert.deepEqual(Object.keys(faults(form({ days: [], every: 0 }))), ["days", "every"]);
  assert.deepEqual(Object.keys(faults(form({ recurs: TURNS, on: 0, off: 1.5 }))), ["on", "off"]);
  assert.deepEqual(faults(form({ recurs: AS_IT_IS, days: [] })), {});
});
