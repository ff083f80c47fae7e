/**
 * Candidates under the address field (ARIA combobox). The hand stays in the field: arrows move a mark, Enter
 * takes the marked one, Esc closes the list and leaves what was typed. Nothing is ever chosen by itself.
 */
import { get } from "../api.js";
import { make, showText } from "../bind.js";
import { about, chosen, derived, KEPT, KIND_WORDS } from "./candidates.js";

const PAUSE = 120; // milliseconds without a key before the server is asked
const AS_TYPED = { typed: true };

export class Place {
  /** `root`: the empty mount point after the address field of `form`. */
  constructor(form, root) {
    this.form = form;
    this.box = form.elements.address;
    this.options = [];
    this.marked = -1;
    this.taken = null; // the candidate that the form holds
    this.list = make("ul", "", { id: "place-list", role: "listbox", "aria-label": "Places that may be meant", class: "candidates", hidden: "hidden" });
    this.said = make("p", "", { id: "place-said", class: "place-said", role: "status" });
    root.replaceChildren(this.list, this.said);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "place-list", "aria-haspopup": "listbox" };
    for (const [name, value] of Object.entries(attributes)) this.box.setAttribute(name, value);
    this.box.setAttribute("aria-describedby", `${this.box.getAttribute("aria-describedby") ?? ""} place-said`.trim());
    this.box.addEventListener("input", () => this.#typed());
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.box.addEventListener("blur", () => this.#close());
    this.show();
  }

  /** Say how the form's place stands: for instance after a draft was put back. */
  show() {
    const { address, place_verified: verified, cross_street: cross } = this.form.elements;
    if (this.taken) this.#say(`${verified.value ? "✓ Verified" : "Not verified"}: ${derived(this.taken)}`, this.taken.outside ? "outside" : verified.value ? "verified" : "typed");
    else if (verified.value) this.#say(["✓ Verified", cross.value && `near ${cross.value}`].filter(Boolean).join(" · "), "verified");
    else this.#say(address.value.trim() ? "Used as typed: not verified. It goes on the list of places to check." : "", "typed");
  }

  #say(text, state) {
    if (this.said.textContent !== text) this.said.textContent = text;
    this.said.dataset.state = state;
  }

  #typed() {
    if (this.taken || this.form.elements.place_verified.value) this.#forget();
    clearTimeout(this.timer);
    this.show();
    if (this.box.value.trim().length < 2) { this.#close(); return; }
    this.timer = setTimeout(() => this.#look(), PAUSE);
  }

  /** Another address: what was known of the first place is none of this one's. */
  #forget() {
    this.taken = null;
    for (const name of KEPT) this.form.elements[name].value = "";
  }

  async #look() {
    this.looking?.abort();
    const mine = (this.looking = new AbortController());
    const asked = this.box.value;
    try {
      const { results, typed } = await get(`/api/places/?${new URLSearchParams({ q: asked, limit: 7 })}`, { signal: mine.signal });
      if (asked !== this.box.value || document.activeElement !== this.box) return;
      this.parts = typed;
      this.#open(results);
    } catch (problem) {
      if (mine.signal.aborted) return;
      this.#close();
      this.#say(`No candidates: ${problem.message} Type on, it is used as typed.`, "typed");
    }
  }

  #open(results) {
    this.options = [...results, AS_TYPED];
    this.marked = -1;
    this.list.replaceChildren(...this.options.map((option, i) => this.#option(option, i)));
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.box.removeAttribute("aria-activedescendant");
  }

  #option(option, i) {
    const li = make("li", "", { role: "option", id: `place-${i}`, "aria-selected": "false", class: "candidate" });
    if (option.typed) {
      li.append(make("span", "Use as typed", { class: "name" }), make("span", "not verified; somebody checks it later", { class: "about" }));
    } else {
      const name = make("span", "", { class: "name" });
      showText(name, option.label);
      li.append(name, make("span", KIND_WORDS[option.kind] ?? option.kind, { class: "chip" }), make("span", about(option), { class: "about" }));
      if (option.outside) li.dataset.outside = "true";
    }
    li.addEventListener("mousedown", (event) => { event.preventDefault(); this.#choose(i); });
    return li;
  }

  #close() {
    clearTimeout(this.timer);
    this.looking?.abort();
    this.list.hidden = true;
    this.marked = -1;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const closed = this.list.hidden;
    if (event.key === "ArrowDown" && closed && this.box.value.trim().length > 1) { event.preventDefault(); this.#look(); return; }
    if (closed) return;
    const last = this.options.length - 1;
    const moves = { ArrowDown: this.marked >= last ? 0 : this.marked + 1, ArrowUp: this.marked <= 0 ? last : this.marked - 1 };
    if (event.key in moves) { event.preventDefault(); this.#mark(moves[event.key]); }
    else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); this.#close(); }
    else if (event.key === "Enter" && this.marked >= 0) { event.preventDefault(); this.#choose(this.marked); }
  }

  #mark(i) {
    this.marked = i;
    for (const [n, li] of [...this.list.children].entries()) li.setAttribute("aria-selected", String(n === i));
    this.box.setAttribute("aria-activedescendant", `place-${i}`);
    this.list.children[i].scrollIntoView({ block: "nearest" });
  }

  #choose(i) {
    const option = this.options[i];
    if (option.typed) { if (this.taken) this.#forget(); } else {
      for (const [name, value] of Object.entries(chosen(option))) this.form.elements[name].value = value;
      for (const name of ["apartment", "gate"]) if (this.parts?.[name] && !this.form.elements[name].value) this.form.elements[name].value = this.parts[name];
      this.taken = option;
    }
    this.#close();
    this.show();
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
