/** What a follower does with events: the same rule as everywhere, old snapshot + events = new snapshot. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../static/js/store.js";

const snapshot = () => ({
  log: "l", seq: 10,
  cards: {
    incidents: { A: { number: "A", status: "waiting" } }, units: { "6A15": { call_sign: "6A15", status: "available" } },
    calls: { c1: { incident: "A" } }, notes: { "A/1": { incident: "A", at: "2" }, "A/2": { incident: "A", at: "1" } },
  },
});
const started = () => { const store = new Store(); store.restart(snapshot()); return store; };
const event = (seq, cards) => ({ seq, cards });

test("the next event is applied and merged into the card it changes", () => {
  const store = started();
  assert.equal(store.take(event(11, { incidents: { A: { status: "working" } } })), "applied");
  assert.deepEqual(store.cards.incidents.A, { number: "A", status: "working" });
  assert.equal(store.seq, 11);
});

test("an older event is ignored", () => {
  const store = started();
  assert.equal(store.take(event(10, { incidents: { A: null } })), "old");
  assert.ok(store.cards.incidents.A);
});

test("a later event is a gap, waits, and is applied once what was missing has come", () => {
  const store = started();
  assert.equal(store.take(event(12, { incidents: { A: { status: "held" } } })), "gap");
  assert.equal(store.cards.incidents.A.status, "waiting");
  store.take(event(11, { incidents: { A: { status: "working" } } }));
  assert.equal(store.cards.incidents.A.status, "held");
  assert.equal(store.seq, 12);
});

test("a blank tick moves the number and nothing else", () => {
  const store = started();
  let told = 0;
  store.subscribe(() => { told += 1; });
  assert.equal(store.take({ seq: 11 }), "applied");
  assert.equal(store.seq, 11);
  assert.equal(told, 0);
});

test("null removes an incident and takes its calls and notes along", () => {
  const store = started();
  store.take(event(11, { incidents: { A: null } }));
  assert.deepEqual([store.cards.incidents, store.cards.calls, store.cards.notes], [{}, {}, {}]);
});

test("events that came before the first snapshot are applied after it, older ones are not", () => {
  const store = new Store();
  store.take(event(10, { incidents: { A: null } }));
  store.take(event(12, { units: { "6A15": { status: "assigned" } } }));
  store.take(event(11, {}));
  store.restart(snapshot());
  assert.equal(store.seq, 12);
  assert.ok(store.cards.incidents.A);
  assert.equal(store.cards.units["6A15"].status, "assigned");
});

test("listeners are told which cards changed, and null after a new snapshot", () => {
  const store = started();
  const told = [];
  store.subscribe((changed) => told.push(changed));
  store.take(event(11, { units: { "6A15": { status: "assigned" } } }));
  store.restart(snapshot());
  assert.deepEqual([...told[0].units], ["6A15"]);
  assert.equal(told[1], null);
});

test("positions move known units and have no number", () => {
  const store = started();
  store.move([{ unit: "6A15", lat: 1, lon: 2 }, { unit: "nobody", lat: 1, lon: 2 }]);
  assert.equal(store.cards.units["6A15"].lat, 1);
  assert.equal(store.cards.units.nobody, undefined);
  assert.equal(store.seq, 10);
});

test("notes of an incident come oldest first", () => {
  assert.deepEqual(started().notesOf("A").map((note) => note.at), ["1", "2"]);
});

test("who looks at an incident is told without an event, and forgotten with the connection", () => {
  const store = started();
  const told = [];
  store.subscribe((changed) => told.push(changed));
  store.present({ A: [{ by: "ana", working: false }] });
  store.present({ B: [{ by: "ben", working: true }] });
  assert.deepEqual(Object.keys(store.presence), ["A", "B"]);
  assert.ok(told[0].presence.has("A"));
  store.present(null);
  assert.deepEqual(store.presence, {});
  assert.equal(store.seq, 10);
});

test("an incident that leaves takes its transfers along", () => {
  const store = started();
  store.take(event(11, { transfers: { "A/T1": { transfer: "A/T1", incident: "A" }, "A/T10": { transfer: "A/T10", incident: "A" }, "A/T2": { transfer: "A/T2", incident: "A" } } }));
  assert.deepEqual(store.transfersOf("A").map((t) => t.transfer), ["A/T1", "A/T2", "A/T10"]);
  store.take(event(12, { incidents: { A: null } }));
  assert.deepEqual(store.transfersOf("A"), []);
});
