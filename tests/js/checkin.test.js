/** The next check-in: the same rule as the server's, the shortest limit that counts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { because, dueAt } from "../../static/js/checkin.js";
import { left } from "../../static/js/clocks.js";

const AT = "2026-11-24T20:00:00.00Z";
const job = (more = {}) => ({ open: true, state: "on_scene", kinds: ["mental_health"], since: AT, checked_at: null, ...more });
const TIMERS = { check_in: { armed: 1200, unarmed: 1800, level_3: 1200, level_4: 900, caution: 1000, alone: 600 } };

test("kind, level, known dangers and headcount count", () => {
  assert.deepEqual(because({ level: 2 }, job(), 2), ["unarmed"]);
  assert.deepEqual(because({ level: 4, assessment: { hazards: ["knife"] } }, job({ kinds: ["police"] }), 1), ["armed", "level_4", "caution", "alone"]);
  assert.deepEqual(because({ level: 3, cautions: [{}] }, job(), 2), ["unarmed", "level_3", "caution"]);
});

test("it is due the shortest limit after the unit was last heard", () => {
  assert.equal(dueAt({ level: 2 }, job(), 2, TIMERS), "2026-11-24T20:30:00.000Z");
  assert.equal(dueAt({ level: 2 }, job({ checked_at: "2026-11-24T20:10:00.00Z" }), 1, TIMERS), "2026-11-24T20:20:00.000Z");
  assert.equal(dueAt({ level: 2 }, job({ state: "en_route" }), 2, TIMERS), null);
  assert.equal(dueAt({ level: 2 }, job(), 2, undefined), null);
});

test("a clock says how long is left, or how long it is over", () => {
  assert.equal(left(AT, new Date(AT).getTime() - 252_000), "in 4:12");
  assert.equal(left(AT, new Date(AT).getTime() + 61_000), "1:01 over");
});
