/** A recommendation that is read is old when a unit it offers cannot go, or when it offers nobody and one can. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { outdated } from "../../static/js/board/outdated.js";

const cards = {
  "6A15": { status: "available", kinds: ["police"] }, "6A20": { status: "unavailable", kinds: ["police"] },
  HT3: { status: "available", kinds: ["homeless_outreach"] }, "6A31": { status: "available", kinds: ["police"] },
};
const read = { units: [{ unit: "6A15" }, { unit: "6A20" }] };

test("a unit that is offered and cannot be sent any more makes it old", () => {
  assert.equal(outdated(read, ["police"], ["6A20"], cards), true);
  assert.equal(outdated(read, ["police"], ["6A15"], cards), false);
});

test("a unit that left the roster while it was offered makes it old", () => {
  assert.equal(outdated({ units: [{ unit: "GONE" }] }, ["police"], ["GONE"], cards), true);
});

test("while units are offered, another that is free now changes no order under the hand", () => {
  assert.equal(outdated(read, ["police"], ["6A31"], cards), false);
});

test("where nobody is offered, a unit of a kind that is asked for makes it old", () => {
  assert.equal(outdated({ units: [] }, ["homeless_outreach"], new Set(["HT3"]), cards), true);
  assert.equal(outdated({ units: [] }, ["police"], ["HT3", "6A20"], cards), false);
});
