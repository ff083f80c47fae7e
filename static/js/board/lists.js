/** The lists of waiting and of active incidents: never hidden, and still under the hand (U15, U16). */
import { attribute } from "../bind.js";
import { Rows } from "./incidents.js";
import { onScreen } from "./onscreen.js";
import { arrange, LISTS } from "./order.js";
import { Parts } from "./placing.js";

export class IncidentLists {
  /** `roots`, `notices`, `counts`, `empties`: {waiting, active} of elements; `onSelect(number)`; `changed(held)`. */
  constructor({ roots, notices, counts, empties, onSelect, onHeld }) {
    Object.assign(this, { roots, notices, counts, empties, onSelect, onHeld, rows: new Rows(), order: { waiting: [], active: [] }, selected: null, held: false, cards: {} });
    this.parts = Object.fromEntries(LISTS.map((list) => [list, new Parts(roots[list])]));
    for (const list of LISTS) {
      roots[list].addEventListener("click", (event) => this.select(event.target.closest(".row")?.dataset.number));
      roots[list].addEventListener("keydown", (event) => this.#keys(event, list));
      for (const left of ["pointerleave", "focusout"]) roots[list].addEventListener(left, () => setTimeout(() => this.refresh(this.cards, { changed: [] })));
      notices[list].addEventListener("click", () => this.refresh(this.cards, { force: true }));
    }
  }

  /** Draw what changed; `changed` null draws everything. `force` puts in order now. */
  refresh(cards, { force = false, changed = null } = {}) {
    this.cards = cards;
    for (const number of changed ?? Object.keys(cards)) if (cards[number]) this.rows.draw(cards[number]);
    const frozen = Object.fromEntries(LISTS.map((list) => [list, !force && (this.held || this.#handIn(list))]));
    const found = arrange(this.order, cards, frozen);
    let held = 0;
    for (const list of LISTS) {
      this.order[list] = found[list].order;
      this.#notice(list, found[list]);
      held += found[list].held;
    }
    // A hand that left the list asks for its order before the gathered changes were drawn: a new one has no row yet.
    for (const number of LISTS.flatMap((list) => this.order[list])) if (!this.rows.of(number)) this.rows.draw(cards[number]);
    this.#sweep();
    for (const list of LISTS) this.parts[list].put([{ rows: this.order[list].map((number) => this.rows.of(number)) }]);
    this.onHeld(this.held ? held : 0);
    if (this.selected && !cards[this.selected]) this.select(null);
  }

  /** Return the numbers whose rows can be seen. */
  seen() { return LISTS.flatMap((list) => onScreen(this.roots[list]).map(({ dataset }) => dataset.number)); }

  /** Write the ages of these incidents. */
  ages(numbers, now, settings) {
    for (const number of numbers) if (this.cards[number]) this.rows.age(this.cards[number], now, settings);
  }

  select(number) {
    if (number === undefined || (number && !this.cards[number])) return;
    const before = this.selected;
    this.selected = number;
    for (const key of [before, number]) if (this.rows.of(key)) attribute(this.rows.of(key), "aria-selected", key === number);
    for (const list of LISTS) {
      if (this.order[list].includes(number)) this.roots[list].setAttribute("aria-activedescendant", `row-${number}`);
      else this.roots[list].removeAttribute("aria-activedescendant");
    }
    this.rows.of(number)?.scrollIntoView({ block: "nearest" });
    this.onSelect(number);
  }

  /** Select the next incident, through the waiting and on through the active ones. */
  step(by, within = LISTS) {
    const all = within.flatMap((list) => this.order[list]).filter((number) => this.cards[number]);
    const at = all.indexOf(this.selected);
    this.select(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))] ?? null);
  }

  /** Put the hand into a list, on its selected or first row. */
  focus(list) {
    this.roots[list].focus({ preventScroll: true });
    if (!this.order[list].includes(this.selected)) this.select(this.order[list].find((number) => this.cards[number]) ?? this.selected);
  }

  #handIn(list) {
    return this.roots[list].matches(":hover") || this.roots[list].contains(document.activeElement);
  }

  #keys(event, list) {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.step(by, [list]);
  }

  #notice(list, { above, below, order }) {
    const notice = this.notices[list];
    const says = [above && `${above} new above`, below && `${below} new below`].filter(Boolean).join(", ");
    notice.hidden = !says;
    if (says && notice.firstChild.textContent !== `${says} · put in order `) notice.firstChild.textContent = `${says} · put in order `;
    const there = order.filter((number) => this.cards[number]).length;
    const text = String(there);
    if (this.counts[list].textContent !== text) this.counts[list].textContent = text;
    this.empties[list].hidden = there > 0;
  }

  /** Rows of incidents that are gone stay only where a list is still. */
  #sweep() {
    const kept = new Set(LISTS.flatMap((list) => this.order[list]));
    for (const number of [...this.rows.rows.keys()]) {
      if (!kept.has(number)) this.rows.drop(number);
      else if (!this.cards[number]) this.rows.gone(number);
    }
  }
}
