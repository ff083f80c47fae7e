/** What a team's row says of its armed backup: short, and never fresh when it is not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Backups } from "../../static/js/board/backups.js";

const AT = "2026-11-24T07:10:00.00Z";

/** Return a board's backups with a team on scene and this answer. */
function known(answer, later = 0) {
  const store = { subscribe() {}, cards: { units: { AL1: { call_sign: "AL1", status: "on_scene", kinds: ["mental_health"] }, "6A15": { call_sign: "6A15", status: "on_scene", kinds: ["police"] } } } };
  const timer = globalThis.setInterval;
  globalThis.setInterval = () => 0; // nothing is asked by itself here
  const found = new Backups(store, { told() {}, now: () => Date.parse(AT) + later });
  globalThis.setInterval = timer;
  Object.assign(found, { at: AT, found: new Map([["AL1", { team: "AL1", says: "", armed_on_scene: [], backup: null, ...answer }]]) });
  return found;
}

test("the nearest armed unit stands in the row with its minutes, and without them where the way is not known", () => {
  assert.equal(known({ backup: { unit: "2A23", eta_s: 119 } }).brief("AL1"), "2A23 2 min");
  assert.equal(known({ backup: { unit: "2A23", eta_s: null } }).brief("AL1"), "2A23");
});

test("a team that nobody armed could help is told, and one with somebody armed beside it too", () => {
  assert.equal(known({}).brief("AL1"), "no backup");
  assert.equal(known({ armed_on_scene: ["6A15"] }).brief("AL1"), "with 6A15");
});

test("an answer over a minute old is of no use and says so", () => {
  assert.equal(known({ backup: { unit: "2A23", eta_s: 60 } }, 60_001).brief("AL1"), "backup?");
});

test("units that are armed, or not on scene, need none", () => {
  assert.equal(known({}).brief("6A15"), "");
  assert.equal(known({}).brief("AL2"), "");
});
