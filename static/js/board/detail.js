/** The selected incident: what is known, why triage says what it says, who is there, who could go. */
import { clone, make, bind, showText } from "../bind.js";
import { DETERMINATIONS, kindWords, LEVELS, sendWords, STATE_TONES, words } from "../words.js";
import { cautionNode, cautionsOf } from "../cautions.js";
import { reason } from "../intake/verdict.js";
import { unseen } from "./alerts.js";
import { alertNode, overrideNode } from "./notices.js";
import { jobMoves, incidentMoves } from "./moves.js";

export class Detail {
  /** `act(verb, fields)` sends; `propose(verb, incident, unit)` asks for what is missing first. */
  constructor(root, store, { act, propose, more }) {
    Object.assign(this, { root, store, act, propose, more, number: null, offers: null, unread: "", pressed: false, waiting: false });
    root.addEventListener("pointerdown", () => { this.pressed = true; });
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => setTimeout(() => this.#released()));
  }

  /** Draw what was held back while a button was pressed: a click never lands on a node that is gone. */
  #released() {
    this.pressed = false;
    if (this.waiting) this.draw();
  }

  show(number) {
    if (number !== this.number) Object.assign(this, { offers: null, unread: "" });
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
    this.root.replaceChildren(...[
      ...this.#alerts(card), this.#headline(card), ...this.#override(card), ...this.#hazards(card), ...cautionsOf(card).map(cautionNode), ...this.#others(card), this.#narrative(card), this.#actions(card), ...this.#jobs(card),
      ...this.#offers(card), ...this.#reasons(card), ...this.#earlierAlerts(card), ...this.#calls(card), ...this.#notes(card),
    ].filter(Boolean));
    this.root.scrollTop = scroll;
    if (had) (this.root.querySelector(`[data-key="${CSS.escape(key ?? "")}"]`) ?? this.root).focus({ preventScroll: true });
  }

  #alerts(card) {
    const may = (verb) => this.store.snapshot.verbs.includes(verb) || undefined;
    const does = { acknowledge: may("acknowledge_alert") && ((alert) => this.acknowledge(alert)), send: may("assign_unit") && ((alert, offer) => this.#sendInstead(alert, offer)) };
    return unseen(card).map((alert) => alertNode(alert, does));
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
    const may = this.store.snapshot.verbs.includes("confirm_override") && card.status !== "closed";
    const decide = may ? (agree) => this.act("confirm_override", { incident: card.number, agree }).catch(() => {}) : undefined;
    return card.override ? [overrideNode(card.override, this.store.snapshot.me.username, decide)] : [];
  }

  #headline(card) {
    const line = make("div", "", { class: "headline" });
    const send = sendWords(card.response);
    const overridden = card.override?.state === "in_force";
    line.append(
      make("span", card.priority, { class: "chip priority", "data-priority": card.priority }),
      make("b", card.number, { class: "mono" }),
      make("span", words(card.status), { class: "chip" }),
      make("span", DETERMINATIONS[card.determination] ?? "", { class: "chip", "data-tone": card.determination === "criminal" ? "accent" : "good" }),
      make("span", LEVELS[card.level] ?? "", { class: "chip", "data-tone": card.level === 4 ? "danger" : card.level === 3 ? "warn" : "" }),
      make("span", `Send: ${send}${overridden ? " (override)" : ""}`, { class: "chip", "data-tone": card.unarmed_alone_is_safe ? "good" : "violet" }),
    );
    return line;
  }

