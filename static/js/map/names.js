/** Where the name of an area is written: over its station, or beside it where no mark and no other name lies. No DOM. */
const FAR = 60; // pixels from the station: farther away it would name the next area
const STEP = 6;
const OTHER = 1000; // what it costs to lie on another name, in pixels of distance; a mark says itself what it costs

/** Every place to try, the nearest first: [dx, dy] of the name's middle from the station. */
const TRIED = [[0, 0]];
for (let far = STEP; far <= FAR; far += STEP) for (let turn = 0; turn < 16; turn += 1) TRIED.push([Math.cos((turn * Math.PI) / 8) * far, Math.sin((turn * Math.PI) / 8) * far]);

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const around = ({ x, y, width, height }, dx, dy) => ({ left: x + dx - width / 2, right: x + dx + width / 2, top: y + dy - height / 2, bottom: y + dy + height / 2 });

/** Return a mark's box on the map; `labelled`: its name and age are written to its right; `costs`: to lie on it, in pixels. */
export function boxOf({ x, y, radius, costs = 12 }, labelled) {
  return { costs: labelled ? 3 * costs : costs, left: x - radius - 2, right: x + radius + (labelled ? 64 : 2), top: y - Math.max(radius, labelled ? 14 : 0) - 2, bottom: y + Math.max(radius, labelled ? 16 : 0) + 2 };
}

/**
 * Return Map key -> [dx, dy] in pixels for names [{key, x, y, width, height}] among marks' boxes. A name that finds no
 * free place near its station takes the one with the fewest marks under it: it is above them, and has a halo.
 */
export function arranged(names, boxes) {
  const found = new Map();
  const taken = [];
  for (const name of names) {
    const near = boxes.filter((box) => box.right > name.x - FAR - name.width && box.left < name.x + FAR + name.width && box.bottom > name.y - FAR - name.height && box.top < name.y + FAR + name.height);
    let best = null;
    for (const [dx, dy] of TRIED) {
      const box = around(name, dx, dy);
      const far = Math.hypot(dx, dy);
      if (best && best.cost <= far) break; // tried by distance: nothing farther can cost less
      const marks = near.reduce((sum, one) => sum + (meet(one, box) ? one.costs : 0), 0);
      const cost = far + marks + OTHER * taken.filter((one) => meet(one, box)).length;
      if (!best || cost < best.cost) best = { cost, box, at: [dx, dy] };
    }
    taken.push(best.box);
    found.set(name.key, best.at);
  }
  return found;
}
