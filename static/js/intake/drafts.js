/** Drafts: what is typed and not sent is kept on the server, never in this browser, while somebody types. */
import { ask, get } from "../api.js";
import { make } from "../bind.js";
import { somethingTyped } from "./call.js";
import { caret, mark, time, typed } from "./sheet.js";

const EVERY = 1000; // milliseconds: with the way to the server, a crash costs 2 s at most (F27)
const $ = (id) => document.getElementById(id);

export class Drafts {
  ref = crypto.randomUUID();
  #timer = null;
  #keeping = Promise.resolve();
  #sent = false; // the call is on the board: its draft is over

  /** `more()` returns what belongs to the draft besides the fields; `restore(draft)` takes one up. */
  constructor({ more, restore }) {
    Object.assign(this, { more, restore });
  }

  /** Keep it within a second, also while somebody types without a pause. */
  soon() {
    if (!this.#sent) this.#timer ??= setTimeout(() => this.keep(), EVERY);
  }

  /** Keep it now. */
  keep() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#keeping = this.#keeping.then(() => this.#put());
    return this.#keeping;
  }

  /** The call is on the board. A draft that was still on its way would be offered as a second call: it goes too. */
  over() {
    clearTimeout(this.#timer);
    this.#sent = true;
    this.#keeping.then(() => ask("DELETE", `/api/drafts/${this.ref}/`)).catch(() => {});
  }

  async #put() {
    if (this.#sent || !somethingTyped(typed())) return;
    try {
      await ask("PUT", `/api/drafts/${this.ref}/`, { fields: { ...typed(), ...this.more() }, caret: caret() });
      if (!this.#sent) mark("saved", `Draft kept ${time()}`);
    } catch (problem) {
      if (!this.#sent) mark("failed", `Draft not kept: ${problem.message}`);
    }
  }

  /** Offer what this person has typed and not sent; take up at once the one that is asked for, or belongs to the line that is answered. */
  async offer({ ringing, id }) {
    const { results } = await get("/api/drafts/");
    const mine = results.find((draft) => (id && draft.id === id) || (ringing && draft.fields.ringing === ringing));
    if (mine) return this.take(mine);
    const worth = results.filter(({ fields }) => fields.address || fields.narrative || fields.callback).slice(0, 3);
    $("drafts").replaceChildren(...worth.map((draft) => {
      const { address, narrative, callback } = draft.fields;
      const button = make("button", `Go on with: ${(address || narrative || callback).slice(0, 60)}`, { type: "button", class: "plain" });
      button.addEventListener("click", () => this.take(draft));
      return button;
    }));
    return undefined;
  }

  take(draft) {
    this.ref = draft.id;
    $("drafts").replaceChildren();
    this.restore(draft);
  }
}
