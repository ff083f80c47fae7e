import assert from "node:assert/strict";
import { test } from "node:test";
import { OnSight } from "../../static/js/places/onsight.js";

/** An observer that a test tells what is seen. */
function seen() {
  const watched = new Set();
  let tell;
  class Observer {
    constructor(told) { tell = (target, isIntersecting = true) => told([{ target, isIntersecting }]); }
    observe(node) { watched.add(node); }
    unobserve(node) { watched.delete(node); }
  }
  return { Observer, watched, tell: (...what) => tell(...what) };
}

/** Asked questions that a test answers one by one. */
function asked() {
  const open = [];
  const names = [];
  return { names, act: (node) => { names.push(node); return new Promise((done) => open.push(done)); }, answer: async () => { open.shift()(); await null; await null; } };
}

test("rows in sight are asked for one after another, those out of sight not at all", async () => {
  const [eye, questions] = [seen(), asked()];
  const rows = new OnSight(questions.act, eye.Observer);
  for (const row of ["a", "b", "c", "d"]) rows.watch(row);
  for (const row of ["a", "b", "c"]) eye.tell(row);
  assert.deepEqual(questions.names, ["a"]);
  eye.tell("b", false);
  await questions.answer();
  assert.deepEqual(questions.names, ["a", "c"]);
  await questions.answer();
  assert.deepEqual([...eye.watched], ["b", "d"]);
});

test("a row that comes into sight again is not asked for again, and a forgotten one never", async () => {
  const [eye, questions] = [seen(), asked()];
  const rows = new OnSight(questions.act, eye.Observer);
  for (const row of ["a", "b"]) { rows.watch(row); eye.tell(row); }
  rows.forget("b");
  await questions.answer();
  assert.deepEqual(questions.names, ["a"]);
  rows.watch("c");
  eye.tell("c");
  assert.deepEqual(questions.names, ["a", "c"]);
});
