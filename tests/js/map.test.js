import assert from "node:assert/strict";
import test from "node:test";

import { incidentMark, nearest, passes, same, unitMark } from "../../static/js/map/marks.js";
import { arranged, boxOf } from "../../static/js/map/names.js";
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

const name = (key, x, y) => ({ key, x, y, width: 80, height: 18 });
const lies = ({ x, y, width, height }, [dx, dy]) => ({ left: x + dx - width / 2, right: x + dx + width / 2, top: y + dy - height / 2, bottom: y + dy + height / 2 });
const apart = (a, b) => a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom;

test("the name of an area is over its station where nothing lies, and beside the marks where some do", () => {
  const [free, full] = [name("a", 100, 100), name("b", 400, 100)];
  const marks = [[400, 100], [408, 96], [392, 104]].map(([x, y]) => boxOf({ x, y, radius: 8 }, false));
  const found = arranged([free, full], marks);
  assert.deepEqual(found.get("a"), [0, 0]);
  const box = lies(full, found.get("b"));
  for (const mark of marks) assert.ok(apart(box, mark));
  assert.ok(Math.hypot(...found.get("b")) < 40, "no farther than needed");
});

test("two names do not lie on each other, nor on what is written beside a mark", () => {
  const [one, other] = [name("a", 100, 100), name("b", 110, 104)];
  const label = boxOf({ x: 60, y: 100, radius: 8 }, true);
  const found = arranged([one, other], [label]);
  const boxes = [lies(one, found.get("a")), lies(other, found.get("b"))];
  assert.ok(apart(...boxes));
  for (const box of boxes) assert.ok(apart(box, label));
});

test("a name among marks without end stays near its station, and lies on none that says it must not be covered", () => {
  const marks = [];
  for (let x = -200; x < 400; x += 20) for (let y = -200; y < 400; y += 20) marks.push(boxOf({ x, y, radius: 8 }, false));
  const incident = boxOf({ x: 100, y: 100, radius: 12, costs: 60 }, false);
  const one = name("a", 100, 100);
  const at = arranged([one], [...marks, incident]).get("a");
  assert.ok(Math.hypot(...at) <= 60);
  assert.ok(apart(lies(one, at), incident));
});
