/** What the page knows of one agency's roster: fetched once, kept by the events that follow. No DOM. */
import { get } from "../api.js";
import { daysFrom } from "./weekmath.js";

const NONE = () => ({ roster: null, people: {}, warnDays: 60, week: null, coverage: null });
const KINDS = ["stations", "vehicles", "templates"];

export class Roster extends EventTarget {
  constructor(first) {
    super();
    Object.assign(this, { code: "", first, ...NONE() });
  }

  /** Fetch an agency's roster; an admin's own when no code is said. */
  async load(code = this.code) {
    const asked = code ? `?agency=${encodeURIComponent(code)}` : "";
    const [roster, people] = await Promise.all([get(`/api/roster/${asked}`), get(`/api/roster/people/${asked}`)]);
    Object.assign(this, { code: roster.agency, roster, warnDays: people.warn_days });
    this.people = Object.fromEntries(people.results.map((one) => [one.username, one]));
    await this.show(this.first);
  }

  /** Fetch the week that begins on a local day, with its coverage. */
  async show(first) {
    this.first = first;
    const asked = `?agency=${encodeURIComponent(this.code)}&first=${first}&days=7`;
    const [week, coverage] = await Promise.all([get(`/api/roster/week/${asked}`), get(`/api/roster/coverage/${asked}`)]);
    if (first !== this.first) return; // somebody went on to another week meanwhile
    Object.assign(this, { week, coverage });
    this.#tell("everything");
  }

  later(weeks) {
    return this.show(daysFrom(this.first, 7 * weeks));
  }

  /** Take an event about this roster: what changed is in its facts. */
  hear({ kind, facts }) {
    if (facts?.agency !== this.code || !facts.roster || !this.week) return;
    if (kind === "roster_imported" || facts.more) { this.load().catch(() => {}); return; }
    const { members, shifts, minimums, scope } = facts.roster;
    Object.assign(this.people, members);
    if (shifts) Object.assign(this.week.shifts, shifts);
    for (const name of KINDS) this.#keep(this.roster[name], facts.roster[name] ?? {});
    if (scope?.[this.code]) this.roster.scope = scope[this.code];
    for (const [key, card] of Object.entries(minimums ?? {})) {
      const others = this.roster.minimums.filter((one) => [one.kind, one.area, one.hours, one.days].join("|") !== key);
      this.roster.minimums = card ? [...others, card] : others;
    }
    this.#tell(shifts ? "shifts" : "everything");
    this.#recount();
  }

  #keep(mine, changed) {
    for (const [key, card] of Object.entries(changed)) {
      if (card.closed || card.retired) delete mine[key]; else mine[key] = card;
    }
  }

  /** Coverage is worked out by the server: asked again once it is quiet for a moment. */
  #recount() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const coverage = await get(`/api/roster/coverage/?agency=${encodeURIComponent(this.code)}&first=${this.first}&days=7`).catch(() => null);
      if (coverage) { this.coverage = coverage; this.#tell("coverage"); }
    }, 250);
  }

  #tell(what) {
    this.dispatchEvent(new CustomEvent("changed", { detail: what }));
  }
}
