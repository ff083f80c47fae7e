/** The queue: flags as buttons, the chosen one marked. Order and focus stay while it is drawn anew. */
import { bind, clone } from "../bind.js";
import { age, words } from "../words.js";
import { STATE_TONES } from "./rules.js";

export class Queue {
  constructor(root, choose) {
    Object.assign(this, { root, choose, flags: [], chosen: null });
  }

  show(flags, reasons, now) {
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.flag : null;
    this.flags = flags;
    this.root.replaceChildren(...flags.map((flag) => this.#item(flag, reasons, now)));
    this.mark();
    if (focused) this.#button(focused)?.focus();
  }

  /** Choose the next flag or the one before. */
  step(by) {
    const at = this.flags.findIndex((f) => f.flag === this.chosen);
    const next = this.flags[at < 0 ? 0 : Math.max(0, Math.min(this.flags.length - 1, at + by))];
    if (!next) return;
    this.choose(next.flag);
    this.#button(next.flag)?.focus();
  }

  mark() {
    for (const button of this.root.querySelectorAll("button")) {
      if (button.dataset.flag === this.chosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  #button(flag) {
    return this.root.querySelector(`[data-flag="${CSS.escape(flag)}"]`);
  }

  #item(flag, reasons, now) {
    const node = clone("queue-item");
    bind(node, { flag: flag.flag, state: words(flag.state), age: age(flag.at, now), why: flag.reasons.map((r) => reasons[r] ?? words(r)).join(" · ") });
    node.querySelector(".chip").dataset.tone = STATE_TONES[flag.state];
    const button = node.querySelector("button");
    button.dataset.flag = flag.flag;
    button.addEventListener("click", () => this.choose(flag.flag));
    return node;
  }
}
