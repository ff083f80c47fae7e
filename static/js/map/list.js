/** The list beside the map: everything that is on it, and what has no position; the map's equal for keys and readers. */
import { attribute, bind, clone } from "../bind.js";
import { age, KINDS, kindWords, tail, words } from "../words.js";
import { cautionMark, incidentMark, passes, unitMark } from "./marks.js";
import { position } from "./positions.js";

const RANK = { incidents: 0, units: 1, cautions: 2 };
const FREE = { available: 1, unavailable: 2, off_duty: 3 };

export class List {
  /** `choose(kind, key)` is called when somebody selects a row. */
  constructor(root, choose) {
    Object.assign(this, { root, choose, rows: new Map(), order: [], filters: {}, at: null });
    root.addEventListener("click", ({ target }) => this.#choose(target.closest("[role=option]")));
    root.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Draw one row, or take it away. Return nothing; `arrange` puts the rows in order. */
  draw(kind, key, card, now) {
    const name = `${kind}/${key}`;
    if (!card || !passes(kind, card, this.filters)) {
      this.rows.get(name)?.remove();
      this.rows.delete(name);
      return;
    }
    let row = this.rows.get(name);
    if (!row) {
      row = clone("thing");
      Object.assign(row.dataset, { kind, key });
      row.id = `thing-${name.replaceAll(/[^\w]/g, "-")}`;
      this.rows.set(name, row);
    }
    const { mark, says, when, title } = looks(kind, card, now);
    bind(row, { letter: mark.letter, title, says, when });
    attribute(row.querySelector(".shape"), "data-shape", mark.shape);
    attribute(row.querySelector(".shape"), "data-tone", mark.tone);
    attribute(row, "data-stale", mark.stale);
    attribute(row, "data-placed", mark.placed);
    row.sort = sortKey(kind, card, mark);
  }

  arrange() {
    this.order = [...this.rows.values()].sort((a, b) => (a.sort < b.sort ? -1 : 1));
    let before = null;
    for (const row of this.order) {
      const next = before ? before.nextElementSibling : this.root.firstElementChild;
      if (next !== row) this.root.insertBefore(row, next);
      before = row;
    }
  }

  /** Show which thing is chosen. */
  pick(kind, key) {
    const name = kind ? `${kind}/${key}` : null;
    if (this.at) attribute(this.at, "aria-selected", false);
    this.at = this.rows.get(name) ?? null;
    if (!this.at) { this.root.removeAttribute("aria-activedescendant"); return; }
    attribute(this.at, "aria-selected", true);
    this.root.setAttribute("aria-activedescendant", this.at.id);
    this.at.scrollIntoView({ block: "nearest" });
  }

  #choose(row) {
    if (row) this.choose(row.dataset.kind, row.dataset.key, true);
  }

  #key(event) {
    if (event.key === "Enter") { this.#choose(this.at); return; }
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 }[event.key];
    if (!by || !this.order.length) return;
    event.preventDefault();
    const from = this.order.indexOf(this.at);
    const row = this.order[Math.max(0, Math.min(this.order.length - 1, from < 0 ? 0 : from + by))];
    this.choose(row.dataset.kind, row.dataset.key, false);
  }
}

function looks(kind, card, now) {
  if (kind === "incidents") {
    const mark = incidentMark(card);
    const units = card.assignments.filter((a) => a.open).map((a) => a.unit).join(" ");
    return {
      mark, title: `${card.priority} ${tail(card.number)}`, when: age(card.opened_at, now),
      says: `${card.place.address}${mark.placed ? "" : " · no position"} · ${words(card.status)}${units ? ` · ${units}` : ""}`,
    };
  }
  if (kind === "cautions") return { mark: cautionMark(card), title: words(card.severity), when: "", says: `${card.place?.address ?? ""}: ${card.text}` };
  const { text, fresh, known } = position(card, now);
  return {
    mark: unitMark(card, now), title: card.call_sign, when: known && !fresh ? `? ${text}` : text,
    says: `${words(card.status)} · ${card.kinds.map((k) => (card.kinds.length > 2 ? KINDS[k]?.[0] : kindWords(k))).join(", ")}`,
  };
}

function sortKey(kind, card, mark) {
  if (kind === "incidents") return `${RANK[kind]} ${card.status === "waiting" ? 0 : 1} ${card.priority} ${card.opened_at}`;
  if (kind === "units") return `${RANK[kind]} ${FREE[card.status] ?? 0} ${mark.placed ? 0 : 1} ${card.call_sign}`;
  return `${RANK[kind]} ${card.caution}`;
}
