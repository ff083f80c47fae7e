/** The form as a sheet of paper: what stands on it, what is wrong with it, and whether it is saved. */
import { clock } from "../clocktime.js";
import { make } from "../bind.js";
import { now } from "../page.js";
import { FIELDS } from "./call.js";

const $ = (id) => document.getElementById(id);

export const form = $("call");
export const time = () => clock(now());
export const typed = () => Object.fromEntries(FIELDS.map((name) => {
  const box = form.elements[name];
  return [name, box.type === "checkbox" ? box.checked : box.value];
}));

/** Write values into their fields; who is typing is not moved. */
export function fill(values) {
  for (const [name, value] of Object.entries(values)) {
    const box = FIELDS.includes(name) ? form.elements[name] : null;
    if (!box || value === undefined || value === null) continue;
    if (box.type === "checkbox") box.checked = value === true;
    else box.value = String(value);
  }
}

/** Return where the caret stands: {field, at}. */
export function caret() {
  const box = document.activeElement;
  return { field: box?.form === form ? box.name : "", at: box?.selectionStart ?? 0 };
}

/** Put the caret back where it stood. */
export function putCaret({ field, at } = {}) {
  const box = form.elements[field] || form.elements.narrative;
  box.focus();
  if (box.matches("textarea, input:not([type=checkbox])")) box.setSelectionRange(at ?? 0, at ?? 0);
}

/** Say how saved it is: none, pending, saved, failed, unknown (U19). */
export function mark(state, text) {
  $("save").dataset.state = state;
  $("save").textContent = text;
}

export const fieldsOf = (problem) => Object.fromEntries(Object.entries(problem.fields ?? {}).map(([name, said]) => [name, String(said[0] ?? said)]));

/** Show problems beside their fields and in a summary; return whether there were none. */
export function show(found, sentence = "", focus = true) {
  for (const name of FIELDS) {
    const [box, line] = [form.elements[name], $(`${name}-problem`)];
    if (line) { line.hidden = !found[name]; line.textContent = found[name] ?? ""; }
    if (found[name]) box.setAttribute("aria-invalid", "true"); else box.removeAttribute("aria-invalid");
  }
  const list = Object.entries(found).filter(([name]) => form.elements[name]);
  const summary = $("summary");
  summary.hidden = !list.length && !sentence;
  summary.replaceChildren(make("b", list.length ? "Not sent yet:" : sentence), ...list.map(([name, said]) => {
    const link = make("a", ` ${said}`, { href: `#${name}` });
    link.addEventListener("click", (event) => { event.preventDefault(); form.elements[name].focus(); });
    return link;
  }));
  if (!summary.hidden && focus) summary.focus();
  return summary.hidden;
}
