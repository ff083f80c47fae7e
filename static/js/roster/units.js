/** The units: what they are, who is on them, and their duty; followed live. */
import { bind, clone, make } from "../bind.js";
import { config } from "../config.js";
import { kindWords, STATE_TONES, words } from "../words.js";
import * as asks from "./asks.js";
import { parts } from "./weekmath.js";

const DUTY = { off_duty: [], available: [["sign_off", "Sign off"], ["set_unit_status", "Unavailable", "unavailable"]], unavailable: [["sign_off", "Sign off"], ["set_unit_status", "Available", "available"]] };

export class Units {
  /** `known()`: what forms need; `send(verb, fields)`: the verb; `verbs`: what this person may. */
  constructor(body, { known, send, verbs }) {
    Object.assign(this, { body, known, send, verbs, rows: new Map() });
  }

  draw(card) {
    if (!this.rows.has(card.call_sign)) this.rows.set(card.call_sign, clone("roster-unit"));
    const row = this.rows.get(card.call_sign);
    const { can_hold: hold, can_transport: transport, medical_level: medical, minor_trained: minors, armed } = card.capabilities;
    bind(row, {
      call_sign: card.call_sign, agency: card.agency_name, kinds: card.kinds.map(kindWords).join(", "), area: card.area || "city", hours: card.hours,
      can: [armed ? "armed" : "unarmed", hold && "5150 hold", transport && "transport", minors && "minors", medical && `medical: ${words(medical)}`].filter(Boolean).join(", "),
      languages: card.languages.join(", "), status: [words(card.status), card.duty_reason].filter(Boolean).join(": "),
      crew: this.#crew(card), rides: [card.vehicle, card.radio && `radio ${card.radio}`].filter(Boolean).join(", "),
    });
    row.querySelector(".chip").dataset.tone = STATE_TONES[card.status] ?? "";
    this.#buttons(row, card);
  }

  #crew(card) {
    if (card.crew.length) {
      const until = card.on_duty_until && parts(card.on_duty_until, config().time_zone);
      return card.crew.map((name) => this.known().people[name]?.name ?? name).join(", ") + (until ? `, until ${until.hour}:${until.minute}` : "");
    }
    const due = this.#due(card);
    return due ? `due: ${due.crew.map((name) => this.known().people[name]?.name ?? name).join(", ")}` : `${card.members} seats`;
  }

  #due(card) {
    return card.duty === "off_duty" ? this.known().roster?.due.find((one) => one.unit === card.call_sign) : undefined;
  }

  #buttons(row, card) {
    const key = JSON.stringify([card.duty, this.#due(card), card.crew.length]);
    if (row.dataset.duty === key) return;
    row.dataset.duty = key;
    const had = row.contains(document.activeElement);
    const button = (says, act, label = says) => {
      const made = make("button", says, { type: "button", "aria-label": `${label}: ${card.call_sign}` });
      made.addEventListener("click", act);
      return made;
    };
    const now = () => this.card(card.call_sign);
    const duty = DUTY[card.duty].filter(([verb]) => this.verbs.includes(verb))
      .map(([verb, says, status]) => button(says, () => this.send(verb, { unit: card.call_sign, ...(status && { status }) }).catch(() => {})));
    const on = card.duty === "off_duty" && this.verbs.includes("sign_on") ? [button(this.#due(card) ? "Sign on ●" : "Sign on", () => asks.signOn(this.known(), now(), this.#due(now()), this.send), this.#due(card) ? "Sign on, its shift has begun" : "Sign on")] : [];
    const edit = this.verbs.includes("update_unit") ? [button("Edit", () => asks.editUnit(this.known(), now(), this.send))] : [];
    const retire = edit.length && card.duty === "off_duty" ? [button("Retire", () => asks.retireUnit(now(), this.send))] : [];
    row.querySelector(".duty").replaceChildren(...on, ...duty, ...edit, ...retire);
    if (had) row.querySelector(".duty button")?.focus();
  }

  card(sign) { return this.cards[sign]; }

  arrange(cards, wanted) {
    this.cards = cards;
    for (const sign of this.rows.keys()) if (!cards[sign]) this.rows.delete(sign);
    const nodes = wanted.map((unit) => this.rows.get(unit.call_sign)).filter(Boolean);
    if (nodes.length !== this.body.childElementCount || nodes.some((node, i) => this.body.children[i] !== node)) this.body.replaceChildren(...nodes);
  }
}
