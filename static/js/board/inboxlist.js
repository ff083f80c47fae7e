/** The list of alerts and messages: always there, counted, never scrolled away; each with its one act (U36). */
import { attribute, bind, clone } from "../bind.js";
import { age, tail } from "../words.js";
import { news, said, unfolded } from "./groups.js";
import { counted, items } from "./inbox.js";

export class Inbox {
  /** `show(number)` selects an incident; `does(item)` does an item's act; `flood` says what stands alone (U33). */
  constructor({ section, root, count, empty }, { show, does, may, flood }) {
    Object.assign(this, { section, root, count, empty, show, does, may, flood, known: null, rows: new Map(), lines: [], items: [], open: new Set() });
    root.addEventListener("keydown", (event) => this.#keys(event));
  }

  /** Draw; return one sentence about all that is new, or "": for the polite region. */
  draw(cards, me, now) {
    const hand = this.root.contains(document.activeElement) || this.root.matches(":hover");
    const all = items(cards, me, now);
    this.flood.look(all, now);
    const lines = this.flood.lines(all).map(said);
    this.lines = hand ? this.#steady(lines) : lines;
    attribute(this.section, "data-waiting", all.length > 0);
    attribute(this.section, "data-urgent", all.some(({ urgent }) => urgent === 0));
    const text = counted(all);
    if (this.count.textContent !== text) this.count.textContent = text;
    this.empty.hidden = all.length > 0;
    this.#place();
    const fresh = this.known ? lines.filter(({ key }) => !this.known.has(key)) : [];
    this.known = new Set(lines.map(({ key }) => key));
    return news(fresh);
  }

  ages(now) {
    for (const item of this.items) if (item.at) bind(this.rows.get(item.key), { age: age(item.at, now) });
  }

  /** Put the hand on the first of them. */
  focus() {
    (this.root.querySelector("button:not([hidden])") ?? this.root).focus({ preventScroll: true });
  }

  /** While a hand is in the list what is there stays in place; an emergency comes first all the same. */
  #steady(all) {
    const now = new Map(all.map((item) => [item.key, item]));
    const was = this.lines.filter(({ key }) => now.has(key)).map(({ key }) => now.get(key));
    const known = new Set(was.map(({ key }) => key));
    const fresh = all.filter(({ key }) => !known.has(key));
    return [...fresh.filter(({ urgent }) => urgent === 0), ...was, ...fresh.filter(({ urgent }) => urgent > 0)];
  }

  /** A line that stands for many opens to its parts, and closes: under the hand, nothing else moves. */
  #fold({ key }) {
    if (!this.open.delete(key)) this.open.add(key);
    this.#place();
  }

  #place() {
    this.items = unfolded(this.lines, this.open);
    const kept = new Set(this.items.map(({ key }) => key));
    for (const [key, row] of this.rows) if (!kept.has(key)) this.#remove(key, row);
    let next = this.root.firstElementChild;
    for (const item of this.items) {
      const row = this.#row(item);
      if (row === next) next = next.nextElementSibling;
      else this.root.insertBefore(row, next);
    }
  }

  /** The hand that was on a row that is done goes to the next, not to nowhere. */
  #remove(key, row) {
    const had = row.contains(document.activeElement);
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.rows.delete(key);
    if (had) (next?.querySelector("button:not([hidden])") ?? this.root).focus({ preventScroll: true });
  }

  #row(item) {
    let row = this.rows.get(item.key);
    if (!row) {
      row = clone("inbox-item");
      this.rows.set(item.key, row);
      const [go, act] = row.querySelectorAll("button");
      go.addEventListener("click", () => row.item.number && this.show(row.item.number));
      act.addEventListener("click", () => this.does(row.item));
      row.querySelector(".fold").addEventListener("click", () => this.#fold(row.item));
    }
    row.item = item;
    const [go, act, fold] = row.querySelectorAll("button");
    bind(row, { kind: item.kind, says: item.says, number: item.number ? tail(item.number) : "", act: item.label ?? "", fold: item.opened ? "Close" : `Open ${item.parts?.length}` });
    attribute(row, "data-urgent", item.urgent);
    attribute(row, "title", item.says);
    attribute(row, "data-depth", item.depth);
    fold.hidden = item.opened === undefined;
    attribute(fold, "aria-expanded", Boolean(item.opened));
    attribute(fold, "aria-label", `${item.opened ? "Close" : "Open"} the ${item.parts?.length} of: ${item.kind}, ${item.says}`.slice(0, 160));
    go.hidden = !item.number;
    act.hidden = !item.label || !this.may(item);
    attribute(go, "aria-label", `Show ${item.number}`);
    attribute(act, "aria-label", `${item.label}: ${item.kind}, ${item.number ?? ""} ${item.says}`.slice(0, 160));
    return row;
  }

  #keys(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const row = document.activeElement.closest("li");
    const to = by > 0 ? row?.nextElementSibling : row?.previousElementSibling;
    to?.querySelector("button:not([hidden])")?.focus();
  }
}
