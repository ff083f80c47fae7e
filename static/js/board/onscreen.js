/** Which rows of a scrolling list can be seen. A thousand ages a second are written only where somebody reads them. */

/** Return the rows and heads in `root` that are within its box. */
export function onScreen(root) {
  if (matchMedia("print").matches) return [...root.querySelectorAll(".row")]; // on paper all of them are seen
  const box = root.getBoundingClientRect();
  // Only parts in sight are asked for their rows: asking one that is left out of layout would put it back in.
  return within(root.children, box).flatMap((part) => (part.matches(".part") ? within(part.children, box) : [part]));
}

/** Return which of these are within the box; they stand from top to bottom, one or several a line. */
function within(nodes, box) {
  let [from, to] = [0, nodes.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (nodes[middle].getBoundingClientRect().bottom <= box.top) from = middle + 1; else to = middle;
  }
  const seen = [];
  for (let at = from; at < nodes.length && nodes[at].getBoundingClientRect().top < box.bottom; at++) seen.push(nodes[at]);
  return seen;
}
