/** U13: a single key does nothing while somebody types; a dialog counts as typing only while it is open. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { typing } from "../../static/js/keys.js";

/** A target as the page has it: what it lies in, the nearest first. */
const within = (...nodes) => ({ closest: (selector) => nodes.find(({ is }) => selector.split(", ").includes(is)) ?? null });

test("a field and an open dialog take the keys", () => {
  assert.equal(typing(within({ is: "input" })), true);
  assert.equal(typing(within({ is: "dialog", open: true })), true);
});

test("the button of a dialog that has just closed takes none", () => {
  assert.equal(typing(within({ is: "dialog", open: false })), false);
});

test("a row of a list takes none", () => {
  assert.equal(typing(within({ is: "div" })), false);
});