  #hazards(card) {
    return card.hazards.map((text) => make("p", `▲ ${text}`, { class: "hazard" }));
  }

  /** Say who else looks at it or works on it. */
  #others(card) {
    if (!this.more) return []; // the whole record says so in its own place
    const me = this.store.snapshot.me.username;
    const others = (this.store.presence[card.number] ?? []).filter((one) => one.by !== me);
    return others.length ? [make("p", `Also here: ${others.map((one) => `${one.name} (${words(one.role)}${one.working ? ", working on it" : ""})`).join(", ")}`, { class: "quiet" })] : [];
  }

  #narrative(card) {
    const box = make("div");
    const place = make("p", "", {});
    place.append(make("b", card.place.address), make("span", ` ${whereabouts(card.place)}`, { class: "quiet" }));
    const text = make("div", "", { class: "narrative" });
    showText(text, card.narrative || "No narrative yet.");
    box.append(place, text);
    return box;
  }

  #actions(card) {
    const row = make("div", "", { class: "actions" });
    for (const [verb, says] of incidentMoves(card, this.store.snapshot)) {
      const button = make("button", says, { type: "button", "data-key": verb });
      button.addEventListener("click", () => this.propose(verb, card));
      row.append(button);
    }
    if (this.more) {
      const all = make("button", "More… ", { type: "button", "data-key": "more" });
      all.append(make("kbd", "Ctrl K", { "aria-hidden": "true" }));
      all.addEventListener("click", () => this.more());
      row.append(all);
    }
    return row;
  }

  #jobs(card) {
    if (!card.assignments.length) return [];
    return [make("h3", "Units on this incident"), ...card.assignments.map((job) => this.#job(card, job))];
  }

  #job(card, job) {
    const node = clone("job");
    const steps = Object.entries(job.times).map(([state, at]) => `${words(state)} ${at.slice(11, 19)}`);
    bind(node, { unit: job.unit, agency: `${job.agency} · ${words(job.role)}`, state: words(job.state), since: "" });
    node.querySelector(".state").dataset.tone = STATE_TONES[job.state] ?? "";
    node.title = `UTC: ${steps.join(", ")}`;
    for (const [verb, says] of jobMoves(job, this.store.snapshot)) {
      const button = make("button", says, { type: "button", "data-key": `${job.unit}-${verb}` });
      button.addEventListener("click", () => this.propose(verb, card, job.unit));
      node.querySelector(".actions").append(button);
    }
    return node;
  }

  #offers(card) {
    if (!this.offers && this.unread) return [make("p", this.unread, { class: "problem" })];
    if (!this.offers || !this.store.snapshot.verbs.includes("assign_unit")) return [];
    const { units, not_offered: missed } = this.offers;
    const list = units.slice(0, 9).map((offer, i) => this.#offer(card, offer, i + 1));
    const none = units.length ? [] : [make("p", "No unit of the kinds that triage asks for is free. Queue a busy one, or send another kind with a reason.", { class: "problem" })];
    const why = make("details");
    why.append(make("summary", `Why not others (${missed.length})`), make("ul"));
    why.lastElementChild.append(...missed.map((m) => make("li", `${m.unit} (${m.kinds.map(kindWords).join(", ")}): ${m.why_not.join("; ")}`)));
    return [make("h3", "Recommended units"), ...none, ...list, missed.length ? why : null];
  }

  #offer(card, offer, key) {
    const node = clone("offer");
    const unit = this.store.cards.units[offer.unit];
    bind(node, {
      key, unit: offer.unit, about: `${unit?.agency_name ?? offer.agency} · ${offer.kinds.map(kindWords).join(", ")}`,
      verb: card.assignments.some((a) => a.open && a.role === "primary") ? "Send as backup" : "Send", reasons: offer.reasons.join(" · "),
    });
    const button = node.querySelector("button");
    button.dataset.key = `offer-${offer.unit}`;
    button.addEventListener("click", () => this.assign(offer.unit));
    return node;
  }

  /** Send a unit: as primary, or as backup when there is a primary. */
  assign(unit, fields = {}) {
    const card = this.store.cards.incidents[this.number];
    const role = card.assignments.some((a) => a.open && a.role === "primary") ? "backup" : "primary";
    return this.act("assign_unit", { incident: card.number, unit, role, rank_seen: this.offers?.rank ?? "", ...fields });
  }

  #reasons({ assessment }) {
    const parts = [];
    const list = (title, items, text) => {
      if (!items?.length) return;
      const ul = make("ul");
      ul.append(...items.map((item) => make("li", text(item))));
      parts.push(make("h3", title), ul);
    };
    list("Why", assessment.reasons, reason);
    list("Not certain", assessment.hedges, (hedge) => hedge.text ?? hedge.says ?? String(hedge));
    list("Contradictions: the more dangerous counts", assessment.conflicts, (conflict) => conflict.says ?? String(conflict));
    return parts;
  }

  #calls(card) {
    const calls = this.store.callsOf(card.number);
    if (!calls.length) return [];
    const ul = make("ul", "", { class: "plain" });
    ul.append(...calls.map((c) => make("li", [c.source, c.caller_name, c.callback, c.taken_at.slice(11, 19) + " UTC", c.language].filter(Boolean).join(" · "))));
    return [make("h3", calls.length > 1 ? `${calls.length} calls` : "Caller"), ul];
  }

  #notes(card) {
    const notes = this.store.notesOf(card.number);
    if (!notes.length) return [];
    const ul = make("ul", "", { class: "plain" });
    ul.append(...notes.map((note) => {
      const li = make("li");
      li.append(make("span", note.compartment, { class: "chip" }), make("span", ` ${note.by}, ${note.at.slice(11, 16)} UTC: `, { class: "quiet" }), make("span"));
      showText(li.lastElementChild, note.text);
      if (note.struck) { li.lastElementChild.classList.add("struck"); li.append(make("span", " (taken back)", { class: "quiet" })); }
      return li;
    }));
    return [make("h3", "Notes"), ul];
  }
}

/** Return what else is known of a place: where inside it, near what, how sure. */
function whereabouts(place) {
  const unsure = place.lat !== null && place.uncertainty_m ? `within ${place.uncertainty_m} m` : "";
  return [place.apartment, place.gate && `gate ${place.gate}`, place.cross_street && `near ${place.cross_street}`, place.area ? `${place.area} area` : "area not known", unsure, place.verified ? "" : "address not verified"].filter(Boolean).join(" · ");
}
