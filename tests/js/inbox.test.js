/** Alerts and messages: what waits for somebody, the most urgent first, counted by kind (U36). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, items } from "../../static/js/board/inbox.js";

const now = Date.parse("2026-01-01T10:00:00Z");
const cards = {
  incidents: { A: { number: "A", alerts: [{ alert: "A/A1", at: "2026-01-01T09:50:00Z", says: "a knife", acknowledged: null, unseen_by: [] }], override: null } },
  alarms: { x: { alarm: "x", priority: "emergency", says: "10-99 of 6A15", action: "send help", raised_at: "2026-01-01T09:59:00Z" }, y: { alarm: "y", priority: "low", says: "late", raised_at: "1", acknowledged_at: "2" } },
  messages: { m: { message: "m", kind: "bolo", text: "white van", by: "supervisor", at: "2026-01-01T09:00:00Z", acknowledged: [] }, toUnit: { message: "toUnit", kind: "message", to: { unit: "6A15" }, by: "supervisor", text: "x", acknowledged: [] }, mine: { message: "mine", kind: "bolo", by: "dispatcher", text: "x", acknowledged: [] }, over: { message: "over", kind: "bolo", by: "a", text: "x", until: "2026-01-01T09:59:00Z", acknowledged: [] } },
  ringing: { r: { ringing: "r", rang_at: "2026-01-01T09:59:50Z", medium: "voice" }, taken: { ringing: "taken", claimed_by: "calltaker" } },
  callbacks: { due: { callback: "due", incident: "A", due_at: "2026-01-01T09:58:00Z" }, later: { callback: "later", due_at: "2026-01-01T11:00:00Z" } },
  transfers: { t: { transfer: "t", incident: "A", to: "988", state: "requested", times: {} }, done: { transfer: "done", state: "completed" } },
};

test("an emergency comes first, then by urgency, then the oldest", () => {
  assert.deepEqual(items(cards, "dispatcher", now).map(({ key }) => key), ["alarms/x", "alerts/A/A1", "ringing/r", "transfers/t", "callbacks/due", "messages/m"]);
});

test("each has its one act", () => {
  const of = Object.fromEntries(items(cards, "dispatcher", now).map((item) => [item.key.split("/")[0], item.verb ?? item.ask]));
  assert.deepEqual(of, { alarms: "acknowledge_alarm", alerts: "acknowledge_alert", ringing: "claim_call", transfers: "end_transfer", callbacks: "record_callback", messages: "acknowledge_message" });
});

test("what waits is counted by kind", () => {
  assert.equal(counted(items(cards, "dispatcher", now)), "1 alarm, 1 alert, 1 call rings, 1 call-back, 1 transfer, 1 message");
  assert.equal(counted([]), "nothing waits");
});

test("a store without the newer kinds of cards shows what it has", () => {
  assert.deepEqual(items({ incidents: cards.incidents }, "dispatcher", now).map(({ kind }) => kind), ["Alert"]);
});
