/** Completion and the palette: what the typed letters could mean. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { completions } from "../../static/js/board/complete.js";
import { best, score } from "../../static/js/board/fuzzy.js";
import { grouped, nextGrouping } from "../../static/js/board/grouping.js";

const known = {
  verbs: ["assign_unit", "clear_unit"], open: ["LA26-000123", "LA26-000045"], dispositions: ["resolved", "report_taken"],
  units: { "6A15": { status: "on_scene", assignment: { incident: "LA26-000123" } }, "6A20": { status: "available", assignment: null } },
};

test("Tab completes commands that are offered, and no others", () => {
  assert.ok(completions("DI", known).includes("DISPATCH"));
  assert.ok(!completions("DI", known).includes("DIVERT"));
});

test("a report completes units on a job first, a dispatch those that are free", () => {
  assert.deepEqual(completions("C 6A", known).slice(0, 2), ["C 6A15", "C 6A20"]);
  assert.deepEqual(completions("D 6A", known).slice(0, 2), ["D 6A20", "D 6A15"]);
});

test("incidents and dispositions complete too", () => {
  assert.deepEqual(completions("D 6A20 12", known), ["D 6A20 123"]);
  assert.deepEqual(completions("C 6A15 rep", known), ["C 6A15 report_taken"]);
  assert.deepEqual(completions("ZZ 1", known), []);
});

test("letters in order match, and best where words begin", () => {
  assert.equal(score("xq", "Set the priority"), 0);
  assert.equal(best("sp", ["Dispatch", "Set the priority"], String)[0], "Set the priority");
  assert.equal(best("pri", ["Previous unit PU", "Set the priority PR"], String)[0], "Set the priority PR");
  assert.equal(best("", ["a", "b"], String).length, 2);
});

test("among five hundred incidents and a thousand units the best twelve are kept", () => {
  const all = Array.from({ length: 1600 }, (_, i) => `P2 ${i} ${i} N Western Av, apartment ${i}`);
  assert.equal(best("western 77", all, String).length, 12);
});

test("units are grouped by status with those on a job first, by agency and by area", () => {
  const unit = (call_sign, status, agency_name, area) => [call_sign, { call_sign, status, agency_name, area, assignment: null, kinds: [] }];
  const units = Object.fromEntries([unit("B", "available", "LAPD", "Central"), unit("A", "on_scene", "LAPD", ""), unit("C", "off_duty", "LAHSA", "Central")]);
  assert.deepEqual(grouped(units, "status", "on").map(({ name, units: those }) => [name, those]), [["on scene", ["A"]], ["available", ["B"]]]);
  assert.deepEqual(grouped(units, "agency").map(({ name }) => name), ["LAHSA", "LAPD"]);
  assert.deepEqual(grouped(units, "area").map(({ name }) => name), ["Central", "no area"]);
  assert.equal(nextGrouping("area"), "status");
});

test("a word that begins with what was typed comes before initials", () => {
  const said = ["Send the recommended unit", "Transfer a call", "Triage again"];
  assert.deepEqual(best("tr", said, (text) => text).slice(0, 2).sort(), ["Transfer a call", "Triage again"]);
});
