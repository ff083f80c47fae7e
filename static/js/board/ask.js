/** The one dialog that asks for what a verb still needs. Refused: the sentence is shown in it, nothing is lost. */
import { make } from "../bind.js";
import { words } from "../words.js";

const dialog = () => document.getElementById("ask-dialog");
const choice = (name, label, options) => ({ name, label, options });
const text = (name, label, optional) => ({ name, label, optional });

/** What each verb needs besides what is selected. */
function needs(verb, card, { dispositions, outcomes, me }) {
  const ended = !card?.outcome && card?.eligible ? [choice("outcome", "How the eligible call ended (empty: a team was there)", ["", ...outcomes])] : [];
  return {
    add_note: [choice("compartment", "Who may read it", me.compartments.filter((c) => !["caller", "review"].includes(c))), text("text", "Note")],
    set_priority: [choice("priority", "Priority", ["P1", "P2", "P3", "P4"]), text("reason", "Reason")],
    hold_incident: [text("reason", "Reason")],
    close_incident: [choice("disposition", "Disposition", dispositions), ...ended, text("reason", "Reason, when overridden", true)],
    clear_unit: [choice("disposition", "Disposition", dispositions)],
    decline: [text("reason", "Reason")],
    cancel_assignment: [text("reason", "Reason")],
    assign_unit: [text("reason", "Triage did not ask for this kind. Why does it go?")],
  }[verb];
}

/** Ask for what `verb` needs and send it with `send(fields)`; verbs that need nothing are sent at once. */
export async function ask(verb, title, card, snapshot, send, problem = "") {
  const fields = needs(verb, card, snapshot);
  if (!fields) return send({});
  const box = document.getElementById("ask-fields");
  box.replaceChildren(...fields.map(field));
  document.getElementById("ask-title").textContent = title;
  say(problem);
  dialog().showModal();
  box.querySelector("select, textarea")?.focus();
  const form = dialog().querySelector("form");
  await new Promise((done) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (await submitted(fields, form, send)) done();
    };
    document.getElementById("ask-cancel").onclick = () => dialog().close();
    dialog().onclose = done;
  });
  dialog().close();
}

async function submitted(fields, form, send) {
  const given = Object.fromEntries(new FormData(form));
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

function field({ name, label, options }) {
  const wrap = make("p");
  const id = `ask-${name}`;
  const input = options ? make("select", "", { id, name }) : make("textarea", "", { id, name, rows: 3, cols: 56 });
  for (const option of options ?? []) input.append(make("option", words(option) || "(none)", { value: option }));
  if (options?.[0] === "") input.firstElementChild.value = "";
  wrap.append(make("label", label, { for: id }), make("br"), input);
  if (!options) input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); input.form.requestSubmit(); }
  });
  return wrap;
}
