/** Sending commands from a page: what is missing is asked for, what is refused is said where it was asked. */
import { clock } from "../clocktime.js";
import { ofVerb } from "../actions/registry.js";
import { ask as post, UNKNOWN } from "../api.js";
import { askForReview } from "../flag.js";
import { t } from "../i18n.js";
import { words } from "../words.js";
import { ask } from "./ask.js";
import { knownOf } from "./known.js";

const SLOW = 1500; // milliseconds until a command that takes long says why: never two seconds without a word (U03)

/** Return in words what a command waits for, as far as this desk can know. */
function waitsFor({ state }) {
  if (["live", "catching_up"].includes(state)) return "the server is busy with it or somebody else is changing the same incident";
  return { polling: "the socket is away and it goes the slower way", offline: "this machine is off the network" }[state] ?? "the server is not heard";
}

/**
 * Return {act, propose, askFor}. `echo(tone, text)` says what became of it; `sent` (see outbox.js) keeps the mark of each;
 * `refused(verb, fields, problem)` is called after a refusal, `done(verb, event)` after it is saved.
 */
export function acting({ line, store, echo, sent = null, refused = () => {}, done = () => {} }) {
  async function act(verb, given) {
    const fields = { request_id: crypto.randomUUID(), ...given };
    const about = [fields.unit, fields.incident].filter(Boolean).join(" on ");
    echo("", `${words(verb)}: sending…`);
    sent?.pending(fields.request_id, `${words(verb)} ${about}`.trim(), () => act(verb, fields).catch(() => {}));
    const slow = setTimeout(() => echo("", `${words(verb)}: still waiting, ${waitsFor(line)}. Nothing is lost: its mark says when it is saved.`), SLOW);
    try {
      const event = await line.send(verb, fields);
      const at = event.recorded_at && clock(event.recorded_at);
      sent?.saved(fields.request_id, at);
      // A blank tick: done, and not even its sender is sent what it says.
      echo("good", event.kind ? `${words(event.kind)} ${[event.facts?.unit, event.incidents?.[0]].filter(Boolean).join(" on ")} · saved ${at}` : `${words(verb)}: recorded`);
      done(verb, event);
      return event;
    } catch (problem) {
      return failed(verb, fields, problem);
    } finally { clearTimeout(slow); }
  }

  async function failed(verb, fields, problem) {
    if (problem.code === "refused.reason_needed" && verb === "assign_unit") {
      sent?.forget(fields.request_id);
      echo("", "A reason is needed.");
      const again = (more) => act(verb, { ...fields, request_id: crypto.randomUUID(), ...more });
      return ask(verb, `Send ${fields.unit} to ${fields.incident}`, store.cards?.incidents[fields.incident], store.snapshot, again, problem.message, { given: fields.reason ? { ...fields, reason: undefined } : fields, required: ["reason"] });
    }
    if (problem.code === "refused.staging_hold") { // whoever is there can say so, with the reason: time is a fact
      sent?.forget(fields.request_id);
      echo("warn", problem.message);
      const again = (more) => act(verb, { ...fields, request_id: crypto.randomUUID(), ...more });
      return ask(verb, `${fields.unit}: staging hold on ${fields.incident}`, store.cards?.incidents[fields.incident], store.snapshot, again, problem.message, { given: fields, required: ["though_held"] });
    }
    if (problem.code === UNKNOWN) {
      sent?.unknown(fields.request_id);
      echo("danger", `${words(verb)}: no answer. It may be done or not. Ask again by its mark (?): nothing is done twice.`);
      throw problem;
    }
    sent?.failed(fields.request_id, problem.message);
    echo("danger", problem.message);
    refused(verb, fields, problem);
    throw problem;
  }

  /** Ask for a bias review; what the software noticed is asked for now, because it stands on nobody's card. */
  async function flag({ number, narrative, answers }) {
    const found = await post("POST", "/api/triage/assess/", { narrative, answers }).catch(() => null);
    return askForReview({ incident: number, suggestion: found?.bias_review_suggested, send: (fields) => act("flag_bias", fields) });
  }

  /** Ask for what an action still needs besides `fields`, then send it. */
  function askFor(action, fields, more = {}) {
    const card = store.cards.incidents[fields.incident];
    if (action.act === "flag") return flag(card);
    const known = knownOf(store, { selected: fields.incident ?? null, ...more });
    const title = `${action.label}${fields.unit ? `: ${fields.unit}` : ""}${fields.incident ? `${fields.unit ? "," : ":"} ${fields.incident}` : ""}`;
    const place = action.place && card ? { address: card.place.address, lat: card.place.lat, lon: card.place.lon } : {};
    const dropped = (all) => Object.fromEntries(Object.entries(all).filter(([name]) => !(action.drops ?? []).includes(name)));
    return ask(action.verb, title, card, store.snapshot, (answers) => act(action.verb, dropped({ ...action.defaults, ...place, ...fields, ...answers, ...action.with })), "", { given: fields, known, action });
  }

  /** Do a verb on an incident or a unit's job, asking first for what it needs. */
  function propose(verb, card, unit) {
    const action = ofVerb(verb);
    return askFor(action, unit ? { incident: card.number, unit } : { incident: card.number }).catch(() => {});
  }
  return { act, propose, askFor };
}

/** Say the state of the line in the page's header and on its body, with the age of the last word from the server. */
export function showLine(line, says) {
  const [shown, aged] = [document.getElementById("link"), document.getElementById("link-age")];
  line.addEventListener("state", ({ detail: { state, age } }) => {
    const seconds = `${Math.floor(age)} s`;
    const text = !aged && age >= 3 && state !== "connecting" ? `${t(says[state])} · ${seconds}` : t(says[state]);
    if (shown.textContent !== text) shown.textContent = text;
    if (aged && aged.textContent !== seconds) aged.textContent = state === "connecting" ? "" : seconds;
    shown.dataset.state = state;
    document.body.dataset.link = state;
  });
}
