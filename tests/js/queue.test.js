/** U45: what is tapped on a weak link keeps its order, is sent once, and never looks done before it is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { expected, steps } from "../../static/js/field/job.js";
import { PENDING, Queue, REFUSED } from "../../static/js/field/queue.js";

/** A server that can be away and refuses what it is told to. */
function server() {
  const one = { away: false, refuses: new Set(), did: [] };
  one.send = async (verb, fields) => {
    if (one.away) throw Object.assign(new Error("no answer"), { code: "unknown_outcome" });
    if (one.refuses.has(fields.request_id)) throw Object.assign(new Error("No."), { code: "refused.no" });
    one.did.push(fields.request_id);
    return { recorded_at: "2026-11-24T07:10:11.12Z" };
  };
  return one;
}

function phone(there) {
  const kept = new Map();
  const keep = { put: async (item) => { kept.set(item.id, structuredClone(item)); }, remove: async (id) => { kept.delete(id); } };
  const queue = new Queue({ send: there.send, keep });
  const tap = (id, job = "LA26-000001") => queue.add({ verb: "add_note", fields: { request_id: id, incident: job }, job, says: id });
  return { queue, kept, tap };
}
const rest = () => new Promise((done) => setTimeout(done, 5));

test("what is tapped without a network is kept in order and sent in order when it is back", async () => {
  const there = server();
  const { queue, kept, tap } = phone(there);
  there.away = true;
  for (const id of ["a", "b", "c"]) await tap(id);
  assert.deepEqual([...kept.keys()], ["a", "b", "c"]);
  assert.ok(queue.items.every(({ state }) => state === PENDING));
  there.away = false;
  await queue.flush();
  assert.deepEqual(there.did, ["a", "b", "c"]);
  assert.equal(kept.size, 0);
});

test("what was refused holds back what was tapped after it for the same job, and nothing else", async () => {
  const there = server();
  const { queue, tap } = phone(there);
  there.away = true;
  await tap("a");
  await tap("b");
  await tap("other", "LA26-000002");
  there.refuses.add("a");
  there.away = false;
  await queue.flush();
  assert.deepEqual(there.did, ["other"]);
  assert.equal(queue.refused[0].why, "No.");
  await queue.drop("a");
  await rest();
  assert.deepEqual(there.did, ["other", "b"]);
});

test("a refused action may be tried again as it was", async () => {
  const there = server();
  const { queue, tap } = phone(there);
  there.refuses.add("a");
  await tap("a");
  await rest();
  assert.equal(queue.items[0].state, REFUSED);
  there.refuses.clear();
  await queue.retry("a");
  assert.deepEqual(there.did, ["a"]);
});

test("a reloaded page goes on with what the page before it kept", async () => {
  const there = server();
  const before = phone(there);
  there.away = true;
  await before.tap("a");
  await before.tap("b");
  there.away = false;
  const after = phone(there);
  after.queue.restore([...before.kept.values()]);
  await after.queue.flush();
  assert.deepEqual(there.did, ["a", "b"]);
});

test("the next step follows from what was tapped, the state shown only from what was acknowledged", () => {
  const items = [{ verb: "mark_en_route", state: PENDING, fields: { incident: "LA26-000001" } }];
  const job = { state: "assigned" };
  assert.equal(expected(items, "LA26-000001"), "en_route");
  assert.equal(expected(items, "LA26-000002"), null);
  assert.deepEqual(steps(job, ["mark_on_scene"], "en_route"), ["mark_on_scene"]);
});
