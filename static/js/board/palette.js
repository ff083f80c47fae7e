/** Everything by name (Ctrl+K): type letters of it, Enter does it; its key stands beside it (U09). */
import { offered } from "../actions/registry.js";
import { attribute, make } from "../bind.js";
import { best } from "./fuzzy.js";

export class Palette {
  /** `choices()` returns more of {text, key, does}; `run(action)` does one; `keyOf(action)` is its key as it is now. */
  constructor(dialog, { verbs, run, keyOf, choices }) {
    Object.assign(this, { dialog, verbs, run, keyOf, choices, found: [], at: 0 });
    this.input = dialog.querySelector("input");
    this.list = dialog.querySelector("[role=listbox]");
    this.none = dialog.querySelector("[data-none]");
    this.input.addEventListener("input", () => this.#draw());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("click", (event) => this.#pick(Number(event.target.closest("[role=option]")?.dataset.at)));
  }

  open() {
    if (document.querySelector("dialog[open]")) return;
    this.input.value = "";
    this.all = [...offered(this.verbs()).filter(({ id }) => id !== "palette").map((action) => ({ text: action.label, more: action.line.words[0], key: this.keyOf(action), does: () => this.run(action) })), ...this.choices()];
    this.#draw();
    this.dialog.showModal();
    this.input.focus();
  }

  #draw() {
    this.found = best(this.input.value, this.all, ({ text, more }) => `${text} ${more ?? ""}`, 14);
    this.none.hidden = this.found.length > 0;
    this.list.replaceChildren(...this.found.map(({ text, more, key }, i) => {
      const row = make("div", "", { role: "option", id: `choice-${i}`, "data-at": i });
      row.append(make("span", text), make("span", more ?? "", { class: "mono quiet" }), key ? make("kbd", key) : make("span"));
      return row;
    }));
    this.#move(0);
  }

  #move(to) {
    this.at = Math.max(0, Math.min(this.found.length - 1, to));
    [...this.list.children].forEach((row, i) => attribute(row, "aria-selected", i === this.at));
    if (!this.found.length) { this.input.removeAttribute("aria-activedescendant"); return; }
    this.input.setAttribute("aria-activedescendant", `choice-${this.at}`);
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) { event.preventDefault(); this.#move(this.at + step); }
    if (event.key === "Enter") { event.preventDefault(); this.#pick(this.at); }
  }

  #pick(at) {
    const found = this.found[at];
    if (!found) return;
    this.dialog.close();
    found.does();
  }
}
