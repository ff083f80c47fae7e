/** The one dialog that asks for what a verb still needs. Refused: said beside the field it is about, nothing is lost. */
import { asked, ofVerb } from "../actions/registry.js";
import { make } from "../bind.js";
import { t } from "../i18n.js";
import { words } from "../words.js";
import { leaves } from "./coverage.js";
import { control, reading } from "./asking.js";
import { knownOf } from "./known.js";

const dialog = () => document.getElementById("ask-dialog");

/** How an action's fields are put together from what was asked, where they differ. */
const SHAPED = { response: ({ lead, also, ...rest }) => ({ ...rest, response: [lead, ...also.filter((kind) => kind !== lead)] }) };

/** Return the fields to ask for: what is not given, and what its incident makes sensible. */
function fieldsFor(action, card, given, required) {
  const must = (name) => required.includes(name);
  const found = asked(action, given).filter(({ name, field }) => !field.when || must(name) || field.when(card));
  const shown = action.verb === "assign_unit" && required.length ? found.filter(({ name }) => must(name)) : found;
  return shown.map((one) => ({ ...one, optional: one.optional && !must(one.name) }));
}

/**
 * Ask for what `verb` needs besides `given` and send it with `send(fields)`; verbs that need nothing are sent at once.
 * `required`: fields that must be filled in now although the verb may go without; `values`: what stands in them at first,
 * by their names on the wire. Resolves when sent or given up.
 */
export async function ask(verb, title, card, snapshot, send, problem = "", { given = {}, required = [], values = {}, known, action = ofVerb(verb) } = {}) {
  const world = known ?? knownOf({ snapshot, cards: snapshot.cards });
  const fields = fieldsFor(action, card, { ...given, ...(card ? { incident: card.number } : {}) }, required);
  if (action.danger) fields.push(confirmation(action));
  if (!fields.length) return send({});
  const box = document.getElementById("ask-fields");
  box.replaceChildren(...fields.map((field) => control(field, { known: world, card, action, values, reason: action.verb === "assign_unit" })));
  box.onchange = null;
  if (SENDS.includes(verb)) box.prepend(leaving(box, given, world.units));
  document.getElementById("ask-title").textContent = title;
  say(problem);
  dialog().showModal();
  box.querySelector("input, select, textarea")?.focus();
  const form = dialog().querySelector("form");
  const came = document.activeElement;
  let sent;
  await new Promise((done) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      const answer = await submitted(fields, form, { known: world, card, action, given }, send);
      if (answer) { sent = answer.value; done(); }
    };
    document.getElementById("ask-cancel").onclick = () => dialog().close();
    dialog().onclose = done;
  });
  dialog().close();
  if (!came?.isConnected) document.getElementById("main")?.focus({ preventScroll: true });
  return sent;
}

const SENDS = ["assign_unit", "queue_unit", "preempt_unit"];

/** Return the line that says when the last free unit of a kind in its area would go; it follows what is chosen. */
function leaving(box, given, units) {
  const line = make("p", "", { class: "ask-leaves", role: "status" });
  const show = () => {
    const says = leaves(given.unit ?? box.querySelector("#ask-unit, #ask-units")?.value, units);
    line.textContent = says ? `▲ ${says}` : "";
    line.hidden = !says;
  };
  box.onchange = show;
  show();
  return line;
}

/** What cannot be taken back by itself is typed out once (U22). */
const confirmation = ({ line }) => ({
  name: "sure", wire: "sure", optional: false, field: { type: "sure", label: `Cannot be undone here. Type ${line.words.at(-1)} to confirm`, wants: line.words.at(-1) },
});

async function submitted(fields, form, context, send) {
  const { found, problems } = reading(fields, form, context);
  show(fields, problems);
  if (Object.keys(problems).length) {
    say(t("Fill in: %(what)s.", { what: fields.filter(({ name }) => problems[name]).map(({ field }) => t(field.label).toLowerCase()).join("; ") }));
    return null;
  }
  const button = document.getElementById("ask-send");
  button.disabled = true;
  say("");
  const slow = setTimeout(() => { button.textContent = t("Sending…"); }, 1000);
  try {
    const { sure: _, ...rest } = found;
    return { value: await send((SHAPED[context.action.shaped] ?? ((as) => as))(rest)) };
  } catch (refused) {
    const beside = Object.fromEntries(fields.filter(({ wire }) => refused.fields?.[wire]).map(({ name, wire }) => [name, [refused.fields[wire]].flat().join(" ")]));
    show(fields, beside);
    say(Object.keys(beside).length ? `${words(Object.keys(beside)[0])}: ${Object.values(beside)[0]}` : refused.message);
    return null;
  } finally {
    clearTimeout(slow);
    button.disabled = false;
    button.textContent = t("Send");
  }
}

/** Say each problem beside its field; the first of them gets the hand. */
function show(fields, problems) {
  let first = null;
  for (const { name } of fields) {
    const [line, input] = [document.getElementById(`ask-${name}-problem`), document.getElementById(`ask-${name}`)];
    line.hidden = !problems[name];
    line.textContent = problems[name] ?? "";
    if (problems[name]) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
    if (problems[name]) first ??= input;
  }
  (first?.matches("input, select, textarea") ? first : first?.querySelector("input"))?.focus();
}

function say(problem) {
  const line = document.getElementById("ask-problem");
  line.hidden = !problem;
  line.textContent = problem;
}
