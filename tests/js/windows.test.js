import assert from "node:assert/strict";
import test from "node:test";

import { LAYOUTS, bounds, wanted } from "../../static/js/layouts.js";

const SCREEN = { availLeft: 0, availTop: 0, availWidth: 1920, availHeight: 1080 };
const keeping = (value) => ({ getItem: () => value });

test("a window opens where it stood last, else in its share of the screen", () => {
  assert.equal(bounds("map", null, SCREEN, keeping("[10,20,300,400]")), "popup=yes,left=10,top=20,width=300,height=400");
  assert.equal(bounds("map", { x: 0.5, y: 0, w: 0.5, h: 1 }, SCREEN, keeping(null)), "popup=yes,left=960,top=0,width=960,height=1080");
});

test("the layout wanted is the address's, else the person's; an unknown one is none", () => {
  assert.equal(wanted("http://x/board/?layout=map_right", { layout: "all" }), "map_right");
  assert.equal(wanted("http://x/board/", { layout: "all" }), "all");
  assert.equal(wanted("http://x/board/?layout=nonsense"), null);
});

test("every layout has a key of its own", () => {
  const keys = Object.values(LAYOUTS).map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length);
});
