/**
 * One dialog for everything a roster asks: fields in, words beside the field that is wrong, what was typed is kept.
 * A field: {name, label, type: text | select | many | date | moment | time | number | tick, value, options, hint, max,
 * when(said)}: with `when` it is shown only while what is said makes it so.
 */
import { make } from "../bind.js";
import { config } from "../config.js";
import { moment, typed } from "./weekmath.js";

const $ = (id) => document.getElementById(id);
const zone = () => config().time_zone;

const READS = {
  many: (box) => [...box.querySelectorAll("input:checked")].map(({ value }) => value),
  tick: (box) => box.checked,
  number: (box) => Number(box.value),
  date: (box) => box.value || null,
  moment: (box) => moment(box.value.trim().replace(" ", "T"), zone()),
};
const WRITTEN = "Write it like 2026-11-30 22:00.";

function input(field, id) {
  const { type = "text", value, options = [], max } = field;
  if (type === "select") {
    const box = make("select", "", { id });
    box.append(...options.map(([code, says]) => make("option", says, { value: code })));
    box.value = value ?? options[0]?.[0] ?? "";
    return box;
  }
  if (type === "many") {
    const box = make("div", "", { id, class: "many" });
    for (const [code, says] of options) {
      const label = make("label", "", { class: "tick" });
      const tick = make("input", "", { type: "checkbox", value: code });
      tick.checked = (value ?? []).includes(code);
      label.append(tick, says);
      box.append(label);
    }
    return box;
  }
  const kinds = { date: "date", number: "number", tick: "checkbox" }; // times are typed: a browser's own field may show a.m. and p.m.
  const box = make("input", "", { id, type: kinds[type] ?? "text", maxlength: max ?? (type === "text" ? "200" : undefined), min: type === "number" ? "0" : undefined });
  if (type === "tick") box.checked = Boolean(value);
  else box.value = type === "moment" ? (value ? typed(value, zone()).replace("T", " ") : "") : value ?? "";
  return box;
}

function line(field) {
  const id = `ask-${field.name}`;
  const box = input(field, id);
  const problem = make("span", "", { class: "field-problem", id: `${id}-problem` });
  problem.hidden = true;
  box.setAttribute("aria-describedby", problem.id);
  if (field.type === "many") {
    const group = make("fieldset");
    group.append(make("legend", field.label), box, problem);
    return group;
  }
  const label = make("label", field.type === "tick" ? "" : field.label, { class: field.type === "tick" ? "tick" : "field", for: id });
  if (field.type === "tick") label.append(box, field.label); else label.append(box);
  if (field.hint) label.append(make("span", field.hint, { class: "quiet" }));
  label.append(problem);
  return label;
}

/** Ask, and send what was said; resolve with the answer, or with null when somebody thinks better of it. */
export function ask({ title, says = "", fields, button = "Save", send }) {
  const dialog = $("roster-ask");
  $("roster-ask-title").textContent = title;
  $("roster-ask-says").textContent = says;
  $("roster-ask-fields").replaceChildren(...fields.map(line));
  $("roster-ask-send").textContent = button;
  const said = () => Object.fromEntries(fields.map((field) => [field.name, (READS[field.type] ?? ((box) => box.value.trim()))($(`ask-${field.name}`))]));
  const shown = () => { for (const { name, when } of fields) if (when) $(`ask-${name}`).closest("label, fieldset").hidden = !when(said()); };
  $("roster-ask-fields").onchange = shown;
  shown();
  problems(fields, {}, "");
  dialog.showModal();
  $("roster-ask-fields").querySelector("input, select")?.focus();
  return new Promise((resolve) => {
    const done = (answer) => { dialog.onclose = null; $("roster-ask-form").onsubmit = null; dialog.close(); resolve(answer); };
    dialog.onclose = () => done(null);
    $("roster-ask-cancel").onclick = () => done(null);
    $("roster-ask-form").onsubmit = async (event) => {
      event.preventDefault();
      const given = said();
      const unread = fields.filter(({ name, type }) => type === "moment" && given[name] === null);
      if (unread.length) { problems(fields, Object.fromEntries(unread.map(({ name }) => [name, WRITTEN])), ""); return; }
      const slow = setTimeout(() => { $("roster-ask-send").textContent = "Saving…"; }, 1000);
      $("roster-ask-send").disabled = true;
      try {
        done(await send(given));
      } catch (problem) {
        problems(fields, problem.fields ?? {}, problem.message);
      } finally {
        clearTimeout(slow);
        $("roster-ask-send").disabled = false;
        $("roster-ask-send").textContent = button;
      }
    };
  });
}

/** Say each problem beside its field, the first gets the hand; what belongs to no field is said above. */
function problems(fields, found, says) {
  let first = null;
  for (const { name } of fields) {
    const [box, told] = [$(`ask-${name}`), $(`ask-${name}-problem`)];
    told.textContent = [found[name] ?? ""].flat(2).map(String).join(" ");
    told.hidden = !told.textContent;
    if (told.textContent) { box.setAttribute("aria-invalid", "true"); first ??= box; } else box.removeAttribute("aria-invalid");
  }
  $("roster-ask-problem").textContent = first ? "" : says;
  $("roster-ask-problem").hidden = Boolean(first) || !says;
  (first?.matches("input, select") ? first : first?.querySelector("input"))?.focus();
}
