/** Who could be with each unarmed team on scene first, asked for now and then; how old the answer is stands beside it. */
import { get } from "../api.js";

const EVERY = 20_000; // milliseconds; the answer itself is up to ten seconds old
const ARMED = ["police", "co_response", "medical"];

export class Backups {
  /** `told()` is called when the answer changed. */
  constructor(store, told) {
    Object.assign(this, { store, told, at: null, found: new Map(), teams: "" });
    store.subscribe((changed) => { if (!changed || changed.units) this.#look(); });
    setInterval(() => this.ask(), EVERY);
  }

  /** Return {says, at} for a team, or nothing while none is known. */
  of(unit) {
    const one = this.found.get(unit);
    return one && { says: one.says, backup: one.backup, with_it: one.armed_on_scene, at: this.at };
  }

  /** A team that has just come to its scene is asked about at once. */
  #look() {
    const teams = this.#there().join();
    if (teams === this.teams) return;
    this.teams = teams;
    this.ask();
  }

  #there() {
    return Object.values(this.store.cards.units ?? {}).filter((unit) => unit.status === "on_scene" && !unit.kinds.some((kind) => ARMED.includes(kind))).map((unit) => unit.call_sign);
  }

  async ask() {
    if (!this.#there().length) { this.found.clear(); return; }
    try {
      const { at, results } = await get("/api/backups/");
      this.at = at;
      this.found = new Map(results.map((one) => [one.team, one]));
      this.told();
    } catch { /* the old answer stays, and its age goes on: whoever reads it sees how old it is */ }
  }
}
