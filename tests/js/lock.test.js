import assert from "node:assert/strict";
import { test } from "node:test";
import { due, emergency } from "../../static/js/lock/desk.js";

const HOUR = 3_600_000;
const at = (more) => due({ now: 10 * HOUR, touched: 10 * HOUR, lockAfter: HOUR / 2, endsAt: 20 * HOUR, ...more });

test("U50: a desk that nobody touched is warned of a minute before and then locked", () => {
  assert.equal(at({}).do, "");
  assert.deepEqual(at({ touched: 9.5 * HOUR + 60_000 }), { do: "warn", of: "lock", left: 60_000 });
  assert.equal(at({ touched: 9.5 * HOUR }).do, "lock");
});

test("a desk that is never locked is never warned of it", () => {
  assert.equal(at({ touched: 0, lockAfter: 0 }).do, "");
});

test("the end of a session is warned of before the lock, because a lock cannot keep it", () => {
  assert.deepEqual(at({ touched: 9.5 * HOUR + 30_000, endsAt: 10 * HOUR + 20_000 }), { do: "warn", of: "end", left: 20_000 });
  assert.equal(at({ endsAt: 10 * HOUR }).do, "end");
});

test("only an emergency that nobody has taken is said on the cover", () => {
  assert.equal(emergency(undefined), false);
  assert.equal(emergency({ a: { priority: "high", acknowledged_at: null } }), false);
  assert.equal(emergency({ a: { priority: "emergency", acknowledged_at: "2026-01-01T00:00:00Z" } }), false);
  assert.equal(emergency({ a: { priority: "emergency", acknowledged_at: null } }), true);
});
