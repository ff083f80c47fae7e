/** Flips by area as bars: away from police to the left, toward to the right; the same numbers stand in the table. */
const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, ROW, NAME, MOST] = [620, 24, 150, 24];

function shape(tag, attributes, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

/** Return areas with flips, the most flips first. */
export function ranked(areas) {
  return Object.entries(areas).filter(([, n]) => n.flips).sort(([, a], [, b]) => b.flips - a.flips);
}

/** Return the figure's sentence, for those who do not see it. */
export function sentence(areas) {
  const rows = ranked(areas);
  if (!rows.length) return "No call flips in any area.";
  return rows.slice(0, MOST).map(([area, n]) => `${area}: ${n.toward ?? 0} toward, ${n.away ?? 0} away, ${n.neither ?? 0} neither`).join("; ");
}

/** Return an SVG of the areas' flips. */
export function drawn(areas) {
  const rows = ranked(areas).slice(0, MOST);
  const height = Math.max(1, rows.length) * ROW + 26;
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": sentence(areas) });
  const left = Math.max(1, ...rows.map(([, n]) => n.away ?? 0));
  const right = Math.max(1, ...rows.map(([, n]) => (n.toward ?? 0) + (n.neither ?? 0)));
  const scale = (WIDTH - NAME - 90) / (left + right);
  const middle = NAME + 40 + left * scale;
  svg.append(shape("text", { x: middle - 8, y: 14, "text-anchor": "end" }, "← away"), shape("text", { x: middle + 8, y: 14 }, "toward → (dashed: neither)"));
  rows.forEach(([area, n], i) => svg.append(...bars(area, n, middle, scale, 24 + i * ROW)));
  svg.append(shape("line", { x1: middle, x2: middle, y1: 20, y2: height, class: "middle" }));
  return svg;
}

function bars(area, n, middle, scale, y) {
  const { toward = 0, away = 0, neither = 0 } = n;
  const bar = (kind, x, count) => shape("rect", { class: kind, x, y: y + 4, width: Math.max(0, count * scale), height: ROW - 9 });
  const made = [shape("text", { x: 0, y: y + 16 }, area.length > 20 ? `${area.slice(0, 19)}…` : area)];
  if (away) made.push(bar("away", middle - away * scale, away), shape("text", { x: middle - away * scale - 5, y: y + 16, "text-anchor": "end" }, String(away)));
  if (toward) made.push(bar("toward", middle, toward));
  if (neither) made.push(bar("neither", middle + toward * scale, neither));
  if (toward || neither) made.push(shape("text", { x: middle + (toward + neither) * scale + 5, y: y + 16 }, neither && toward ? `${toward} + ${neither}` : String(toward || neither)));
  return made;
}
