/** The list of units by agency, filtered; status by word and colour. */
import { attribute, bind, clone, make } from "../bind.js";
import { age, kindWords, STATE_TONES, words } from "../words.js";

const UNARMED = ["mental_health", "homeless_outreach", "mediation"];
const FILTERS = {
  on: (u) => u.status !== "off_duty",
  free: (u) => u.status === "available",
  busy: (u) => u.assignment !== null,
  unarmed: (u) => u.status !== "off_duty" && u.kinds.some((k) => UNARMED.includes(k)),
  all: () => true,
};

export class UnitList {
  constructor(root, filter) {
    Object.assign(this, { root, filter, rows: new Map(), cards: {} });
    filter.addEventListener("change", () => this.refresh(this.cards));
  }

  refresh(cards, changed = null) {
    this.cards = cards;
    for (const sign of changed ?? Object.keys(cards)) if (cards[sign]) this.#draw(cards[sign]);
    this.#arrange(Object.values(cards).filter(FILTERS[this.filter.value]));
  }

  ages(now) {
    for (const [sign, row] of this.rows) if (row.isConnected && this.cards[sign]) bind(row, { age: age(this.cards[sign].since, now) });
  }

  show(sign) {
    if (!FILTERS[this.filter.value](this.cards[sign])) { this.filter.value = "all"; this.refresh(this.cards); }
    this.rows.get(sign)?.scrollIntoView({ block: "center" });
    this.rows.get(sign)?.animate?.([{ background: "var(--warn-ground)" }, {}], 1200);
  }

  #draw(card) {
    let row = this.rows.get(card.call_sign);
    if (!row) this.rows.set(card.call_sign, (row = clone("unit")));
    const job = card.assignment;
    bind(row, {
      call_sign: card.call_sign, status: words(card.status),
      about: job ? job.incident : [card.area, kindWords(card.kinds[0]), card.duty_reason].filter(Boolean).join(" · "),
    });
    attribute(row.querySelector(".chip"), "data-tone", STATE_TONES[card.status] ?? "");
    row.title = `${card.agency_name}: ${card.kinds.map(kindWords).join(", ")}; speaks ${card.languages.join(", ")}; ${card.hours}`;
  }

  /** Put rows under their agency; a row that stays where it is is not touched. */
  #arrange(cards) {
    const sorted = cards.sort((a, b) => (a.agency_name === b.agency_name ? (a.call_sign < b.call_sign ? -1 : 1) : a.agency_name < b.agency_name ? -1 : 1));
    const key = sorted.map((c) => c.call_sign).join();
    if (key === this.arranged) return;
    this.arranged = key;
    const nodes = [];
    let agency = null;
    for (const card of sorted) {
      if (card.agency_name !== agency) {
        agency = card.agency_name;
        nodes.push(make("div", `${agency} (${sorted.filter((c) => c.agency_name === agency).length})`, { class: "group", role: "listitem" }));
      }
      nodes.push(this.rows.get(card.call_sign));
    }
    this.root.replaceChildren(...nodes);
  }
}
