/** Sending commands from a page: what is missing is asked for, what is refused is said where it was asked. */
import { ask as post } from "../api.js";
import { askForReview } from "../flag.js";
import { words } from "../words.js";
import { ask } from "./ask.js";

/** Return {act, propose}. `echo(tone, text)` says what became of it; `refused()` is called after a refusal. */
export function acting({ line, store, echo, refused = () => {} }) {
  async function act(verb, fields) {
    echo("", `${words(verb)}: sending…`);
    try {
      const event = await line.send(verb, fields);
      // A blank tick: done, and not even its sender is sent what it says.
      if (!event.kind) { echo("good", `${words(verb)}: recorded`); return event; }
      echo("good", `${words(event.kind)} ${[event.facts?.unit, event.incidents?.[0]].filter(Boolean).join(" on ")} · saved ${event.recorded_at.slice(11, 19)} UTC`);
      return event;
    } catch (problem) {
      if (problem.code === "refused.reason_needed" && verb === "assign_unit") {
        echo("", "A reason is needed.");
        const again = (more) => act(verb, { ...fields, ...more });
        await ask(verb, `Send ${fields.unit} to ${fields.incident}`, null, store.snapshot, again, problem.message);
        return undefined;
      }
      echo("danger", problem.message);
      refused();
      throw problem;
    }
  }

  /** Ask for a bias review; what the software noticed is asked for now, because it stands on nobody's card. */
  async function flag({ number, narrative, answers }) {
    const found = await post("POST", "/api/triage/assess/", { narrative, answers }).catch(() => null);
    return askForReview({ incident: number, suggestion: found?.bias_review_suggested, send: (fields) => act("flag_bias", fields) });
  }

  /** Do a verb on an incident or a unit's job, asking first for what it needs. */
  function propose(verb, card, unit) {
    if (verb === "flag_bias") return flag(card);
    const fields = unit ? { incident: card.number, unit } : { incident: card.number };
    const source = unit && verb !== "cancel_assignment" ? { source: "radio" } : {};
    const title = `${words(verb)}: ${unit ? `${unit}, ` : ""}${card.number}`;
    return ask(verb, title, card, store.snapshot, (more) => act(verb, { ...fields, ...source, ...more })).catch(() => {});
  }
  return { act, propose };
}

/** Say the state of the line in the page's header and on its body. */
export function showLine(line, says) {
  const shown = document.getElementById("link");
  line.addEventListener("state", ({ detail: { state, age } }) => {
    const text = age >= 3 ? `${says[state]} · ${Math.floor(age)} s` : says[state];
    if (shown.textContent !== text) shown.textContent = text;
    shown.dataset.state = state;
    document.body.dataset.link = state;
  });
}
