import assert from "node:assert/strict";
import test from "node:test";

import { fromLocal, toLocal } from "../../static/js/moment.js";
import { looked } from "../../static/js/playback/looked.js";
import { Player } from "../../static/js/playback/player.js";
import { last, parse, silences, state, ways, where } from "../../static/js/playback/track.js";

const GAP = 60_000;
const fixes = [0, 10, 20, 200, 210].map((s) => ({ at: s * 1000, lat: 34 + s / 1000, lon: -118 }));

test("a unit is where it last said it was, and nowhere before its first word", () => {
  assert.equal(last(fixes, -1), -1);
  assert.equal(where(fixes, -1, GAP).known, false);
  assert.equal(where(fixes, 15_000, GAP).fix.lat, 34.01);
  assert.deepEqual([where(fixes, 15_000, GAP).fresh, where(fixes, 80_001, GAP).fresh], [true, false]);
  assert.equal(where(fixes, 150_000, GAP).seconds, 130);
});

test("between two fixes nothing is made up: not even half way", () => {
  assert.equal(where(fixes, 19_999, GAP).fix.lat, where(fixes, 10_000, GAP).fix.lat);
});

test("a way ends at a gap and another begins after it", () => {
  assert.deepEqual(ways(fixes, 210_000, 600_000, GAP).map((way) => way.length), [3, 2]);
  assert.deepEqual(ways(fixes, 210_000, 5_000, GAP).map((way) => way.length), [1]);
});

test("silences count from the period's begin to its end", () => {
  assert.deepEqual(silences(fixes, 0, 300_000, GAP).map(({ from, to }) => [from / 1000, to / 1000]), [[20, 200], [210, 300]]);
  assert.equal(silences([], 0, 300_000, GAP).length, 1);
});

test("the state is the last that was reported", () => {
  const { moves } = parse({ units: [], from: "2026-11-24T07:00:00Z", to: "2026-11-24T08:00:00Z", gap: 60, moves: [
    { unit: "UM61", state: "assigned", at: "2026-11-24T07:01:00Z" }, { unit: "UM61", state: "en_route", at: "2026-11-24T07:02:00Z" }] });
  const at = (text) => state(moves, "UM61", Date.parse(`2026-11-24T07:${text}Z`));
  assert.deepEqual([at("00:59"), at("01:30"), at("09:00")], ["", "assigned", "en_route"]);
});

test("a player runs at its speed, stops at the end and starts anew from the beginning", () => {
  const shown = [];
  let [now, next] = [0, null];
  const player = new Player((t) => shown.push(t), { frame: (act) => { next = act; }, clock: () => now });
  player.load(1000, 3000);
  player.toggle();
  [now] = [100]; next();
  assert.equal(shown.at(-1), 2000);
  [now] = [300]; next();
  assert.deepEqual([shown.at(-1), player.running], [3000, false]);
  player.toggle();
  assert.equal(shown.at(-1), 1000);
  player.seek(9e9);
  assert.equal(shown.at(-1), 3000);
});

test("a time on the centre's clock is the right moment, also on the night the clocks change", () => {
  assert.equal(fromLocal("2026-11-24T14:05", "America/Los_Angeles"), "2026-11-24T22:05:00.000Z");
  assert.equal(fromLocal("2026-11-01T03:30", "America/Los_Angeles"), "2026-11-01T11:30:00.000Z");
  assert.equal(toLocal(Date.parse("2026-07-01T05:00:00Z"), "America/Los_Angeles"), "2026-06-30T22:00");
  assert.equal(fromLocal("yesterday"), null);
});

test("a read is told with who, which units and which span; many units are counted", () => {
  const read = { n: 3, at: "2026-11-24T20:05:09.12Z", by: "m.alvarez", role: "agency_admin", agency: "", units: null, incident: null, from: "2026-11-24T19:00:00.00Z", to: "2026-11-24T20:00:00.00Z", fixes: 9 };
  assert.deepEqual(looked(read), { at: "2026-11-24 20:05", who: "m.alvarez, agency admin", units: "all units", span: "2026-11-24 19:00 to 20:00", incident: "" });
  assert.equal(looked({ ...read, agency: "LAHSA" }).units, "all units of LAHSA");
  assert.equal(looked({ ...read, units: [] }).units, "none");
  assert.equal(looked({ ...read, units: [..."ABCDEFGHIJ"] }).units, "A, B, C, D, E, F, G, H and 2 more");
  assert.equal(looked({ ...read, to: "2026-11-25T01:00:00.00Z" }).span, "2026-11-24 19:00 to 2026-11-25 01:00");
});
