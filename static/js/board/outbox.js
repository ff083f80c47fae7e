/** What was sent from this desk and what became of it: pending, saved (server time), failed, unknown: four marks (U19). */
import { make } from "../bind.js";

const MARKS = { pending: "◌", saved: "●", failed: "✕", unknown: "?" };
const SAID = { pending: "sending", saved: "saved", failed: "not done", unknown: "no answer: done or not" };
const KEPT = 6;

export class Outbox {
  constructor(root) {
    Object.assign(this, { root, items: new Map() });
  }

  /** Show that something was sent; `again` sends the same request once more. */
  pending(id, says, again) {
    this.#mark(id, { says, again, state: "pending", more: "" });
    for (const old of [...this.items.keys()].slice(0, -KEPT)) this.forget(old);
  }

  /** It is committed: `at` is the server's time of it, "" for something that only happened. */
  saved(id, at) { this.#mark(id, { state: "saved", more: at ?? "" }); }
  failed(id, why) { this.#mark(id, { state: "failed", more: "", why }); }
  unknown(id) { this.#mark(id, { state: "unknown", more: "ask again" }); }

  forget(id) {
    this.items.get(id)?.node.remove();
    this.items.delete(id);
  }

  #mark(id, changes) {
    const item = { ...this.items.get(id), ...changes };
    if (!item.says) return;
    const node = make("li", "", { class: "sent-item", "data-state": item.state, title: [item.says, SAID[item.state], item.why].filter(Boolean).join(": ") });
    const text = `${item.says}${item.more ? ` ${item.more}` : ""}`;
    node.append(make("span", MARKS[item.state], { class: "mark", "aria-hidden": "true" }), make("span", ` ${SAID[item.state]}: `, { class: "visually-hidden" }));
    node.append(item.state === "unknown" ? this.#button(text, item.again) : make("span", text, { class: "about" }));
    if (item.node) item.node.replaceWith(node); else this.root.prepend(node);
    this.items.delete(id);
    this.items.set(id, { ...item, node });
  }

  #button(text, again) {
    const button = make("button", text, { type: "button" });
    button.addEventListener("click", again);
    return button;
  }
}
