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
  assert.equal(understand("B 45", known()).number, "LA26-000045");
  assert.equal(understand("U 6A15", known()).unit, "6A15");
  assert.equal(understand("?", known()).show, "help");
});

test("an unknown command says so", () => {
  assert.match(understand("Z 1", known()).error, /Z is no command/);
});
