/**
 * What a follower knows: cards by kind and the number of the newest event applied.
 * No DOM here. Old snapshot + events = new snapshot, the same rule as everywhere.
 */
const WORDS = ["calls", "notes"]; // cards that go with their incident

export class Store {
  constructor() {
    this.log = "";
    this.seq = -1;
    this.cards = { incidents: {}, units: {}, calls: {}, notes: {} };
    this.early = []; // events that came before the first snapshot, or after a gap
    this.listeners = new Set();
  }

  /** Call `listener(changed)` after each change; `changed` maps kinds to sets of keys, null means everything. */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Start from a snapshot; events that arrived meanwhile are applied after it. */
  restart(snapshot) {
    this.log = snapshot.log;
    this.seq = snapshot.seq;
    this.cards = { incidents: {}, units: {}, calls: {}, notes: {}, ...snapshot.cards };
    this.snapshot = snapshot;
    const early = this.early.sort((a, b) => a.seq - b.seq);
    this.early = [];
    this.#tell(null);
    for (const event of early) this.take(event);
  }

  /** Take one event (or a blank tick). Return "applied", "old" or "gap". */
  take(event) {
    if (this.seq < 0) {
      this.early.push(event);
      return "gap";
    }
    if (event.seq <= this.seq) return "old";
    if (event.seq > this.seq + 1) {
      this.early.push(event);
      return "gap";
    }
    this.seq = event.seq;
    const changed = this.#apply(event.cards ?? {});
    if (event.cards) this.#tell(changed);
    const next = this.early.findIndex((e) => e.seq === this.seq + 1);
    if (next >= 0) this.take(this.early.splice(next, 1)[0]);
    return "applied";
  }

  /** Take positions of units; they are no events and have no number. */
  move(positions) {
    const moved = positions.filter(({ unit }) => this.cards.units[unit]);
    for (const { unit, lat, lon, at } of moved) this.cards.units[unit] = { ...this.cards.units[unit], lat, lon, position_at: at };
    if (moved.length) this.#tell({ units: new Set(moved.map(({ unit }) => unit)) });
  }

  callsOf(number) {
    return Object.values(this.cards.calls).filter((call) => call.incident === number);
  }

  notesOf(number) {
    return Object.values(this.cards.notes)
      .filter((note) => note.incident === number)
      .sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  #apply(cards) {
    const changed = {};
    for (const [kind, those] of Object.entries(cards)) {
      const mine = (this.cards[kind] ??= {});
      changed[kind] = new Set(Object.keys(those));
      for (const [key, card] of Object.entries(those)) {
        if (card !== null) {
          mine[key] = { ...mine[key], ...card };
          continue;
        }
        delete mine[key];
        if (kind === "incidents") this.#forget(key);
      }
    }
    return changed;
  }

  #forget(number) {
    for (const kind of WORDS) {
      for (const [key, card] of Object.entries(this.cards[kind])) {
        if (card.incident === number) delete this.cards[kind][key];
      }
    }
  }

  #tell(changed) {
    for (const listener of this.listeners) listener(changed);
  }
}
