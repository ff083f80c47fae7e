import assert from "node:assert/strict";
import test from "node:test";

import { incidentMark, nearest, passes, same, unitMark } from "../../static/js/map/marks.js";
import { ageWords, position } from "../../static/js/map/positions.js";

const AT = "2026-11-24T07:00:00Z";
const after = (seconds) => Date.parse(AT) + seconds * 1000;
const unit = (more) => ({ call_sign: "6A15", kinds: ["police"], status: "available", lat: 34, lon: -118, position_at: AT, ...more });

test("an age is said in the unit that fits", () => {
  assert.deepEqual([12, 240, 7200, 200_000].map(ageWords), ["12 s", "4 min", "2 h", "2 d"]);
});

test("a unit on its way goes stale after a minute, an idle one after five", () => {
  const enRoute = unit({ status: "en_route" });
  assert.deepEqual([60, 61].map((s) => position(enRoute, after(s)).fresh), [true, false]);
  assert.deepEqual([300, 301].map((s) => position(unit({}), after(s)).fresh), [true, false]);
});

test("a position that nobody reported is never fresh, and none is not drawn", () => {
  assert.equal(position(unit({ position_at: null }), after(0)).fresh, false);
  assert.equal(unitMark(unit({ lat: null }), after(0)).placed, false);
});

test("a stale mark differs in shape and sign, not in colour alone", () => {
  const [fresh, stale] = [unitMark(unit({}), after(1)), unitMark(unit({}), after(999))];
  assert.deepEqual([fresh.filled, fresh.stale], [true, false]);
  assert.deepEqual([stale.filled, stale.stale], [false, true]);
});

test("armed and unarmed differ in shape, incidents carry their priority", () => {
  assert.equal(unitMark(unit({}), after(0)).shape, "square");
  assert.equal(unitMark(unit({ kinds: ["mental_health"] }), after(0)).shape, "circle");
  const mark = incidentMark({ number: "LA26-000001", priority: "P2", status: "waiting", place: { lat: 1, lon: 1 }, opened_at: AT });
  assert.deepEqual([mark.shape, mark.letter], ["diamond", "2"]);
});

test("a mark that looks the same is the same", () => {
  assert.equal(same(unitMark(unit({}), after(3)), unitMark(unit({}), after(3))), true);
  assert.equal(same(unitMark(unit({}), after(3)), unitMark(unit({ lat: 35 }), after(3))), false);
});

test("an arrow finds the nearest thing in its direction and none behind it", () => {
  const points = [{ name: "far", x: 90, y: 5 }, { name: "near", x: 30, y: -4 }, { name: "behind", x: -10, y: 0 }];
  assert.equal(nearest(points, { x: 0, y: 0 }, "ArrowRight").name, "near");
  assert.equal(nearest(points, { x: 0, y: 0 }, "ArrowUp"), null);
});

test("units off duty are on no map", () => {
  assert.equal(passes("units", unit({ status: "off_duty" }), {}), false);
});
