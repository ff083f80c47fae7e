/**
 * What a follower knows: cards by kind and the number of the newest event applied.
 * No DOM here. Old snapshot + events = new snapshot, the same rule as everywhere.
 */
import { learn } from "./words.js";

const WORDS = ["calls", "notes", "transfers"]; // cards that go with their incident
const NONE = () => ({ incidents: {}, units: {}, calls: {}, notes: {}, transfers: {}, messages: {}, alarms: {}, settings: {} });

export class Store {
  constructor() {
    this.log = "";
    this.seq = -1;
    this.cards = NONE();
    this.presence = {}; // incident -> who looks at it, [{by, name, role, working}]
    this.early = []; // events that came before the first snapshot, or after a gap
    this.listeners = new Set();
    this.hearers = new Set();
  }

  /** Call `hear(event)` for every event with words for this person, after it was applied: for what is on no card. */
  hear(hear) {
    this.hearers.add(hear);
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
    this.cards = { ...NONE(), ...snapshot.cards };
    this.snapshot = snapshot;
    learn(snapshot.settings);
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
    for (const name of changed.settings ?? []) this.#set(name, this.cards.settings[name].value);
    if (event.cards) this.#tell(changed);
    if (event.kind) for (const hear of this.hearers) hear(event);
    const next = this.early.findIndex((e) => e.seq === this.seq + 1);
    if (next >= 0) this.take(this.early.splice(next, 1)[0]);
    return "applied";
  }

  /** Take positions of units; they are no events and have no number. */
  move(positions) {
    const moved = positions.filter(({ unit }) => this.cards.units[unit]);
    for (const { unit, lat, lon, at, accuracy = null } of moved) {
      this.cards.units[unit] = { ...this.cards.units[unit], lat, lon, position_at: at, position_accuracy: accuracy };
    }
    if (moved.length) this.#tell({ units: new Set(moved.map(({ unit }) => unit)) });
  }

  /** Take who looks at what: for each incident named, everybody; null forgets all. No events, no number. */
  present(looks) {
    const changed = new Set(Object.keys(looks ?? this.presence));
    this.presence = looks === null ? {} : { ...this.presence, ...looks };
    if (changed.size) this.#tell({ presence: changed });
  }

  callsOf(number) {
    return Object.values(this.cards.calls).filter((call) => call.incident === number);
  }

  notesOf(number) {
    return Object.values(this.cards.notes)
      .filter((note) => note.incident === number)
      .sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  /** Return an incident's transfers, the oldest first. */
  transfersOf(number) {
    return Object.values(this.cards.transfers)
      .filter((transfer) => transfer.incident === number)
      .sort((a, b) => (a.transfer.length - b.transfer.length) || (a.transfer < b.transfer ? -1 : 1));
  }

  /** Return the messages about an incident, the oldest first. */
  messagesOf(number) {
    return Object.values(this.cards.messages)
      .filter((message) => message.incident === number)
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

  /** A setting of the centre changed: from now on it counts here too. */
  #set(name, value) {
    this.snapshot.settings = { ...this.snapshot.settings, [name]: value };
    if (name === "dispositions") this.snapshot.dispositions = Object.keys(value).filter((code) => value[code].on);
    learn(this.snapshot.settings);
    globalThis.dispatchEvent?.(new CustomEvent("setting", { detail: { name, value } }));
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
    // The cover of a locked desk says that an emergency stands, and nothing else.
    if (!changed || changed.alarms) globalThis.dispatchEvent?.(new CustomEvent("alarms", { detail: this.cards.alarms }));
  }
}
