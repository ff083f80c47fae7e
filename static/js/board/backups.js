/** Who could be with each unarmed team on scene first, asked for now and then. How old the answer is is told with it. */
import { get } from "../api.js";

const EVERY = 20_000; // milliseconds; the answer itself is up to ten seconds old
const FRESH = 60_000; // an answer older than that is told as of no use
const ARMED = ["police", "co_response", "medical"];

export class Backups {
  /** `told(units)` is called when what is known of these units changed or grew old; `now()` is the server's time. */
  constructor(store, { told, now }) {
    Object.assign(this, { store, told, now, at: null, found: new Map(), teams: "" });
    store.subscribe((changed) => { if (!changed || changed.units) this.#look(); });
    setInterval(() => this.ask(), EVERY);
  }

  /** Return {says, at} for a team, or nothing while none is known. */
  of(unit) {
    const one = this.found.get(unit);
    return one && { says: one.says, at: this.at };
  }

  /** Return the words for a team's row, "" for units that need none: "2A23 2 min", "no backup", "backup?" when the answer is old. */
  brief(unit) {
    const one = this.#there().includes(unit) && this.found.get(unit);
    if (!one) return "";
    if (this.now() - Date.parse(this.at) > FRESH) return "backup?";
    if (one.armed_on_scene.length) return `with ${one.armed_on_scene[0]}`;
    if (!one.backup) return "no backup";
    const { unit: armed, eta_s: eta } = one.backup;
    return eta === null ? armed : `${armed} ${Math.ceil(eta / 60)} min`;
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
    const teams = this.#there();
    if (!teams.length) return;
    try {
      const { at, results } = await get("/api/backups/");
      this.at = at;
      this.found = new Map(results.map((one) => [one.team, one]));
    } catch { /* the old answer stays and its age goes on; a row says that it is old */ }
    this.told(teams);
  }
}
