/** The call being typed: what is sent, what changed since, and the words that drove the assessment. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, problems, taken } from "../../static/js/intake/call.js";
import { cut } from "../../static/js/intake/spans.js";

const typed = (more = {}) => ({ address: "1 Main St", narrative: "man down", callback: "", caller_name: "", source: "911", language: "en", call_type: "", lat: "", lon: "", ...more });

test("what was not typed is not sent", () => {
  assert.deepEqual(taken(typed(), {}), { address: "1 Main St", narrative: "man down", source: "911", language: "en", answers: {} });
});

test("coordinates go as numbers, together or not at all", () => {
  assert.equal(taken(typed({ lat: " 34.05", lon: "-118.25" }), {}).lat, 34.05);
  assert.equal("lat" in taken(typed({ lat: "34.05" }), {}), false);
});

test("only what changed is sent, nothing when nothing did", () => {
  const saved = { typed: typed(), answers: {} };
  assert.equal(changes(typed(), {}, saved), null);
  assert.deepEqual(changes(typed({ narrative: "man down, bleeding" }), {}, saved), { narrative: "man down, bleeding" });
  assert.deepEqual(changes(typed(), { weapons: "no" }, saved), { answers: { weapons: "no" } });
});

test("a position that was taken back is sent as none", () => {
  const saved = { typed: typed({ lat: "34", lon: "-118" }), answers: {} };
  assert.deepEqual(changes(typed(), {}, saved), { lat: null, lon: null });
});

test("a field that was emptied is sent empty", () => {
  assert.deepEqual(changes(typed(), {}, { typed: typed({ callback: "555" }), answers: {} }), { callback: "" });
});

test("a call needs a place and a line, and coordinates that are numbers", () => {
  assert.deepEqual(Object.keys(problems(typed({ address: " ", narrative: "" }))), ["address", "narrative"]);
  assert.deepEqual(Object.keys(problems(typed({ lat: "north" }))), ["lat"]);
  assert.deepEqual(problems(typed()), {});
});

const reason = (start, end, weight = "soft") => ({ says: "why", weight, evidence: { start, end } });

test("a text is cut at the words that drove the assessment and loses nothing", () => {
  const parts = cut("has a gun now", [reason(6, 9, "hard")]);
  assert.deepEqual(parts.map((p) => [p.text, p.mark]), [["has a ", undefined], ["gun", "hard"], [" now", undefined]]);
});

test("overlapping spans and spans past the end lose no text", () => {
  for (const spans of [[reason(0, 5), reason(3, 9)], [reason(2, 99)], [reason(4, 4)], []]) {
    assert.equal(cut("has a gun", spans).map((p) => p.text).join(""), "has a gun");
  }
});

test("an emoji before the word does not move the mark", () => {
  const parts = cut("😀😀 gun", [reason(3, 6, "hard")]);
  assert.equal(parts.find((p) => p.mark).text, "gun");
});

test("reasons from answers mark nothing", () => {
  assert.deepEqual(cut("quiet", [{ says: "x", evidence: { answer: "weapons" } }]), [{ text: "quiet" }]);
});
