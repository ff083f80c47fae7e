/** A recommendation that is read says who can go now: a unit that comes on duty or leaves it makes it old. */
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

test("a unit of a kind that is asked for and can be sent now makes it old", () => {
  assert.equal(outdated(read, ["police"], ["6A31"], cards), true);
  assert.equal(outdated(read, ["police"], ["HT3"], cards), false);
  assert.equal(outdated({ units: [] }, ["homeless_outreach"], new Set(["HT3"]), cards), true);
});

test("a unit that left the roster while it was offered makes it old", () => {
  assert.equal(outdated({ units: [{ unit: "GONE" }] }, ["police"], ["GONE"], cards), true);
});
