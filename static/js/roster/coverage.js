/** How the plan covers what should be there, by kind and hour: a picture, the same as a table, and the gaps in words. */
import { make } from "../bind.js";
import { config } from "../config.js";
import { kindWords } from "../words.js";
import { parts } from "./weekmath.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 60;
const zone = () => config().time_zone;

function drawn(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** Return a picture: a bar an hour for what is planned, shaded where it is too few, a line for what should be there. */
function picture(kind, { planned, minimum }, hours) {
  const most = Math.max(1, ...planned, ...minimum);
  const y = (units) => HEIGHT - (units / most) * (HEIGHT - 4);
  const short = planned.filter((units, i) => units < minimum[i]).length;
  const svg = drawn("svg", { viewBox: `0 0 ${hours.length * 4} ${HEIGHT}`, preserveAspectRatio: "none", class: "cover", role: "img" });
  svg.setAttribute("aria-label", `${kindWords(kind)}: ${short ? `too few in ${short} of ${hours.length} hours` : "never too few"}. The table below holds every hour.`);
  hours.forEach((hour, i) => {
    const few = planned[i] < minimum[i];
    if (few) svg.append(drawn("rect", { x: i * 4, y: 0, width: 4, height: HEIGHT, class: "few" }));
    svg.append(drawn("rect", { x: i * 4, y: y(planned[i]), width: 3.4, height: HEIGHT - y(planned[i]), class: few ? "bar short" : "bar" }));
    if (parts(hour, zone()).hour === "00") svg.append(drawn("line", { x1: i * 4, x2: i * 4, y1: 0, y2: HEIGHT, class: "midnight" }));
  });
  const line = minimum.map((units, i) => `${i ? "L" : "M"}${i * 4} ${y(units)}H${i * 4 + 4}`).join("");
  svg.append(drawn("path", { d: line, class: "minimum" }));
  return svg;
}

/** Return the days under the picture, each as wide as its hours: the week in which the clocks change has a longer one. */
function daysOf(hours) {
  const line = make("p", "", { class: "cover-days", "aria-hidden": "true" });
  for (const hour of hours) {
    const { weekday, day, hour: clock } = parts(hour, zone());
    if (clock === "00" || !line.lastChild) line.append(make("span", `${weekday} ${day}`));
    line.lastChild.style.flexGrow = 1 + Number(line.lastChild.style.flexGrow || 0);
  }
  return line;
}

/** Return the kind and the height of its picture in words. */
function titled(kind, { planned, minimum }) {
  const title = make("h3", `${kindWords(kind)} `);
  title.append(make("span", `full height ${Math.max(1, ...planned, ...minimum)}`));
  return title;
}

/** Return the table of one kind: an hour of the clock a row, a day a column; "2 of 3, too few" where it is. */
function table(kind, { planned, minimum }, hours) {
  const at = hours.map((hour) => parts(hour, zone()));
  const days = [...new Set(at.map(({ weekday, day, month }) => `${weekday} ${day}.${month}.`))];
  const cell = (day, clock) => {
    const i = at.findIndex((one) => one.hour === clock && `${one.weekday} ${one.day}.${one.month}.` === day);
    if (i < 0) return make("td", "–");
    const few = planned[i] < minimum[i];
    return make("td", minimum[i] ? `${planned[i]} of ${minimum[i]}${few ? " ▼" : ""}` : String(planned[i]), { class: few ? "few" : undefined });
  };
  const whole = make("table");
  const head = make("tr");
  head.append(make("th", "Hour", { scope: "col" }), ...days.map((day) => make("th", day, { scope: "col" })));
  const top = make("thead");
  top.append(head);
  const body = make("tbody");
  for (let hour = 0; hour < 24; hour++) {
    const clock = String(hour).padStart(2, "0");
    const row = make("tr");
    row.append(make("th", `${clock}:00`, { scope: "row" }), ...days.map((day) => cell(day, clock)));
    body.append(row);
  }
  whole.append(make("caption", `${kindWords(kind)}: planned of minimum; ▼ is too few`), top, body);
  return whole;
}

/** Draw coverage into `root` and its gaps into `list`; tables that were open stay open. */
export function drawCoverage(root, list, { hours, kinds, gaps }) {
  const open = new Set([...root.querySelectorAll("details[open]")].map((one) => one.dataset.kind));
  root.replaceChildren(...Object.entries(kinds).map(([kind, row]) => {
    const part = make("section", "", { class: "kind" });
    const by = make("details", "", { "data-kind": kind });
    by.open = open.has(kind);
    const region = make("div", "", { class: "wide-table", tabindex: "0", role: "region", "aria-label": `Hours: ${kindWords(kind)}` });
    region.append(table(kind, row, hours));
    by.append(make("summary", `Table: ${kindWords(kind)} by hour`), region);
    part.append(titled(kind, row), picture(kind, row, hours), daysOf(hours), by);
    return part;
  }));
  list.replaceChildren(...(gaps.length ? gaps.map((gap) => make("li", gap.says)) : [make("li", "Nowhere this week are fewer planned than should be.", { class: "quiet" })]));
}
