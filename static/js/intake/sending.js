/** Sending the call: once onto the board, then whatever changes. Each request is repeated until its outcome is known. */
import { command, UNKNOWN } from "../api.js";
import { changes, problems, taken } from "./call.js";
import { fieldsOf, mark, show, time, typed } from "./sheet.js";

const EVERY = 1500; // milliseconds between saves while somebody types without a pause
const TRIES = 20;
const $ = (id) => document.getElementById(id);

export class Sending {
  saved = null; // {call, number, typed, answers}: what the server has of the call, once it is on the board
  #timer = null;
  #order = Promise.resolve();

  /** `answers()` are the ticked ones, `extra()` goes with take_call, `taken(saved)` is told when it is on the board. */
  constructor({ answers, extra, taken: onTaken }) {
    Object.assign(this, { answers, extra, onTaken });
  }

  #now() {
    return { typed: typed(), answers: { ...this.answers() } };
  }

  /** Put the call on the board, as an incident of its own or as a supplement of the one given. */
  async take(to = "") {
    const now = this.#now();
    if (!show(problems(now.typed))) return;
    $("send").disabled = true;
    mark("pending", "Sending…");
    try {
      const event = await safely("take_call", { ...taken(now.typed, now.answers), ...this.extra(), ...(to && { attach_to: to }) });
      this.saved = { call: event.facts.call, number: event.incidents[0], ...now };
      mark("saved", `On the board ${time()}`);
      this.onTaken(this.saved);
      if (changes(typed(), this.answers(), this.saved)) this.soon();
    } catch (problem) {
      mark("failed", "Not on the board");
      show(fieldsOf(problem), problem.message);
    } finally {
      $("send").disabled = false;
    }
  }

  /** Make this call a supplement of an open incident; return whether it is. */
  async attach(incident) {
    if (!this.saved) { await this.take(incident); return Boolean(this.saved); }
    await this.update();
    try {
      await safely("attach_call", { incident, call: this.saved.call });
      this.saved.number = incident;
      mark("saved", `Attached ${time()}`);
      return true;
    } catch (problem) {
      mark("failed", `Not attached: ${problem.message}`);
      return false;
    }
  }

  soon() {
    mark("pending", "Not saved yet");
    this.#timer ??= setTimeout(() => this.update(), EVERY);
  }

  /** Send what changed since the last save; one after another, the newest state last. */
  update() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#order = this.#order.then(async () => {
      const now = this.#now();
      const changed = this.saved && changes(now.typed, now.answers, this.saved);
      if (!changed) { if (this.saved && $("save").dataset.state === "pending") mark("saved", `Saved ${time()}`); return; }
      mark("pending", "Saving…");
      try {
        await safely("update_call", { call: this.saved.call, ...changed });
        Object.assign(this.saved, now);
        if (changes(typed(), this.answers(), this.saved)) mark("pending", "Not saved yet");
        else mark("saved", `Saved ${time()}`);
        show({});
      } catch (problem) {
        mark("failed", `Not saved: ${problem.message}`);
        show(fieldsOf(problem), problem.message, false);
      }
    });
    return this.#order;
  }
}

/** Send a command until its outcome is known; the same request id each time, so nothing is done twice. */
export async function safely(verb, fields) {
  const body = { request_id: crypto.randomUUID(), ...fields };
  for (let attempt = 0; ; attempt++) {
    try {
      return await command(verb, body);
    } catch (problem) {
      if (attempt >= TRIES || (problem.code !== UNKNOWN && problem.code !== "try_again")) throw problem;
      mark("unknown", "No answer yet: asking again. Nothing is done twice.");
      await new Promise((go) => setTimeout(go, Math.min(5000, 500 * 2 ** attempt)));
    }
  }
}
