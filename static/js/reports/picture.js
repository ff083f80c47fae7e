/** Median and 90th percentile of each clock as a bar and its whisker; the same numbers stand in the table. */
import { CLOCKS, sentence, time } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, ROW, NAME, END] = [900, 34, 250, 170];

function shape(tag, attributes, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

/** Return an SVG of the clocks. */
export function drawn(clocks) {
  const most = Math.max(60, ...clocks.map(({ arrived }) => arrived.p90_s ?? 0));
  const scale = (WIDTH - NAME - END) / most;
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${clocks.length * ROW + 6}`, role: "img", "aria-label": sentence(clocks) });
  clocks.forEach((one, i) => svg.append(...bar(one, scale, i * ROW + 6)));
  return svg;
}

function bar({ clock, arrived: { n, median_s: median, p90_s: p90 } }, scale, y) {
  const name = shape("text", { x: 0, y: y + 18 }, CLOCKS[clock]);
  if (median === null) return [name, shape("text", { x: NAME, y: y + 18, class: "soft" }, `too few to tell (${n})`)];
  const [to, far] = [NAME + median * scale, NAME + p90 * scale];
  return [
    name, shape("rect", { class: "median", x: NAME, y: y + 5, width: Math.max(1, to - NAME), height: 18 }),
    shape("line", { class: "whisker", x1: to, x2: far, y1: y + 14, y2: y + 14 }), shape("line", { class: "whisker", x1: far, x2: far, y1: y + 7, y2: y + 21 }),
    shape("text", { x: far + 8, y: y + 18 }, `${time(median)} · 90 % ${time(p90)} · n ${n}`),
  ];
}
