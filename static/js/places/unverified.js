/** The work list of places used as typed: candidates beside each, one press resolves it. */
import { command, get } from "../api.js";
import { bind, clone, make, showText } from "../bind.js";
import { about } from "../intake/candidates.js";
import { now } from "../page.js";
import { age, doorWords } from "../words.js";
import { OnSight } from "./onsight.js";

const OFFERED = 3;

export class Unverified {
  constructor(root, store, may) {
    Object.assign(this, { root, store, may, nodes: new Map() });
    this.offers = new OnSight((node) => this.#offer(node.querySelector(".offers"), this.store.cards.incidents[node.dataset.number]));
  }

  /** Draw the list anew; what did not change stays, and so does the hand. */
  draw() {
    const open = Object.values(this.store.cards.incidents).filter((card) => !card.place.verified).sort((a, b) => (a.number < b.number ? 1 : -1));
    const had = this.root.contains(document.activeElement) ? this.#indexOf(document.activeElement) : -1;
    const wanted = new Set(open.map((card) => card.number));
    for (const [number, node] of this.nodes) if (!wanted.has(number)) { this.offers.forget(node); node.remove(); this.nodes.delete(number); }
    for (const [i, card] of open.entries()) {
      const node = this.nodes.get(card.number);
      if (node?.dataset.address === card.place.address) { age_(node, card); continue; }
      const fresh = this.#item(card);
      if (node) { this.offers.forget(node); node.replaceWith(fresh); } else this.root.insertBefore(fresh, this.root.children[i] ?? null);
      this.nodes.set(card.number, fresh);
    }
    if (had >= 0 && !this.root.contains(document.activeElement)) this.#focus(Math.min(had, this.root.children.length - 1));
    document.getElementById("unverified-count").textContent = open.length ? `${open.length} to check` : "";
    document.getElementById("unverified-said").textContent = open.length ? this.said ?? "" : "Every open place is verified.";
  }

  step(by) {
    const at = this.#indexOf(document.activeElement);
    this.#focus(at < 0 ? 0 : Math.max(0, Math.min(this.root.children.length - 1, at + by)));
  }

  #indexOf(element) {
    return [...this.root.children].findIndex((li) => li.contains(element));
  }

  #focus(i) {
    const li = this.root.children[i];
    (li?.querySelector("button") ?? li)?.focus();
  }

  #item(card) {
    const node = clone("unverified-item");
    bind(node, { number: card.number, priority: card.priority });
    Object.assign(node.dataset, { address: card.place.address, number: card.number });
    node.querySelector("a").href = `/incidents/${card.number}/`;
    node.querySelector(".priority").dataset.priority = card.priority;
    showText(node.querySelector(".name"), [card.place.address, doorWords(card.place.apartment)].filter(Boolean).join(", "));
    age_(node, card);
    if (this.may) {
      node.querySelector(".offers").append(make("p", "Looking for candidates…", { class: "quiet looking" }));
      this.offers.watch(node);
    }
    return node;
  }

  async #offer(root, card) {
    if (!card) return; // closed while it waited to be looked up
    if (card.place.lat !== null) root.append(this.#button("Confirm as it stands", "the position it has is right", () => this.#verify(card, {})));
    try {
      const near = card.place.lat === null ? "" : `${card.place.lat},${card.place.lon}`;
      const { results } = await get(`/api/places/?${new URLSearchParams({ q: card.place.address, near, limit: OFFERED })}`);
      root.querySelector(".looking").remove();
      // A street alone is no place: it cannot be confirmed.
      const exact = results.filter(({ kind }) => kind !== "street");
      root.append(...exact.map((found) => this.#button(found.label, about(found), () => this.#verify(card, {
        address: found.address, lat: found.lat, lon: found.lon, municipality: found.municipality, cross_street: found.cross_street, uncertainty_m: found.uncertainty_m,
      }))));
      if (!exact.length) root.append(make("p", results.length ? "The street alone is known: ask for a number or a cross street." : "No candidate: ask the caller again.", { class: "quiet" }));
    } catch (problem) {
      root.querySelector(".looking")?.remove();
      root.append(make("p", `No candidates: ${problem.message}`, { class: "problem" }));
    }
  }

  #button(name, says, act) {
    const button = make("button", "", { type: "button", class: "offer-place" });
    button.append(make("span", name, { class: "name" }), make("span", says, { class: "about" }));
    button.addEventListener("click", act);
    return button;
  }

  async #verify(card, fields) {
    try {
      await command("verify_place", { incident: card.number, ...fields });
      this.said = `${card.number} is verified.`;
    } catch (problem) {
      this.said = `${card.number} was not changed: ${problem.message}`;
    }
    document.getElementById("unverified-said").textContent = this.said;
  }
}

function age_(node, card) {
  bind(node, { age: `opened ${age(card.opened_at, now())} ago${card.place.area ? `, ${card.place.area}` : ""}` });
}
