/** The board's rules without its pictures: order, moves, the line's truth, keys. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { shown, wanted } from "../../static/js/board/order.js";
import { incidentMoves, jobMoves } from "../../static/js/board/moves.js";
import { backOff, LATE, linkState, SAYS, STALE } from "../../static/js/link.js";
import { shortcut, shortcutFor } from "../../static/js/keys.js";

const card = (number, priority, opened_at) => ({ number, priority, opened_at });

test("incidents are ordered by priority, then the oldest first", () => {
  const cards = { a: card("a", "P2", "1"), b: card("b", "P1", "3"), c: card("c", "P1", "2") };
  assert.deepEqual(wanted(cards), ["c", "b", "a"]);
});

test("a held order keeps what is shown in place and counts what is new below", () => {
  assert.deepEqual(shown(["b", "a"], ["c", "a", "b"], true), { order: ["b", "a", "c"], waiting: 1 });
  assert.deepEqual(shown(["b", "a"], ["a"], true), { order: ["a"], waiting: 0 });
  assert.deepEqual(shown(["b", "a"], ["c", "a", "b"], false), { order: ["c", "a", "b"], waiting: 0 });
});

const lifecycles = {
  assignment: { moves: [["assigned", "acknowledged"], ["assigned", "cancelled"], ["on_scene", "cleared"]] },
  incident: { moves: [["waiting", "held"], ["waiting", "closed"], ["working", "closed"]] },
};

test("a job offers exactly the legal moves that this person may make", () => {
  const snapshot = { lifecycles, verbs: ["acknowledge", "clear_unit"] };
  assert.deepEqual(jobMoves({ state: "assigned" }, snapshot).map(([verb]) => verb), ["acknowledge"]);
  assert.deepEqual(jobMoves({ state: "on_scene" }, snapshot).map(([verb]) => verb), ["clear_unit"]);
  assert.deepEqual(jobMoves({ state: "cleared" }, snapshot), []);
});

test("an incident with a unit on it cannot be closed", () => {
  const snapshot = { lifecycles, verbs: ["close_incident", "hold_incident"] };
  const verbs = (status, open) => incidentMoves({ status, assignments: open ? [{ open }] : [] }, snapshot).map(([verb]) => verb);
  assert.deepEqual(verbs("waiting", false), ["hold_incident", "close_incident"]);
  assert.deepEqual(verbs("working", true), []);
});

const line = (more) => linkState({ age: 1, open: true, polling: false, catchingUp: false, online: true, ...more });

test("a line is live only while the server is heard", () => {
  assert.equal(line({}), "live");
  assert.equal(line({ age: LATE }), "late");
  assert.equal(line({ age: STALE }), "stale");
  assert.equal(line({ age: STALE, online: false }), "offline");
  assert.equal(line({ catchingUp: true }), "catching_up");
  assert.equal(line({ open: false, polling: true }), "polling");
  assert.equal(line({ open: false }), "connecting");
});

test("ten seconds without a beat say: do not trust", () => {
  assert.equal(STALE, 10);
  assert.match(SAYS.stale, /do not trust/);
  assert.match(SAYS.offline, /do not trust/);
});

test("tries to connect again spread out and never wait longer than 15 seconds", () => {
  assert.ok(backOff(1, 0) < backOff(4, 0));
  assert.notEqual(backOff(3, 0), backOff(3, 0.9));
  for (const tries of [1, 5, 50]) assert.ok(backOff(tries, 1) <= 15_000);
});

test("a single key does nothing while somebody types, with a modifier, or when switched off", () => {
  shortcut(["x"], "test", () => {});
  const free = { closest: () => null };
  const typing = { closest: () => ({}) };
  assert.equal(shortcutFor({ key: "x", target: free }, { enabled: true }).says, "test");
  assert.equal(shortcutFor({ key: "x", target: typing }, { enabled: true }), undefined);
  assert.equal(shortcutFor({ key: "x", target: free, ctrlKey: true }, { enabled: true }), undefined);
  assert.equal(shortcutFor({ key: "x", target: free }, { enabled: false }), undefined);
});
