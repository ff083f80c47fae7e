/** The selected incident: what is known, why triage says what it says, who is there, who could go. */
import { make } from "../bind.js";
import { cautionNode, cautionsOf } from "../cautions.js";
import { brief, isToldByRequest, openRequests } from "../incidents/parts.js";
import { words } from "../words.js";
import { unseen } from "./alerts.js";
import { headline, hazards, narrative, others, staging } from "./detail/head.js";
import { forUnarmed, lines } from "./detail/safety.js";
import { calls, notes, reasons } from "./detail/said.js";
import { jobs, nextRole, offers } from "./detail/units.js";
import { incidentMoves } from "./moves.js";
import { alertNode, overrideNode } from "./notices.js";

export class Detail {
  /** `act(verb, fields)` sends; `propose(verb, incident, unit)` asks for what is missing first. `more`: on the board. */
  constructor(root, store, { act, propose, more }) {
    Object.assign(this, { root, store, act, propose, more, number: null, offers: null, offered: null, unread: "", pressed: false, waiting: false });
    root.addEventListener("pointerleave", () => this.offered !== this.offers && this.draw());
    root.addEventListener("pointerdown", () => { this.pressed = true; });
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => setTimeout(() => this.#released()));
  }

  /** Draw what was held back while a button was pressed: a click never lands on a node that is gone. */
  #released() {
    this.pressed = false;
    if (this.waiting) this.draw();
  }

  show(number) {
    if (number !== this.number) Object.assign(this, { offers: null, offered: null, unread: "" });
    this.number = number;
    this.draw();
  }

  /** Draw anew, leaving focus and scroll where they are. */
  draw() {
    if (this.pressed) { this.waiting = true; return; }
    this.waiting = false;
    const card = this.store.cards.incidents[this.number];
    if (!card) {
      this.root.replaceChildren(make("p", "Select an incident: j and k move through the lists.", { class: "empty" }));
      return;
    }
    const [key, scroll] = [document.activeElement?.dataset?.key, this.root.scrollTop];
    const had = this.root.contains(document.activeElement);
    this.root.replaceChildren(...this.#nodes(card));
    this.root.scrollTop = scroll;
    if (had) (this.root.querySelector(`[data-key="${CSS.escape(key ?? "")}"]`) ?? this.root).focus({ preventScroll: true });
  }

  /** The most urgent first. The whole record shows what was added, and who looks, in its own place. */
  #nodes(card) {
    const { number } = card;
    const onBoard = Boolean(this.more);
    const going = jobs(card, this.store, (verb, unit) => this.propose(verb, card, unit));
    const [could, does] = [[...this.#safety(card), ...this.#offers(card)], [this.#actions(card)]];
    return [
      ...this.#alerts(card), headline(card), ...this.#override(card), ...hazards(card), ...staging(card), ...cautionsOf(card).map(cautionNode),
      ...(onBoard ? [...openRequests(card, this.#may("acknowledge_alert") && ((alert) => this.acknowledge(alert))), ...others(this.store.presence[number] ?? [], this.store.snapshot.me.username)] : []),
      narrative(card), ...(onBoard ? brief(card, this.store.transfersOf(number)) : []),
      ...(card.assignments.some(({ open }) => open) ? [...does, ...going, ...could] : [...could, ...does, ...going]), // nobody goes yet: whom to send comes first
      ...reasons(card), ...this.#earlierAlerts(card), ...calls(this.store.callsOf(number)), ...notes(this.store.notesOf(number)),
    ];
  }

  #may(verb) {
    return this.store.snapshot.verbs.includes(verb);
  }

  #alerts(card) {
    const does = {
      acknowledge: this.#may("acknowledge_alert") && ((alert) => this.acknowledge(alert)),
      send: this.#may("assign_unit") && ((alert, offer) => this.#sendInstead(alert, offer)),
    };
    const apart = (alert) => !this.more || !isToldByRequest(card, alert); // beside a request with its clock its alert says nothing new
    return unseen(card).filter(apart).map((alert) => alertNode(alert, does));
  }

  #earlierAlerts(card) {
    const seen = card.alerts.filter((alert) => alert.acknowledged);
    return seen.length ? [make("h3", "Earlier alerts"), ...seen.map((alert) => alertNode(alert, {}))] : [];
  }

  /** Acknowledge an alert, or the first of the selected incident that the floor has not seen. */
  acknowledge(alert = unseen(this.store.cards.incidents[this.number] ?? {})[0]) {
    if (!alert) return undefined;
    return this.act("acknowledge_alert", { incident: this.number, alert: alert.alert }).catch(() => {});
  }

  /** Send the next best that an alert offers; why nobody better went is the reason on the record. */
  #sendInstead(alert, offer) {
    const why = ["No team in time", words(alert.why), offer.costs].filter(Boolean).join(": ");
    this.assign(offer.unit, { reason: why }).catch(() => {});
  }

  #override(card) {
    const may = this.#may("confirm_override") && card.status !== "closed";
    const decide = may ? (agree) => this.act("confirm_override", { incident: card.number, agree }).catch(() => {}) : undefined;
    return card.override ? [overrideNode(card.override, this.store.snapshot.me.username, decide)] : [];
  }

  #actions(card) {
    const row = make("div", "", { class: "actions" });
    for (const [verb, says] of incidentMoves(card, this.store.snapshot)) row.append(button(verb, says, () => this.propose(verb, card)));
    if (this.more) {
      const all = button("more", "More… ", () => this.more());
      all.append(make("kbd", "Ctrl K", { "aria-hidden": "true" }));
      row.append(all);
    }
    return row;
  }

  /** Three lines to read before an unarmed team is sent; nobody is on it yet, somebody here may send. */
  #safety(card) {
    if (!forUnarmed(card) || !this.#may("assign_unit") || nextRole(card) === "backup") return [];
    const list = make("dl", "", { class: "safety", "aria-label": "Before an unarmed team is sent" });
    for (const { ask, says, tone } of lines(card)) {
      const row = make("div");
      row.append(make("dt", ask), make("dd", says, { "data-tone": tone }));
      list.append(row);
    }
    return [make("h3", "Before an unarmed team is sent"), list];
  }

  #offers(card) {
    if (!this.offers && this.unread) return [make("p", this.unread, { class: "problem" })];
    if (!this.offers || !this.#may("assign_unit")) return [];
    // Units change their places only when the hand is on none of them: what is pressed is what was read (U15).
    if (!this.offered || !this.root.querySelector(".offer:hover")) this.offered = this.offers;
    return offers(card, this.offered, this.store.cards.units, (unit) => this.assign(unit));
  }

  /** Send a unit: as primary, or as backup when there is a primary. */
  assign(unit, fields = {}) {
    const card = this.store.cards.incidents[this.number];
    return this.act("assign_unit", { incident: card.number, unit, role: nextRole(card), rank_seen: this.offers?.rank ?? "", ...fields });
  }
}

function button(key, says, press) {
  const made = make("button", says, { type: "button", "data-key": key });
  made.addEventListener("click", press);
  return made;
}
