/** The list of units, grouped and filtered; status by word and colour, age against its limit; still under the hand. */
import { aboard } from "../aboard.js";
import { attribute, bind, clone, make } from "../bind.js";
import { kindWords, STATE_TONES, tail, words } from "../words.js";
import { grouped } from "./grouping.js";
import { onScreen } from "./onscreen.js";
import { Parts } from "./placing.js";
import { timer, unitLimit, within } from "./timers.js";

export class UnitList {
  /** `onSelect(call_sign)`; `notice` says what waits while a hand is in the list. */
  constructor(root, filter, notice, onSelect) {
    Object.assign(this, { root, filter, notice, onSelect, rows: new Map(), heads: new Map(), cards: {}, order: [], by: "status", held: false, selected: null, trusted: true, backup: () => "", parts: new Parts(root, "rowgroup") });
    filter.addEventListener("change", () => this.refresh(this.cards, [], true));
    root.addEventListener("click", (event) => this.select(event.target.closest(".unit-row")?.dataset.unit));
    root.addEventListener("keydown", (event) => this.#keys(event));
    for (const left of ["pointerleave", "focusout"]) root.addEventListener(left, () => setTimeout(() => this.refresh(this.cards, [])));
    notice.addEventListener("click", () => this.refresh(this.cards, [], true));
  }

  refresh(cards, changed = null, force = false) {
    this.cards = cards;
    for (const sign of changed ?? Object.keys(cards)) if (cards[sign]) this.#draw(cards[sign]);
    const groups = grouped(cards, this.by, this.filter.value);
    const key = JSON.stringify(groups);
    if (key === this.arranged) return;
    if (!force && this.arranged && (this.held || this.root.matches(":hover") || this.root.contains(document.activeElement))) {
      this.notice.hidden = false;
      return;
    }
    this.notice.hidden = true;
    this.arranged = key;
    this.#arrange(groups);
  }

  group(by) {
    this.by = by;
    this.refresh(this.cards, [], true);
  }

  /** Return the call signs whose rows can be seen; the heads of groups have none. */
  seen() { return onScreen(this.root).map(({ dataset }) => dataset.unit).filter(Boolean); }

  /** Write the ages of these units. */
  ages(signs, now, incidents, settings) {
    for (const sign of signs) {
      const [unit, row] = [this.cards[sign], this.rows.get(sign)];
      if (!unit || !row) continue;
      const { text, over } = timer(unit.since, now, unitLimit(unit, incidents[unit.assignment?.incident], settings));
      bind(row, { age: within(text.replace(", limit ", " > "), 11) }); // two columns of units leave no room for "limit"
      attribute(row.lastElementChild, "title", over ? text : "");
      attribute(row.lastElementChild, "data-over", over);
      attribute(row, "data-over", over);
    }
  }

  /** While the board cannot be trusted no unit has a status: the last one known may send somebody to nobody (U18). */
  trust(trusted) {
    if (this.trusted === trusted) return;
    this.trusted = trusted;
    for (const sign of this.rows.keys()) if (this.cards[sign]) this.#draw(this.cards[sign]);
  }

  /** Draw these units anew: something that stands beside their cards has changed. */
  about(signs) {
    for (const sign of signs) if (this.cards[sign]) this.#draw(this.cards[sign]);
  }

  show(sign) {
    const hidden = () => !this.order.includes(sign);
    if (hidden()) { this.filter.value = "all"; this.refresh(this.cards, [], true); }
    this.select(sign);
  }

  select(sign) {
    if (sign === undefined) return;
    for (const each of [this.selected, sign]) if (this.rows.get(each)) attribute(this.rows.get(each), "aria-selected", each === sign);
    this.selected = sign;
    const row = this.rows.get(sign);
    if (row) { this.root.setAttribute("aria-activedescendant", row.id); row.scrollIntoView({ block: "nearest" }); }
    else this.root.removeAttribute("aria-activedescendant");
    this.onSelect(sign);
  }

  step(by) {
    const at = this.order.indexOf(this.selected);
    this.select(this.order[Math.max(0, Math.min(this.order.length - 1, at < 0 ? 0 : at + by))] ?? null);
  }

  #keys(event) {
    if (event.key === "Escape") { this.select(null); return; }
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.step(by);
  }

  #draw(card) {
    let row = this.rows.get(card.call_sign);
    if (!row) {
      row = clone("unit");
      row.dataset.unit = card.call_sign;
      row.id = `unit-${card.call_sign.replaceAll(" ", "_")}`;
      this.rows.set(card.call_sign, row);
    }
    const job = card.assignment;
    const status = this.trusted ? words(card.status) : "unknown";
    const backup = job && this.trusted ? this.backup(card.call_sign) : ""; // of an unarmed team on scene: who could be there first
    attribute(row, "data-alone", backup === "no backup");
    bind(row, { call_sign: card.call_sign, status, about: backup ? `◂ ${backup}` : job && this.trusted ? tail(job.incident) : [card.area, kindWords(card.kinds[0]), card.duty_reason].filter(Boolean).join(" · ") });
    attribute(row.querySelector(".chip"), "data-tone", this.trusted ? STATE_TONES[card.status] ?? "" : "unknown");
    attribute(row, "title", `${card.agency_name}: ${card.kinds.map(kindWords).join(", ")}; speaks ${card.languages.join(", ")}; ${card.hours}${job ? `; on ${job.incident}` : ""}${["", ...aboard(card)].join("; ")}`);
    attribute(row, "aria-label", [card.call_sign, status, job && this.trusted ? `on ${job.incident}` : card.area, backup && `armed backup: ${backup}`, card.agency_name].filter(Boolean).join(", "));
  }

  /** Put rows under the heads of their groups; what stays where it is is not touched. */
  #arrange(groups) {
    this.order = groups.flatMap(({ units }) => units);
    for (const sign of this.order) if (!this.rows.has(sign)) this.#draw(this.cards[sign]); // asked for before it was drawn
    this.parts.put(groups.map(({ name, units }) => ({ name, head: this.#head(name, units.length), rows: units.map((sign) => this.rows.get(sign)) })));
  }

  #head(name, count) {
    let head = this.heads.get(name);
    if (!head) {
      head = make("div", "", { class: "group", role: "row" });
      head.append(make("span", "", { role: "gridcell" }));
      this.heads.set(name, head);
    }
    const text = `${name} (${count})`;
    if (head.textContent !== text) head.firstElementChild.textContent = text;
    return head;
  }
}
