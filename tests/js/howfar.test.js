/** How far an import is: rows of rows, in words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { saying } from "../../static/js/roster/howfar.js";

test("it says how many rows of how many", () => {
  assert.equal(saying({ phase: "checked", done: 3200, total: 10000 }, "Importing…", 4), "3,200 of 10,000 rows checked");
  assert.equal(saying({ phase: "written", done: 7, total: 7 }, "Importing…", 4), "7 of 7 rows written");
});

test("while how many there are is not known it says how many were read", () => {
  assert.equal(saying({ phase: "read", done: 1500, total: null }, "Importing…", 1), "1,500 rows read");
});

test("before the server says anything it says for how long", () => {
  assert.equal(saying({ phase: null, done: 0, total: null }, "Importing…", 2.4), "Importing… 2 s");
  assert.equal(saying(null, "Importing…", 3), "Importing… 3 s");
});
