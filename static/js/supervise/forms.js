/** Deciding a flag and handing a referral out. A problem stands beside its field; what was typed stays. */
import { dated } from "../clocktime.js";
import { bind, clone, make } from "../bind.js";
import { now } from "../page.js";
import { fieldsOf, showProblems } from "../problems.js";
import { choiceWords, mayDecide } from "./rules.js";

const REQUIRED = "Write the reason: it goes on the record.";

/** Return the node for deciding this flag: the form, why there is none, or nothing. `send(verb, fields)`. */
export function decideForm(flag, me, send) {
  const { choices, why } = mayDecide(flag, me);
  if (why) return make("p", why, { class: "why-not" });
  if (!choices.length) return null;
  const second = flag.state === "referral_proposed";
  const form = clone("decide");
  bind(form, { question: second ? "Second review: what do you decide?" : "What do you decide?" });
  form.querySelector(".choices").append(...choices.map((choice) => radio(choice, second)));
  onSubmit(form, "decide", ["decision", "reason"], (fields) => ({
    ...(!fields.decision && { decision: "Choose one." }), ...(!fields.reason.trim() && { reason: REQUIRED }),
  }), (fields) => send("review_bias_flag", { incident: flag.incident, flag: flag.n, ...fields }));
  return form;
}

function radio(choice, second) {
  const [title, says] = choiceWords(choice, second);
  const label = make("label", "", { class: "tick" });
  label.append(make("input", "", { type: "radio", name: "decision", value: choice }), make("b", title), make("span", says, { class: "quiet" }));
  return label;
}

/** Return the nodes for a referral: what was handed out, and the form to hand it out. */
export function exportForm(flag, send) {
  if (flag.state !== "referred") return [];
  const form = clone("export");
  form.elements.recipient.value = "Los Angeles City Attorney";
  onSubmit(form, "export", ["recipient", "reason"], (fields) => ({
    ...(!fields.recipient.trim() && { recipient: "Write who gets it." }), ...(!fields.reason.trim() && { reason: REQUIRED }),
  }), (fields) => send("export_bias_referral", { incident: flag.incident, flag: flag.n, ...fields }));
  return [...handedOut(flag), form];
}

function handedOut(flag) {
  if (!flag.exports.length) return [];
  const box = make("div", "", { class: "exports" });
  box.append(make("h3", "Handed out"), ...flag.exports.map((made) => {
    const line = make("p", `${dated(made.at)} by ${made.by} to ${made.recipient}: ${made.reason}. SHA-256 `);
    line.append(make("code", made.sha256));
    return line;
  }));
  // The newest by its time, whatever the order: after a day its link leads nowhere.
  const until = Math.max(...flag.exports.map((made) => Date.parse(made.fetched_until)));
  box.append(until > now() ? make("a", "Download the newest file", { href: `/api/bias-flags/${flag.incident}/${flag.n}/export/`, class: "button", download: "" })
    : make("p", "The day in which the file could be fetched is over. Hand it out again to fetch it.", { class: "quiet" }));
  return [box];
}

function onSubmit(form, prefix, names, missing, send) {
  const [button, line] = [form.querySelector("button"), form.querySelector(".problem")];
  const say = (problem) => { line.hidden = !problem; line.textContent = problem; };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form));
    say("");
    if (!showProblems(prefix, names, missing(fields))) return;
    button.disabled = true;
    try {
      await send(fields);
    } catch (problem) {
      if (showProblems(prefix, names, fieldsOf(problem))) say(problem.message);
    } finally {
      button.disabled = false;
    }
  });
}
