/**
 * What rings, on any page: a strip of fixed height that never takes the focus. Alt+A answers the longest waiting.
 * Mount it on `templates/ringing/strip.html` with a store that follows the board.
 */
import { attribute, bind, clone } from "./bind.js";
import { answered, located, MEDIA, numberOf, waiting } from "./lines.js";
import { age } from "./words.js";

const WIDTH = 480; // pixels of one call side by side with others; those for which there is no room are counted
const REST = 240; // pixels of the strip's other words
const TAKE_OVER_AFTER = 60_000; // milliseconds that an answered call is off the board before a colleague is offered it

/** Where a call is typed that was answered on another page. */
export const toIntake = (card) => location.assign(`/intake/?ringing=${card.ringing}`);

export class Ringing {
  #nodes = new Map();
  #told = new Set();
  #busy = false;

  /** `send(verb, fields)`; `me`: username; `now()`: server time; `onAnswered(card, {inUse})`: whether the form was `inUse()` at the key; `current()`: the line in hand. */
  constructor(root, { store, send, me, now, onAnswered, current = () => null, inUse = () => false }) {
    Object.assign(this, { root, store, send, me, now, onAnswered, current, inUse });
    this.list = root.querySelector("[data-list]");
    this.said = root.querySelector("[data-said]");
    store.subscribe((changed) => { if (changed === null || changed.ringing) this.draw(); });
    setInterval(() => this.draw(), 1000);
    for (const calm of ["pointerleave", "focusout"]) root.addEventListener(calm, () => setTimeout(() => this.draw()));
    document.addEventListener("keydown", (event) => {
      if (event.altKey && !event.ctrlKey && event.code === "KeyA") { event.preventDefault(); this.answerFirst(); }
    });
  }

  answerFirst() {
    const [first] = waiting(this.store.cards.ringing);
    if (first) this.answer(first);
    else this.say("No call is ringing.");
  }

  async answer(card, more = {}) {
    if (this.#busy) return;
    this.#busy = true;
    const inUse = this.inUse(); // as the hand found it: what is typed while the answer is on its way belongs to this call
    this.say(`Answering ${numberOf(card)}…`);
    try {
      await this.send("claim_call", { ringing: card.ringing, ...more });
      this.say("");
      this.onAnswered(this.store.cards.ringing[card.ringing] ?? card, { inUse });
    } catch (problem) {
      this.say(problem.message);
    } finally {
      this.#busy = false;
    }
  }

  say(text) {
    if (this.said.textContent !== text) this.said.textContent = text;
  }

  draw() {
    const cards = this.store.cards.ringing ?? {};
    const rings = waiting(cards);
    const hold = this.root.matches(":hover") || this.list.contains(document.activeElement);
    const shown = [...rings, ...answered(cards).filter((card) => card.ringing !== this.current())];
    const keep = hold ? [...this.#nodes.keys()].filter((key) => !shown.some((card) => card.ringing === key)) : [];
    for (const [key, node] of this.#nodes) {
      if (keep.includes(key)) this.#gone(node, cards[key]);
      else if (!shown.some((card) => card.ringing === key)) { node.remove(); this.#nodes.delete(key); }
    }
    const room = Math.max(1, Math.floor((this.root.clientWidth - REST) / WIDTH));
    for (const card of shown.slice(0, room)) this.#show(card);
    for (const card of shown.slice(room)) { this.#nodes.get(card.ringing)?.remove(); this.#nodes.delete(card.ringing); }
    bind(this.root, { count: rings.length, more: shown.length > room ? `and ${shown.length - room} more on the line` : "" });
    attribute(this.root, "data-waiting", rings.length > 0);
    this.root.querySelector("[data-none]").hidden = shown.length > 0 || keep.length > 0;
    this.#announce(rings);
  }

  #show(card) {
    const { ringing: key, state, medium } = card;
    const node = this.#nodes.get(key) ?? this.#make(key);
    const mine = card.claimed_by === this.me;
    const who = state === "ringing" ? located(card, { brief: true }) : mine ? "yours" : `answered by ${card.claimed_name}`;
    bind(node, { medium: MEDIA[medium], number: numberOf(card), about: who, age: age(state === "ringing" ? card.rang_at : card.claimed_at, this.now()) });
    attribute(node, "data-state", state);
    const button = node.querySelector("button");
    const off = state === "claimed" && !mine && this.now() - new Date(card.claimed_at).getTime() > TAKE_OVER_AFTER;
    const does = state === "ringing" ? "answer" : mine ? "go_on" : off ? "take_over" : "";
    attribute(button, "data-does", does);
    button.hidden = !does;
    button.disabled = false;
    bind(button, { does: { answer: "Answer", go_on: "Go on", take_over: "Take over", "": "" }[does] });
    button.setAttribute("aria-label", `${button.querySelector("[data-bind=does]").textContent}: ${MEDIA[medium]} ${numberOf(card)}`);
    node.querySelector("kbd").hidden = key !== waiting(this.store.cards.ringing)[0]?.ringing;
  }

  #make(key) {
    const node = clone("ringing-call");
    node.querySelector("button").addEventListener("click", (event) => {
      const [card, does] = [this.store.cards.ringing[key], event.currentTarget.dataset.does];
      if (!card) return;
      if (does === "go_on") this.onAnswered(card, { inUse: true });
      else this.answer(card, does === "take_over" ? { take_over: true } : {});
    });
    this.#nodes.set(key, node);
    this.list.append(node);
    return node;
  }

  /** A call that left while a hand is in the strip stays in its place, out of use, until the hand has gone (U15). */
  #gone(node, card) {
    bind(node, { about: card?.claimed_name ? `answered by ${card.claimed_name}` : "no longer ringing" });
    attribute(node, "data-state", "gone");
    node.querySelector("button").disabled = true;
  }

  #announce(rings) {
    const fresh = rings.filter(({ ringing }) => !this.#told.has(ringing));
    this.#told = new Set(rings.map(({ ringing }) => ringing));
    if (fresh.length) document.getElementById("polite").textContent = fresh.map((card) => `Ringing: ${MEDIA[card.medium]} ${numberOf(card)}, ${located(card)}`).join(". ");
  }
}
