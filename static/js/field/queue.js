/**
 * What was tapped and not yet acknowledged, in order. No DOM.
 *
 * An action is kept before it is shown, sent one at a time, the same body each time (the server does a `request_id`
 * once), and leaves only when the server has acknowledged it. One that is refused holds back what was tapped after it
 * for the same job, until the person decides; other jobs go on.
 */
export const PENDING = "pending";
export const SENDING = "sending";
export const REFUSED = "refused";
export const SAVED = "saved";

/** Codes after which the same request is to be sent again: nobody knows, or not now. */
const AGAIN = ["unknown_outcome", "try_again", "too_many", "not_signed_in"];
const TELLS = 3; // acknowledged actions that are still shown

export class Queue extends EventTarget {
  /** `send(verb, fields)` resolves with the event; `keep` is {put(item), remove(id)}: where it survives a reload. */
  constructor({ send, keep }) {
    super();
    Object.assign(this, { send, keep, items: [], told: [], running: null, problem: null });
  }

  /** Take back what an earlier page kept, the oldest first, before what was tapped since. */
  restore(items) {
    const known = new Set(this.items.map(({ id }) => id));
    const older = items.filter(({ id }) => !known.has(id)).map((item) => ({ ...item, state: item.state === SENDING ? PENDING : item.state }));
    this.items = [...older, ...this.items];
    this.#tell();
  }

  /** Keep an action and begin to send. `fields.request_id` is its name; `job` what it belongs to. */
  async add({ verb, fields, job, says, at = null, more = {} }) {
    const item = { id: fields.request_id, verb, fields, job, says, at, ...more, state: PENDING, why: "" };
    this.items.push(item); // in order at once; it is sent only when it is kept
    item.kept = false;
    try { await this.keep.put(item); item.kept = true; } catch { item.kept = false; }
    item.ready = true;
    this.#tell();
    this.flush();
    return item;
  }

  /** Return whether something before it, of the same job, was refused. */
  held(item) {
    return this.items.some((other) => other.state === REFUSED && other.job === item.job && this.items.indexOf(other) < this.items.indexOf(item));
  }

  get waiting() { return this.items.filter(({ state }) => state !== REFUSED); }
  get refused() { return this.items.filter(({ state }) => state === REFUSED); }

  /** Send what can be sent, in order, one at a time; stops where nobody answers. Asked while it sends, it looks again. */
  flush() {
    this.wanted = true;
    return this.running ??= this.#run().finally(() => { this.running = null; this.#tell(); });
  }

  async #run() {
    while (this.wanted) {
      this.wanted = false;
      for (let item = this.#next(); item && (await this.#one(item)); item = this.#next());
    }
  }

  #next() {
    const item = this.items.find((one) => one.state === PENDING && !this.held(one));
    return item && (item.ready !== false ? item : undefined);
  }

  async #one(item) {
    item.state = SENDING;
    this.#tell();
    try {
      const event = await this.send(item.verb, item.fields);
      this.problem = null;
      await this.#leaves(item);
      this.told = [...this.told, { ...item, state: SAVED, saved: event.recorded_at ?? "" }].slice(-TELLS);
      this.dispatchEvent(new CustomEvent("done", { detail: { item, event } }));
      return true;
    } catch (problem) {
      if (AGAIN.includes(problem.code)) {
        item.state = PENDING;
        this.problem = problem;
        return false;
      }
      Object.assign(item, { state: REFUSED, why: problem.message ?? String(problem), code: problem.code ?? "", fieldsWhy: problem.fields ?? {} });
      await this.keep.put(item).catch(() => {});
      this.dispatchEvent(new CustomEvent("refused", { detail: { item, problem } }));
      return true;
    }
  }

  /** Try a refused action once more, as it was: what stood against it may be gone. */
  async retry(id) {
    const item = this.items.find((one) => one.id === id);
    if (item?.state !== REFUSED) return;
    Object.assign(item, { state: PENDING, why: "", code: "" });
    await this.keep.put(item).catch(() => {});
    this.#tell();
    await this.flush();
  }

  /** Drop an action by the person's own decision; what stood behind it goes on. */
  async drop(id) {
    const item = this.items.find((one) => one.id === id);
    if (!item || item.state === SENDING) return null;
    await this.#leaves(item);
    this.#tell();
    this.flush();
    return item;
  }

  async #leaves(item) {
    this.items = this.items.filter((one) => one !== item);
    await this.keep.remove(item.id).catch(() => {});
  }

  #tell() { this.dispatchEvent(new Event("change")); }
}
