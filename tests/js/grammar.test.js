/** The command line: what is understood is echoed in full, what is not is said in a sentence. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveTail, understand } from "../../static/js/board/grammar.js";

const known = (more = {}) => ({
  open: ["LA26-000123", "LA26-001123", "LA26-000045"], selected: null, dispositions: ["resolved", "report_taken", "refused", "referred"],
  units: { "6A15": { assignment: { incident: "LA26-000045" } }, UM61: { assignment: null }, "6A20": { assignment: { incident: "LA26-000045" } } }, ...more,
});

test("D sends a unit to the incident that ends in these digits, echoed in full", () => {
  assert.deepEqual(understand("d um61 45", known()), {
    verb: "assign_unit", fields: { unit: "UM61", incident: "LA26-000045" }, says: "Send UM61 to LA26-000045",
  });
});

test("D without a number means the selected incident", () => {
  assert.equal(understand("D UM61", known({ selected: "LA26-000123" })).fields.incident, "LA26-000123");
});

test("the key that leads to the line may be typed again", () => {
  assert.equal(understand("/D UM61 45", known()).fields.unit, "UM61");
});

test("a tail that fits two open incidents is refused with both", () => {
  const { error } = resolveTail("23", known().open);
  assert.match(error, /LA26-000123, LA26-001123/);
});

test("a tail that is a whole short number wins over longer ones that end in it", () => {
  assert.equal(resolveTail("123", known().open).number, "LA26-000123");
  assert.equal(resolveTail("LA26-001123", known().open).number, "LA26-001123");
});

test("a tail of no open incident and a unit that does not exist are said", () => {
  assert.match(understand("D UM61 999", known()).error, /No open incident ends in 999/);
  assert.match(understand("D 9Z99 45", known()).error, /no unit 9Z99/);
});

for (const [letter, verb] of [["A", "acknowledge"], ["E", "mark_en_route"], ["O", "mark_on_scene"], ["T", "mark_transporting"]]) {
  test(`${letter} reports a unit's progress heard by radio`, () => {
    assert.deepEqual(understand(`${letter} 6A15`, known()).fields, { unit: "6A15", incident: "LA26-000045", source: "radio" });
    assert.equal(understand(`${letter} 6A15`, known()).verb, verb);
  });
}

test("a unit without a job has no progress", () => {
  assert.match(understand("E UM61", known()).error, /on no job/);
});

test("with several units there one must be named", () => {
  assert.match(understand("O", known({ selected: "LA26-000045" })).error, /Several units/);
});

test("C clears with a disposition, which may be shortened while it is clear", () => {
  assert.equal(understand("C 6A15 rep", known()).fields.disposition, "report_taken");
  assert.match(understand("C 6A15 re", known()).error, /Clear with one of/);
  assert.match(understand("C 6A15", known()).error, /Clear with one of/);
});

test("H and N keep the words as they were typed", () => {
  assert.deepEqual(understand("H 45 waits for SMART", known()).fields, { incident: "LA26-000045", reason: "waits for SMART" });
  assert.deepEqual(understand("N 45 dog in yard", known()).fields, { incident: "LA26-000045", text: "dog in yard" });
  assert.match(understand("N 45", known()).error, /Type the text/);
});

test("B, U and ? show and change nothing", () => {
  assert.deepEqual([understand("B 45", known()).act, understand("B 45", known()).fields], ["showBackup", { incident: "LA26-000045" }]);
  assert.deepEqual([understand("U 6A15", known()).act, understand("U 6A15", known()).fields], ["showUnit", { unit: "6A15" }]);
  assert.equal(understand("?", known()).act, "help");
});

test("an unknown command says so", () => {
  assert.match(understand("Z9 1", known()).error, /Z9 is no command/);
});

test("several units on one line are as many commands, each with its own sentence", () => {
  const { commands, says } = understand("D 6a15 6A20 UM61 123", known());
  assert.deepEqual(commands.map(({ fields }) => fields.unit), ["6A15", "6A20", "UM61"]);
  assert.ok(commands.every(({ verb, fields }) => verb === "assign_unit" && fields.incident === "LA26-000123"));
  assert.equal(says, "Send 6A15, 6A20, UM61 to LA26-000123");
});

test("a call sign that is none is said, and nothing of the line is done", () => {
  assert.match(understand("D 6A15 9Z99 123", known({ selected: "LA26-000045" })).error, /no unit 9Z99/);
});

test("several units report at once, each from the job it is on", () => {
  const { commands } = understand("O 6A15 6A20", known());
  assert.deepEqual(commands.map(({ fields }) => [fields.unit, fields.incident]), [["6A15", "LA26-000045"], ["6A20", "LA26-000045"]]);
});

test("aliases are other words for the same command", () => {
  assert.deepEqual(understand("send UM61 45", known()), understand("D UM61 45", known()));
});

test("what cannot be taken back wants an exclamation mark, and says what it would do", () => {
  const asked = understand("MG 123 45", known());
  assert.match(asked.error, /LA26-000045 closes as a duplicate.*Put ! behind it/);
  assert.deepEqual(understand("MG 123 45 !", known()).fields, { incident: "LA26-000123", other: "LA26-000045" });
  assert.match(understand("MG 123 123 !", known()).error, /same incident/);
});

test("rare acts are marked before Enter", () => {
  assert.match(understand("R 6A15 caller cancelled", known()).says, /^▲/);
});

test("two texts on one line are parted by a slash", () => {
  assert.deepEqual(understand("MV 123 400 S Main St / caller corrected it", known()).fields, { incident: "LA26-000123", address: "400 S Main St", reason: "caller corrected it" });
  assert.match(understand("MV 123 400 S Main St", known()).error, / \/ and the rest/);
});

test("a time is the latest such time on the centre's clock", () => {
  const now = Date.parse("2026-03-01T20:10:00Z"); // 12:10 in Los Angeles
  const heard = (at) => understand(`CT 6A15 on_scene ${at} heard late`, known({ now, timeZone: "America/Los_Angeles" })).fields.at;
  assert.equal(heard("12:05"), "2026-03-01T20:05:00.000Z");
  assert.equal(heard("23:50"), "2026-03-01T07:50:00.000Z");
});

test("what is missing can be asked for, with what was typed kept", () => {
  const { asks } = understand("PR 123 P1", known());
  assert.equal(asks.action.id, "set_priority");
  assert.deepEqual(asks.fields, { incident: "LA26-000123", priority: "P1" });
});

test("a call is the newest, or the one named by its place", () => {
  const cards = { calls: { b: { call: "b", incident: "LA26-000123", taken_at: "2" }, a: { call: "a", incident: "LA26-000123", taken_at: "1" } } };
  assert.equal(understand("SP 123", known({ cards })).fields.call, "b");
  assert.equal(understand("SP 123 #1", known({ cards })).fields.call, "a");
  assert.match(understand("SP 123 #3", known({ cards })).error, /no #3/);
});

test("a verb that is not offered is said so", () => {
  assert.match(understand("MG 123 45 !", known({ verbs: ["assign_unit"] })).error, /not offered/);
});
