/** The registry of actions: each has a key, a line and a label, no two share one, and each example is understood. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ELSEWHERE } from "../../static/js/actions/elsewhere.js";
import { taken } from "../../static/js/actions/fields.js";
import { ACTIONS, asked, byWord, forgotten, ofVerb } from "../../static/js/actions/registry.js";
import { understand } from "../../static/js/board/grammar.js";

const twice = (all) => all.filter((each, i) => all.indexOf(each) !== i);
const keysOf = (one) => [one.key, ...(one.keys ?? [])];
const job = { incident: "LA26-000123" };
const known = {
  open: ["LA26-000123", "LA26-000045"], selected: "LA26-000123", dispositions: ["resolved"], outcomes: ["caller_refused"], kinds: ["homeless_outreach", "mental_health"], targets: { 988: { name: "988", kind: "988" } },
  units: { "6A15": { assignment: job }, "6A20": { assignment: null, agency: "lapd" }, UM61: { assignment: job } },
  cards: {
    incidents: { "LA26-000123": { alerts: [{ alert: "LA26-000123/A1" }], requests: [{ request: "LA26-000123/H1" }], assignments: [] } }, calls: { c1: { call: "c1", incident: "LA26-000123", taken_at: "1" }, c2: { call: "c2", incident: "LA26-000123", taken_at: "2" } },
    ringing: { r1: { ringing: "r1" } }, callbacks: { k1: { callback: "k1" } }, transfers: { t1: { transfer: "t1", incident: "LA26-000123", state: "requested" } },
    messages: { m1: { message: "m1" } }, alarms: { a1: { alarm: "a1" } }, cautions: { p1: { caution: "p1" } }, follow_ups: { f1: { follow_up: "f1" } },
  },
};

for (const one of ACTIONS) {
  test(`${one.id} has a key, a line and a label`, () => {
    for (const part of [one.key, one.line?.words?.[0], one.line?.example, one.label, one.group, one.says]) assert.ok(part);
    for (const entry of [...one.takes, ...(one.also ?? []), ...(one.asks ?? [])]) assert.ok(taken(entry).field.label, entry);
  });

  test(`${one.id}: its example is understood`, () => {
    const read = understand(one.line.example, known);
    assert.equal(read.error, undefined);
    const first = read.commands?.[0] ?? read;
    assert.equal(first.verb ?? first.act, one.act ?? one.verb);
  });
}

test("no two actions share a key, an id, a word or a label", () => {
  assert.deepEqual(twice(ACTIONS.flatMap(keysOf)), []);
  assert.deepEqual(twice(ACTIONS.map(({ id }) => id)), []);
  assert.deepEqual(twice(ACTIONS.flatMap(({ line }) => line.words)), []);
  assert.deepEqual(twice(ACTIONS.map(({ label }) => label)), []);
});

test("a key that begins two-key shortcuts does nothing by itself", () => {
  const leaders = new Set(ACTIONS.flatMap(keysOf).filter((key) => key.includes(" ")).map((key) => key.split(" ")[0]));
  assert.deepEqual(ACTIONS.flatMap(keysOf).filter((key) => leaders.has(key)), []);
});

test("no shortcut takes a key that browsers or screen readers keep for themselves", () => {
  const kept = ["Ctrl+W", "Ctrl+T", "Ctrl+N", "Ctrl+L", "Ctrl+R", "F5", "F6", "Tab", "Escape", "CapsLock", "Insert"];
  assert.deepEqual(ACTIONS.flatMap(keysOf).filter((key) => kept.includes(key)), []);
});

test("one act in a hundred at most asks for a typed confirmation", () => {
  assert.ok(ACTIONS.filter(({ danger }) => danger).length <= Math.ceil(ACTIONS.length / 100));
});

test("no verb is both offered here and said to be elsewhere", () => {
  assert.deepEqual(Object.keys(ELSEWHERE).filter((verb) => ofVerb(verb)), []);
});

test("every verb of the server's table of roles is an action or named as another page's", () => {
  const roles = readFileSync(new URL("../../dispatch/roles.py", import.meta.url), "utf8");
  const verbs = [...roles.slice(roles.indexOf("CALLS: Final"), roles.indexOf("READS_POLICY")).matchAll(/"([a-z]+_[a-z_]+|acknowledge|decline|retriage|undo)"/g)].map(([, verb]) => verb);
  assert.ok(verbs.length > 25);
  assert.deepEqual(forgotten(verbs), []);
});

test("the dialog of an action asks for what is not given yet", () => {
  assert.deepEqual(asked(ofVerb("set_priority"), { incident: "x" }).map(({ name }) => name), ["priority", "reason"]);
  assert.deepEqual(asked(ofVerb("acknowledge"), { incident: "x", unit: "y" }), []);
  assert.equal(byWord("dispatch").id, "assign_unit");
});
