/** Rows in a new order by the fewest moves: one that went to the end of five hundred is one move, not five hundred. */

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
