/** The list of open incidents: one node a card, only what changed is touched, order rests under the hand. */
import { attribute, bind, clone, make } from "../bind.js";
import { age, going, KINDS, sendWords, tail, words } from "../words.js";
import { undecided, unseen } from "./alerts.js";
import { shown, wanted } from "./order.js";

const OVERDUE = { P1: 60, P2: 180, P3: 900, P4: 3600 }; // seconds waiting until the age turns amber

export class IncidentList {
  constructor(root, notice, onSelect) {
    Object.assign(this, { root, notice, onSelect, rows: new Map(), order: [], selected: null, held: false });
    root.addEventListener("click", (event) => this.select(event.target.closest(".row")?.dataset.number));
    root.addEventListener("keydown", (event) => this.#keys(event));
    notice.addEventListener("click", () => this.refresh(this.cards, true));
  }

  /** Draw what changed; `changed` null draws everything. */
  refresh(cards, force = false, changed = null) {
    this.cards = cards;
    const frozen = !force && (this.held || this.root.matches(":hover") || this.root.contains(document.activeElement));
    const { order, waiting } = shown(this.order, wanted(cards), frozen && this.order.length > 0);
    for (const number of changed ?? order) if (cards[number]) this.#draw(cards[number]);
    for (const [number, row] of this.rows) if (!cards[number]) { row.remove(); this.rows.delete(number); }
    this.order = order;
    this.#arrange();
    this.notice.hidden = !waiting;
    this.notice.textContent = `${waiting} new below: put in order`;
    if (this.selected && !cards[this.selected]) this.select(null);
  }

  ages(now) {
    for (const [number, row] of this.rows) if (this.cards[number]) this.#age(row, this.cards[number], now); // gone, not drawn yet
  }

  select(number) {
    if (number === undefined) return;
    this.selected = number;
    for (const [key, row] of this.rows) attribute(row, "aria-selected", key === number);
    const row = this.rows.get(number);
    if (row) { this.root.setAttribute("aria-activedescendant", row.id); row.scrollIntoView({ block: "nearest" }); }
    else this.root.removeAttribute("aria-activedescendant");
    this.onSelect(number);
  }

  step(by) {
    const at = this.order.indexOf(this.selected);
    this.select(this.order[Math.max(0, Math.min(this.order.length - 1, at < 0 ? 0 : at + by))] ?? null);
  }

  #keys(event) {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.step(by);
  }

  #draw(card) {
    let row = this.rows.get(card.number);
    if (!row) {
      row = clone("incident");
      row.dataset.number = card.number;
      row.id = `row-${card.number}`;
      this.rows.set(card.number, row);
    }
    const open = card.assignments.filter((a) => a.open);
    attribute(row, "data-status", card.status);
    attribute(row.firstElementChild, "data-priority", card.priority);
    bind(row, {
      priority: card.priority, number: tail(card.number), status: words(card.status),
      type: card.call_type_text || card.call_type, place: card.place.address + (card.place.area ? ` · ${card.place.area}` : ""),
      units: open.map((a) => a.unit).join(" ") || "none",
    });
    const waits = unseen(card).length > 0 || undecided(card);
    row.querySelector(".alert-mark").hidden = !waits;
    row.title = card.place.address;
    this.#response(row.querySelector(".response"), card);
    row.setAttribute("aria-label", `${waits ? "Alert, " : ""}${card.number}, ${card.priority}, ${words(card.status)}, ${card.place.address}, ${sendWords(card.response)}`);
  }

  #response(cell, card) {
    const kinds = going(card.response);
    const key = kinds.join();
    if (cell.dataset.key === key) return;
    cell.dataset.key = key;
    cell.replaceChildren(...kinds.slice(0, 2).map((kind, i) => {
      const [letter, full, tone] = KINDS[kind] ?? ["?", words(kind), ""];
      return make("span", i ? letter : full, { class: "chip", "data-tone": tone, title: full });
    }));
  }

  #age(row, card, now) {
    const text = age(card.opened_at, now);
    const over = card.status === "waiting" && (now - new Date(card.opened_at)) / 1000 > OVERDUE[card.priority];
    bind(row, { age: text });
    attribute(row.querySelector(".age"), "data-over", over);
  }

  #arrange() {
    let next = this.root.firstElementChild;
    for (const number of this.order) {
      const row = this.rows.get(number);
      if (row === next) next = next.nextElementSibling;
      else this.root.insertBefore(row, next);
    }
  }
}
