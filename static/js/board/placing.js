/**
 * Rows in a new order by the fewest moves, and in parts: what is out of sight is left out of layout and paint a part at
 * a time. With each of 1,500 rows left out by itself the browser asked 1,500 times a frame which of them are seen.
 */
import { make } from "../bind.js";

const ROWS = 24; // of a part: a multiple of the two, three and four columns that units stand in

/** Return what stands below one another: {head} or {key, rows}. A part keeps its key while its group grows and shrinks. */
export function parted(groups) {
  return groups.flatMap(({ name = "", head = null, rows }) => {
    const parts = [];
    for (let at = 0; at < rows.length; at += ROWS) parts.push({ key: `${name}/${at}`, rows: rows.slice(at, at + ROWS) });
    return head ? [{ head }, ...parts] : parts;
  });
}

export class Parts {
  /** `role`: what a part is to a reader of the screen, between the list and its rows. */
  constructor(root, role = "presentation") {
    Object.assign(this, { root, role, parts: new Map() });
  }

  /** Show these groups, {name, head, rows} each: its head, if any, and its rows below it in order. */
  put(groups) {
    const wanted = parted(groups).map(({ key, head, rows }) => ({ node: head ?? this.#part(key), rows }));
    put(this.root, wanted.map(({ node }) => node));
    for (const { node, rows } of wanted) {
      if (!rows) continue;
      put(node, rows);
      node.style.setProperty("--rows", rows.length);
    }
  }

  #part(key) {
    if (!this.parts.has(key)) this.parts.set(key, make("div", "", { class: "part", role: this.role }));
    return this.parts.get(key);
  }
}

/** Return, of numbers that each stand once, those of a longest part that is already in rising order. */
export function still(numbers) {
  const [ends, before] = [[], new Map()]; // ends[k]: the least last number of a rising part of length k + 1
  for (const number of numbers) {
    let [from, to] = [0, ends.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (ends[middle] < number) from = middle + 1; else to = middle;
    }
    ends[from] = number;
    before.set(number, ends[from - 1]);
  }
  const found = new Set();
  for (let number = ends.at(-1); number !== undefined; number = before.get(number)) found.add(number);
  return found;
}

/** Make these nodes, in this order, the only children of `root`. */
export function put(root, nodes) {
  const places = new Map(nodes.map((node, i) => [node, i]));
  for (const child of [...root.children]) if (!places.has(child)) child.remove();
  const stays = still([...root.children].map((child) => places.get(child)));
  let next = null;
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (!stays.has(i)) root.insertBefore(nodes[i], next);
    next = nodes[i];
  }
}
