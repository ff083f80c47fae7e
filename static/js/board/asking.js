/** The controls of the asking dialog, and what was filled into them as a verb's fields. */
import { minute } from "../clocktime.js";
import { make } from "../bind.js";
import { t } from "../i18n.js";
import { dispositionWords, kindWords, tail } from "../words.js";
import { READERS } from "./readers.js";

const REASON_TO_DEPART = "Triage did not ask for this kind. Why does it go?";
const LONG = ["text"];
const SPOKEN = ["tail", "time", "whom", "incident", "number", "digit", "target", "seq"]; // typed as on the line, read by its rules

/** Return what may be chosen for a field as [value, words]; null when it is typed. */
function options({ name, field }, { known, card }) {
  const units = Object.values(known.units);
  if (field.type === "choice" || field.type === "many") return field.options(known, card).map((each) => [each, (name === "disposition" ? dispositionWords : kindWords)(each)]);
  if (field.type === "target") return field.options(known).map((code) => [code, known.targets[code].name ?? code]);
  if (field.type === "card") return field.options(known).map((id) => [id, id]);
  if (["job", "jobs"].includes(field.type)) {
    const here = units.filter((unit) => unit.assignment?.incident === card?.number);
    return (here.length ? here : units.filter((unit) => unit.assignment)).map((unit) => [unit.call_sign, `${unit.call_sign}, ${kindWords(unit.status)} on ${tail(unit.assignment.incident)}`]);
  }
  if (["unit", "units"].includes(field.type)) return units.filter((unit) => name !== "units" || unit.duty !== "off_duty").map((unit) => [unit.call_sign, `${unit.call_sign}, ${kindWords(unit.status)}`]);
  if (field.type === "call") return Object.values(known.cards.calls ?? {}).filter((call) => call.incident === card?.number).map((call) => [call.call, [call.source, call.caller_name, call.taken_at && minute(call.taken_at)].filter(Boolean).join(", ")]);
  if (field.type === "yes") return [["", t("No")], ["yes", t("Yes")]];
  return null;
}

/** Return one field with its label and the place where its problem is said. */
export function control(one, context) {
  const { name, field, optional } = one;
  const wrap = make("div", "", { class: "field" });
  const id = `ask-${name}`;
  const label = context.reason && name === "reason" ? REASON_TO_DEPART : named(one, context.card);
  const problem = make("span", "", { class: "field-problem", id: `${id}-problem`, hidden: "hidden" });
  const choices = options(one, context);
  if (field.type === "many") {
    const set = boxes(id, name, label, choices, field.chosen?.(context.card) ?? []);
    wrap.append(set, problem);
    return wrap;
  }
  const input = choices ? make("select", "", { id, name, "aria-describedby": problem.id }) : make(LONG.includes(field.type) ? "textarea" : "input", "", { id, name, rows: LONG.includes(field.type) ? 3 : undefined, cols: LONG.includes(field.type) ? 56 : undefined, autocomplete: "off", "aria-describedby": problem.id });
  if (choices && (optional || field.none) && field.type !== "yes") input.append(make("option", field.none ? t("(none: %(what)s)", { what: t(field.none) }) : t("(none)")));
  if (input.firstElementChild) input.firstElementChild.value = "";
  for (const [value, says] of choices ?? []) { const option = make("option", says); option.value = value; input.append(option); }
  if (field.chosen?.(context.card)?.length) input.value = field.chosen(context.card)[0];
  if (context.values?.[one.wire] !== undefined) input.value = context.values[one.wire];
  wrap.append(make("label", label, { for: id }), input, problem);
  // Enter sends from everywhere, also from a choice (blank opens it): a call is worked without a mouse.
  if (input.tagName !== "INPUT") input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); input.form.requestSubmit(); }
  });
  return wrap;
}

function named({ field, optional }, card) {
  const more = [field.hint?.(card), optional && field.type !== "choice" && t("may be left out")].filter(Boolean).join("; ");
  return more ? `${t(field.label)} (${more})` : t(field.label);
}

function boxes(id, name, label, choices, chosen) {
  const set = make("fieldset", "", { class: "boxes", id });
  set.append(make("legend", label));
  for (const [value, says] of choices) {
    const line = make("label");
    const box = make("input", "", { type: "checkbox", name, value });
    box.checked = chosen.includes(value);
    line.append(box, document.createTextNode(` ${says}`));
    set.append(line);
  }
  return set;
}

/** Return {found: fields by their wire names, problems: sentences by field name}. */
export function reading(fields, form, { known, card, action, given }) {
  const filled = new FormData(form);
  let found = {};
  const problems = {};
  for (const { name, field, wire, optional } of fields) {
    const value = field.type === "many" ? filled.getAll(name) : String(filled.get(name) ?? "");
    if (field.type === "sure") { if (value.trim().toUpperCase() !== field.wants) problems[name] = `Type ${field.wants}.`; continue; }
    if (field.type === "many") { found[wire] = value; continue; }
    if (!value.trim()) { if (!optional && !field.none && field.type !== "yes") problems[name] = t("Fill this in."); continue; }
    if (field.type === "yes") { found[wire] = true; continue; }
    if (["job", "jobs"].includes(field.type)) { found = { ...found, unit: value, incident: known.units[value].assignment.incident }; continue; }
    if (field.type === "card") { found = { ...found, ...READERS.card([value], { known, field, wire, name, action }).fields }; continue; }
    if (!SPOKEN.includes(field.type)) { found[wire] = value; continue; }
    const read = READERS[field.type](value.trim().split(/\s+/), { known, got: { ...given, ...found, incident: given.incident ?? card?.number }, field, wire, name, optional, action, card });
    if (read.fields) found = { ...found, ...read.fields };
    else problems[name] = read.error ?? read.missing;
  }
  return { found, problems };
}
