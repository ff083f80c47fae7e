/** Lines in words: how surely a caller is located, what waits, what is unread, when a call-back is due. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, conversation, due, dueWords, located, tries, unread, waiting } from "../../static/js/lines.js";

const card = (more) => ({ ringing: "a", state: "ringing", medium: "voice", rang_at: "2026-11-25T20:00:00Z", place: { lat: 34, lon: -118 }, ...more });

test("a location says how sure it is, and what measured it", () => {
  assert.equal(located(card({ uncertainty_m: 34.2, class_of_service: "WPH2" })), "within 35 m, WPH2 (wireless, measured position)");
  assert.equal(located(card({ uncertainty_m: 2400, class_of_service: "XYZ1" })), "within 2.4 km, XYZ1");
});

test("where there is little room, the code of the line is enough", () => {
  assert.equal(located(card({ uncertainty_m: 34.2, class_of_service: "WPH2" }), { brief: true }), "within 35 m, WPH2");
});

test("what is not known is said, never made up", () => {
  assert.equal(located(card({ place: { lat: null, lon: null }, class_of_service: "" })), "no position");
  assert.equal(located(card({ uncertainty_m: null })), "uncertainty not given");
});

test("the longest ringing comes first, and only what nobody answered rings", () => {
  const cards = { b: card({ ringing: "b", rang_at: "2026-11-25T20:00:05Z" }), a: card({}), c: card({ ringing: "c", state: "claimed" }) };
  assert.deepEqual(waiting(cards).map((c) => c.ringing), ["a", "b"]);
});

test("a voice call that is on the board is no longer listed, a conversation is", () => {
  const cards = { a: card({ state: "taken" }), b: card({ ringing: "b", state: "taken", medium: "chat" }) };
  assert.deepEqual(answered(cards).map((c) => c.ringing), ["b"]);
});

test("texts are in their order and only the caller's can be unread", () => {
  const texts = { x: { ringing: "a", n: 2, from: "desk" }, y: { ringing: "a", n: 1, from: "caller" }, z: { ringing: "b", n: 1, from: "caller" }, w: { ringing: "a", n: 3, from: "caller" } };
  const mine = conversation(texts, "a");
  assert.deepEqual(mine.map((t) => t.n), [1, 2, 3]);
  assert.equal(unread(mine, 1), 1);
  assert.equal(unread(mine, 3), 0);
});

test("call-backs are listed by when they are due, and say how late they are", () => {
  const at = Date.parse("2026-11-25T20:00:00Z");
  const tasks = { b: { callback: "b", due_at: "2026-11-25T20:05:00Z" }, a: { callback: "a", due_at: "2026-11-25T19:58:40Z" } };
  assert.deepEqual(due(tasks).map((t) => t.callback), ["a", "b"]);
  assert.equal(dueWords(tasks.a, at), "late 1:20");
  assert.equal(dueWords(tasks.b, at), "due in 5:00");
  assert.equal(dueWords({ due_at: "2026-11-25T19:59:50Z", planned_at: "2026-11-25T19:59:50Z" }, at), "waits 0:10");
});

test("attempts are counted and the last one is named", () => {
  assert.equal(tries({ attempts: [] }), "not tried yet");
  assert.equal(tries({ attempts: [{ outcome: "busy" }, { outcome: "no_answer" }] }), "tried 2 times, last: no answer");
});
