import assert from "node:assert/strict";
import test from "node:test";

import { block, byPriority, byState, longest, pageAt, unanswered, waiting } from "../../static/js/wall/sums.js";

const one = (number, priority, status, opened_at, more = {}) => ({ number, priority, status, opened_at, alerts: [], ...more });
const OPEN = [one("1", "P2", "waiting", "2026-01-01T00:05"), one("2", "P1", "waiting", "2026-01-01T00:09"), one("3", "P3", "working", "2026-01-01T00:01")];

test("incidents are counted by priority and status", () => {
  const sums = byPriority(OPEN);
  assert.deepEqual([sums.P1.waiting, sums.P2.waiting, sums.P3.working, sums.P4.held], [1, 1, 1, 0]);
});

test("who waits stands by priority, and the longest waiting is the oldest of any priority", () => {
  assert.deepEqual(waiting(OPEN).map((c) => c.number), ["2", "1"]);
  assert.equal(longest(OPEN).number, "1");
  assert.equal(longest([]), null);
});

test("units are counted armed and unarmed apart", () => {
  const sums = byState([{ status: "available", kinds: ["police"] }, { status: "available", kinds: ["mediation"] }, { status: "off_duty", kinds: ["police"] }]);
  assert.deepEqual(sums.available, { armed: 1, unarmed: 1 });
});

test("a place on the wall is an area and a hundred block, never a door or a flat", () => {
  assert.equal(block({ address: "1358 N Wilcox Ave, apt 4", area: "Hollywood" }), "Hollywood · 1300 block N Wilcox Ave");
  assert.equal(block({ address: "W 108th St apt 4", area: "Southeast" }), "Southeast · W 108th St");
  assert.equal(block({ address: "", area: "" }), "");
});

test("alerts and alarms that nobody answered are counted together", () => {
  const incidents = [one("1", "P1", "waiting", "", { alerts: [{ acknowledged: null }, { acknowledged: { by: "x" } }] })];
  assert.equal(unanswered(incidents, [{ acknowledged_at: null, ended_at: null }, { acknowledged_at: "t" }]), 2);
});

test("pages take turns, one page stays", () => {
  assert.deepEqual([0, 12_000, 24_000].map((t) => pageAt(t, 2, 12)), [0, 1, 0]);
  assert.equal(pageAt(99_000, 1, 12), 0);
});

test("a page that a hand turned to stays until its moment, and the list goes round both ways", () => {
  assert.deepEqual([1, 3, -1].map((page) => pageAt(12_000, 3, 12, { page, until: 13_000 })), [1, 0, 2]);
  assert.equal(pageAt(13_000, 3, 12, { page: 0, until: 13_000 }), 1);
});
