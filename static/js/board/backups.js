/** Who could be with each unarmed team on scene first, asked for now and then; how old the answer is stands beside it. */
import { get } from "../api.js";
import { make } from "../bind.js";
import { since } from "../clocks.js";
import { tail } from "../words.js";

const EVERY = 20_000; // milliseconds; the answer itself is up to ten seconds old
const ARMED = ["police", "co_response", "medical"];

export class Backups {
  /** `told()` is called when the answer changed, `show(number)` selects an incident. */
  constructor(root, store, { told, show }) {
    Object.assign(this, { root, store, told, show, at: null, found: new Map(), teams: "" });
    store.subscribe((changed) => { if (!changed || changed.units) this.#look(); });
    setInterval(() => this.ask(), EVERY);
  }

  /** Return {says, at} for a team, or nothing while none is known. */
  of(unit) {
    const one = this.found.get(unit);
    return one && { says: one.says, at: this.at };
  }

  /** A team that has just come to its scene is asked about at once; one that left is gone at once. */
  #look() {
    const teams = this.#there().join();
    if (teams === this.teams) return;
    this.teams = teams;
    this.#draw();
    this.ask();
  }

  #there() {
    return Object.values(this.store.cards.units ?? {}).filter((unit) => unit.status === "on_scene" && !unit.kinds.some((kind) => ARMED.includes(kind))).map((unit) => unit.call_sign);
  }

  async ask() {
    if (!this.#there().length) return;
    try {
      const { at, results } = await get("/api/backups/");
      this.at = at;
      this.found = new Map(results.map((one) => [one.team, one]));
      this.#draw();
      this.told();
    } catch { /* the old answer stays, and its age goes on: whoever reads it sees how old it is */ }
  }

  #draw() {
    const known = this.#there().filter((unit) => this.found.has(unit)).map((unit) => this.found.get(unit));
    this.root.hidden = !known.length;
    if (!known.length || this.root.contains(document.activeElement)) return;
    this.root.querySelector("#backups-age").replaceChildren(since(this.at), " ago");
    this.root.querySelector("ul").replaceChildren(...known.map((one) => this.#line(one)));
  }

  #line({ team, incident, says, backup, armed_on_scene: beside }) {
    const line = make("li", "", { "data-none": !backup && !beside.length });
    const link = make("a", tail(incident), { href: `/incidents/${incident}/`, class: "mono" });
    link.addEventListener("click", (event) => { event.preventDefault(); this.show(incident); });
    line.append(make("b", team, { class: "mono" }), " ", link, ` ${says}`);
    return line;
  }
}
