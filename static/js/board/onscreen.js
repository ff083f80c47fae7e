/** Which rows of a scrolling list can be seen. A thousand ages a second are written only where somebody reads them. */

/** Return the children of `root` that are within its box; they stand in it from top to bottom, one or several a line. */
export function onScreen(root) {
  if (matchMedia("print").matches) return [...root.children]; // on paper all of them are seen
  const [rows, box] = [root.children, root.getBoundingClientRect()];
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (rows[middle].getBoundingClientRect().bottom <= box.top) from = middle + 1; else to = middle;
  }
  const seen = [];
  for (let at = from; at < rows.length && rows[at].getBoundingClientRect().top < box.bottom; at++) seen.push(rows[at]);
  return seen;
}
