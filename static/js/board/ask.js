/** The one dialog that asks for what a verb still needs. Refused: the sentence is shown in it, nothing is lost. */
import { make } from "../bind.js";
import { dispositionWords, going, kindWords, words } from "../words.js";

const dialog = () => document.getElementById("ask-dialog");
const choice = (name, label, options) => ({ name, label, options });
const text = (name, label, optional) => ({ name, label, optional });
const many = (name, label, options, chosen) => ({ name, label, options, chosen, many: true });

/** How a verb's fields are put together from what was asked, where they differ. */
const SHAPED = { override_triage: ({ lead, also, ...rest }) => ({ ...rest, response: [lead, ...also.filter((kind) => kind !== lead)] }) };

/** What each verb needs besides what is selected. */
function needs(verb, card, { dispositions, outcomes, me, kinds, determinations, override_reasons: reasons }) {
  const why = card?.overdue?.why ?? "";
  const asks = why ? `How the eligible call ended (suggested: ${words(why)}, as it was at the limit)` : "How the eligible call ended (empty: it follows from who was there)";
  const ended = !card?.outcome && card?.eligible ? [{ ...choice("outcome", asks, ["", ...outcomes]), chosen: nobodyCame(card) ? [why] : [] }] : [];
  return {
    add_note: [choice("compartment", "Who may read it", me.compartments.filter((c) => !["caller", "review"].includes(c))), text("text", "Note")],
    set_priority: [choice("priority", "Priority", ["P1", "P2", "P3", "P4"]), text("reason", "Reason")],
    override_triage: [
      { ...choice("lead", "Who goes first", kinds), chosen: going(card?.response ?? []) }, many("also", "Who goes as well", kinds, going(card?.response ?? []).slice(1)), choice("determination", "Determination (none: as it is)", ["", ...determinations]),
      choice("reason_code", "Reason", reasons), text("words", "In words"),
    ],
    hold_incident: [text("reason", "Reason")],
    close_incident: [choice("disposition", "Disposition", dispositions), ...ended, text("reason", "Reason, when overridden", true)],
    clear_unit: [choice("disposition", "Disposition", dispositions)],
    decline: [text("reason", "Reason")],
    cancel_assignment: [text("reason", "Reason")],
    assign_unit: [text("reason", "Triage did not ask for this kind. Why does it go?")],
  }[verb];
}

const nobodyCame = (card) => !card.assignments.some((a) => a.state === "cleared");

/** Ask for what `verb` needs and send it with `send(fields)`; verbs that need nothing are sent at once. */
export async function ask(verb, title, card, snapshot, send, problem = "") {
  const fields = needs(verb, card, snapshot);
  if (!fields) return send({});
  const box = document.getElementById("ask-fields");
  box.replaceChildren(...fields.map(field));
  document.getElementById("ask-title").textContent = title;
  say(problem);
  dialog().showModal();
  box.querySelector("input, select, textarea")?.focus();
  const form = dialog().querySelector("form");
  await new Promise((done) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (await submitted(fields, form, (given) => send((SHAPED[verb] ?? ((as) => as))(given)))) done();
    };
    document.getElementById("ask-cancel").onclick = () => dialog().close();
    dialog().onclose = done;
  });
  dialog().close();
}

async function submitted(fields, form, send) {
  const filled = new FormData(form);
  const given = { ...Object.fromEntries(filled), ...Object.fromEntries(fields.filter((f) => f.many).map(({ name }) => [name, filled.getAll(name)])) };
  const missing = fields.find((f) => !f.options && !f.optional && !given[f.name].trim());
  if (missing) { say(`Fill in: ${missing.label.toLowerCase()}.`); return false; }
  const button = document.getElementById("ask-send");
  button.disabled = true;
  try {
    await send(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "")));
    return true;
  } catch (refused) {
    say(refused.message);
    return false;
  } finally {
    button.disabled = false;
  }
}

function say(problem) {
  const line = document.getElementById("ask-problem");
  line.hidden = !problem;
  line.textContent = problem;
}

function field(asked) {
  const { name, label, options, chosen = [] } = asked;
  if (asked.many) return boxes(asked);
  const wrap = make("p");
  const id = `ask-${name}`;
  const input = options ? make("select", "", { id, name }) : make("textarea", "", { id, name, rows: 3, cols: 56 });
  for (const option of options ?? []) input.append(make("option", option ? (name === "disposition" ? dispositionWords : kindWords)(option) : "(none)", { value: option }));
  if (options?.[0] === "") input.firstElementChild.value = "";
  if (options && chosen.length) input.value = chosen[0];
  wrap.append(make("label", label, { for: id }), make("br"), input);
  if (!options) input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); input.form.requestSubmit(); }
  });
  return wrap;
}

function boxes({ name, label, options, chosen = [] }) {
  const set = make("fieldset", "", { class: "boxes" });
  set.append(make("legend", label));
  for (const option of options) {
    const line = make("label");
    const box = make("input", "", { type: "checkbox", name, value: option });
    box.checked = chosen.includes(option);
    line.append(box, document.createTextNode(` ${kindWords(option)}`));
    set.append(line);
  }
  return set;
}
