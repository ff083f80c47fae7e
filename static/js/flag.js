/** The dialog that asks for a bias review. Nothing is ticked beforehand; the software only shows what it noticed. */
import { make } from "./bind.js";
import { fieldsOf, showProblems } from "./problems.js";

const $ = (id) => document.getElementById(id);
const NAMES = ["reasons", "quotes", "note"];

/** Return the words that a suggestion quotes, whichever way the assessment writes them. */
export const quotesOf = (suggestion) => (suggestion?.quotes ?? []).map((quote) => quote.text ?? quote);

/** Ask and send with `send(fields)`; returns whether a flag was recorded. */
export async function askForReview({ incident, suggestion, send }) {
  const form = $("flag-form");
  form.reset();
  $("flag-title").textContent = `Flag for bias review: ${incident}`;
  offer(quotesOf(suggestion));
  showProblems("flag", NAMES, {});
  say("");
  $("flag-dialog").showModal();
  form.querySelector("input").focus();
  let recorded = false;
  await new Promise((done) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      recorded = await submitted(form, incident, send);
      if (recorded) done();
    };
    $("flag-cancel").onclick = () => $("flag-dialog").close();
    $("flag-dialog").onclose = done;
  });
  $("flag-dialog").close();
  return recorded;
}

function offer(quotes) {
  const box = $("flag-suggested");
  box.hidden = !quotes.length;
  for (const old of box.querySelectorAll("label")) old.remove();
  box.append(...quotes.map((text) => {
    const label = make("label", "", { class: "tick" });
    const tick = make("input", "", { type: "checkbox", name: "quotes" });
    tick.value = text;
    label.append(tick, make("q", text));
    return label;
  }));
}

/** Return the body of flag_bias for what the form holds. */
export function given(form, incident) {
  const data = new FormData(form);
  const typed = data.get("more_quotes").split("\n").map((line) => line.trim()).filter(Boolean);
  return { incident, reasons: data.getAll("reasons"), note: data.get("note"), quotes: [...data.getAll("quotes"), ...typed] };
}

function missing({ reasons, note }) {
  return {
    ...(!reasons.length && { reasons: "Tick at least one reason." }),
    ...(!note.trim() && { note: "Write what you heard: the reviewer was not there." }),
  };
}

async function submitted(form, incident, send) {
  const fields = given(form, incident);
  say("");
  if (!showProblems("flag", NAMES, missing(fields))) return false;
  $("flag-send").disabled = true;
  try {
    await send(fields);
    return true;
  } catch (problem) {
    if (showProblems("flag", NAMES, fieldsOf(problem))) say(problem.message);
    return false;
  } finally {
    $("flag-send").disabled = false;
  }
}

function say(problem) {
  $("flag-problem").hidden = !problem;
  $("flag-problem").textContent = problem;
}
