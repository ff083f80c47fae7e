/** The board's rules without its pictures: order, moves, the line's truth, keys. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, shown, wanted } from "../../static/js/board/order.js";
import { incidentMoves, jobMoves } from "../../static/js/board/moves.js";
import { backOff, LATE, linkState, SAYS, STALE } from "../../static/js/link.js";
import { conflict, remap, shortcut, shortcutFor } from "../../static/js/keys.js";

const card = (number, priority, opened_at) => ({ number, priority, opened_at });

test("incidents are ordered by priority, then the oldest first", () => {
  const cards = { a: card("a", "P2", "1"), b: card("b", "P1", "3"), c: card("c", "P1", "2") };
  assert.deepEqual(wanted(cards), ["c", "b", "a"]);
});

test("a held order keeps what is shown in place and says how many of the new belong above", () => {
  assert.deepEqual(shown(["b", "a"], ["c", "b", "a", "d"], true), { order: ["b", "a", "c", "d"], above: 1, below: 1, held: 2 });
  assert.deepEqual(shown(["b", "a"], ["c", "a", "b"], false), { order: ["c", "a", "b"], above: 0, below: 0, held: 0 });
});

test("a row whose incident is gone stays under the hand until the order is let go", () => {
  assert.deepEqual(shown(["b", "a"], ["a"], true), { order: ["b", "a"], above: 0, below: 0, held: 1 });
  assert.deepEqual(shown(["b", "a"], ["a", "b"], true).held, 1);
});

const status = (number, priority, opened_at, word) => ({ ...card(number, priority, opened_at), status: word });

test("waiting and held incidents are one list, working ones the other", () => {
  const cards = { a: status("a", "P2", "1", "held"), b: status("b", "P1", "2", "working"), c: status("c", "P3", "3", "waiting") };
  const found = arrange({ waiting: [], active: [] }, cards, { waiting: false, active: false });
  assert.deepEqual([found.waiting.order, found.active.order], [["a", "c"], ["b"]]);
});

test("an incident that became active stands in one list only: the still one keeps it", () => {
  const cards = { a: status("a", "P2", "1", "working"), b: status("b", "P3", "2", "waiting") };
  const still = arrange({ waiting: ["a", "b"], active: [] }, cards, { waiting: true, active: false });
  assert.deepEqual([still.waiting.order, still.active.order, still.waiting.held], [["a", "b"], [], 1]);
  const let_go = arrange(still.waiting && { waiting: still.waiting.order, active: [] }, cards, { waiting: false, active: false });
  assert.deepEqual([let_go.waiting.order, let_go.active.order], [["b"], ["a"]]);
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

test("two keys one after the other are one shortcut, and the first alone does nothing", () => {
  shortcut(["u e"], "en route", () => {}, { id: "t1" });
  const free = { closest: () => null };
  assert.equal(shortcutFor({ key: "u", target: free }, { enabled: true }), undefined);
  assert.equal(shortcutFor({ key: "e", target: free }, { enabled: true, before: "u" }).says, "en route");
});

test("a key with Ctrl works while somebody types, also with single keys switched off", () => {
  shortcut(["Ctrl+K"], "palette", () => {}, { id: "t2" });
  assert.equal(shortcutFor({ key: "k", ctrlKey: true, target: { closest: () => ({}) } }, { enabled: false }).says, "palette");
});

test("a remapped key is the only one of its action, and an empty one switches it off", () => {
  shortcut(["y"], "grouping", () => {}, { id: "t3" });
  const free = { closest: () => null };
  remap({ t3: "Y" });
  assert.equal(shortcutFor({ key: "y", target: free }, { enabled: true }), undefined);
  assert.equal(shortcutFor({ key: "Y", target: free }, { enabled: true }).says, "grouping");
  remap({ t3: "" });
  assert.equal(shortcutFor({ key: "Y", target: free }, { enabled: true }), undefined);
  remap({});
});

test("a key that is taken, or that would hide longer ones, is said", () => {
  assert.match(conflict("t3", "u e"), /taken: en route/);
  assert.match(conflict("t3", "u"), /would hide u e/);
  assert.equal(conflict("t3", "Q"), "");
});
