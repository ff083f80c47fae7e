/** The text of a protocol: line numbers beside it, faults with a way to their line. */
import { make } from "../bind.js";

const $ = (id) => document.getElementById(id);
const [area, gutter, list] = [$("text"), $("lines"), $("faults")];
let faults = [];

function number() {
  const marked = new Set(faults.map((fault) => fault.line));
  const count = area.value.split("\n").length;
  gutter.replaceChildren(...Array.from({ length: count }, (_, i) => (
    marked.has(i + 1) ? make("span", `▲${i + 1}\n`, { class: "fault" }) : document.createTextNode(`${i + 1}\n`))));
  gutter.scrollTop = area.scrollTop;
}

/** Show a text; `readonly` for what is released or put away. */
export function show(text, readonly) {
  if (area.value !== text) area.value = text;
  area.readOnly = readonly;
  number();
}

export const typed = () => area.value;

/** List faults beside the text; each leads to its line. */
export function showFaults(found) {
  faults = found;
  list.replaceChildren(...(found.length ? found.map(item) : [make("li", "None: it can be proposed.", { class: "none" })]));
  area.setAttribute("aria-invalid", String(found.length > 0));
  number();
}

/** Say that the text was changed since its faults were looked for. */
export function faultsUnknown() {
  if (list.dataset.state === "unknown") return;
  list.dataset.state = "unknown";
  list.prepend(make("li", "Changed since: save to check again.", { class: "quiet" }));
}

export function faultsKnown(found) {
  delete list.dataset.state;
  showFaults(found);
}

function item(fault) {
  const row = make("li");
  const says = fault.line ? `Line ${fault.line}: ${fault.says}` : fault.says;
  const button = make("button", says, { type: "button" });
  button.addEventListener("click", () => goTo(fault.line ?? 1));
  row.append(button);
  return row;
}

function goTo(line) {
  const before = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const end = area.value.indexOf("\n", before);
  area.focus();
  area.setSelectionRange(before, end < 0 ? area.value.length : end);
  area.scrollTop = (line - 4) * Number.parseFloat(getComputedStyle(area).lineHeight);
}

area.addEventListener("scroll", () => { gutter.scrollTop = area.scrollTop; });

/** Call back whenever the text, the name or the note is typed in. */
export function onTyping(changed) {
  let lines = 0;
  area.addEventListener("input", () => {
    const now = area.value.split("\n").length;
    if (now !== lines) number();
    lines = now;
    changed();
  });
  for (const id of ["name", "note"]) $(id).addEventListener("input", changed);
}
