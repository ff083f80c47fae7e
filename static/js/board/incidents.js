/** The rows of incidents: one node a card, only what changed is touched. Which list they stand in, `lists.js` says. */
import { attribute, bind, clone, make } from "../bind.js";
import { typeWords } from "../calltypes.js";
import { going, KINDS, sendWords, tail, words } from "../words.js";
import { undecided, unseen } from "./alerts.js";
import { incidentLimit, timer, within } from "./timers.js";

export class Rows {
  constructor() {
    this.rows = new Map();
  }

  of(number) { return this.rows.get(number); }

  drop(number) {
    this.rows.get(number)?.remove();
    this.rows.delete(number);
  }

  draw(card) {
    let row = this.rows.get(card.number);
    if (!row) {
      row = clone("incident");
      row.dataset.number = card.number;
      row.id = `row-${card.number}`;
      this.rows.set(card.number, row);
    }
    const open = card.assignments.filter((a) => a.open);
    attribute(row, "data-status", card.status);
    attribute(row, "data-gone", "false");
    attribute(row.firstElementChild, "data-priority", card.priority);
    bind(row, {
      priority: card.priority, number: tail(card.number), status: words(card.status),
      type: typeWords(card.call_type, card.call_type_text), place: card.place.address + (card.place.area ? ` · ${card.place.area}` : ""),
      units: open.map((a) => a.unit).join(" ") || "none",
    });
    const waits = unseen(card).length > 0 || undecided(card);
    row.querySelector(".alert-mark").hidden = !waits;
    attribute(row, "title", [card.place.address, card.narrative.slice(0, 160)].filter(Boolean).join("\n"));
    this.#response(row.querySelector(".response"), card);
    attribute(row, "aria-label", `${waits ? "Alert, " : ""}${card.number}, ${card.priority}, ${words(card.status)}, ${card.place.address}, ${sendWords(card.response)}`);
  }

  /** An incident that left while a hand was on its list: its row stays, and says so. */
  gone(number) {
    const row = this.rows.get(number);
    if (!row || row.dataset.gone === "true") return;
    attribute(row, "data-gone", "true");
    bind(row, { status: "closed", age: "" });
    attribute(row, "aria-label", `${number}, closed`);
  }

  age(card, now, settings) {
    const row = this.rows.get(card.number);
    if (!row) return;
    const { text, over } = timer(card.opened_at, now, incidentLimit(card, settings));
    const cell = row.querySelector(".age");
    bind(row, { age: within(text, 15) });
    attribute(cell, "title", over ? text : "");
    attribute(cell, "data-over", over);
  }

  #response(cell, card) {
    const kinds = going(card.response);
    const key = kinds.join();
    if (cell.dataset.key === key) return;
    cell.dataset.key = key;
    cell.replaceChildren(...kinds.slice(0, 3).map((kind, i) => {
      const [letter, full, tone] = KINDS[kind] ?? ["?", words(kind), ""];
      return make("span", i ? letter : full, { class: "chip", "data-tone": tone, title: full });
    }));
  }
}
