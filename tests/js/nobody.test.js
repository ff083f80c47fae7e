/** Where no unit is offered the board says whether one is missing, or whether none was asked for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { whyNobody } from "../../static/js/board/detail/nobody.js";

const asksFor = (...kinds) => ({ response: kinds.map((kind, i) => ({ kind, role: i ? "also" : "primary" })) });

test("988 is transferred to and never missing", () => {
  assert.match(whyNobody(asksFor("988_transfer")).says, /transfer the call/);
  assert.equal(whyNobody(asksFor("988_transfer")).tone, "calm");
});

test("nobody asked for is no shortage", () => {
  assert.equal(whyNobody(asksFor("no_dispatch")).tone, "calm");
});

test("a team that nobody has is a shortage", () => {
  assert.deepEqual(whyNobody(asksFor("mental_health")), { says: "No unit of the kinds that triage asks for is free. Queue a busy one, or send another kind with a reason.", tone: "danger" });
});
