/**
 * What is announced at one position (U33): ten lines in ten minutes, calm ones until the sixth, so that room is left.
 * What comes beyond stands in one line of its kind: counted, silent, and it opens to its parts. Emergencies, P1
 * and silent units stand alone and are heard, however much there is; they take the room of the others. The figures are those of
 * dispatch/annunciation.py, which limits the alarms of the whole floor; here alerts and messages count too. No DOM.
 */
export const MOST = 10;
export const ROOM = 6;
export const WINDOW = 600_000; // milliseconds

/**
 * An item is {key, group, urgent, at, stamp?, alone?, whole?}: `group` is its kind, none for what is never counted (a
 * call that rings); `urgent` 0 to 3; `at` when it came; `stamp` changes when it calls again, null when it is silent;
 * `alone`: never grouped; `whole`: it is a group itself already.
 */
export class Flood {
  constructor() {
    Object.assign(this, { calls: [], told: new Map(), grouped: new Map(), began: false });
  }

  /** Look at everything that waits now (milliseconds): what is new is announced alone, or joins its kind. */
  look(items, now) {
    const there = new Set(items.map(({ key }) => key));
    for (const known of [this.told, this.grouped]) for (const key of known.keys()) if (!there.has(key)) known.delete(key);
    const fresh = items.filter((item) => item.group && this.told.get(item.key) !== stampOf(item) && (item.alone || !this.grouped.has(item.key)));
    for (const item of fresh.sort((a, b) => a.urgent - b.urgent || (came(a) - came(b)))) this.#one(item, this.#moment(item, now));
    this.began = true;
  }

  /** What stood before the page was opened was announced when it came, not now. */
  #moment(item, now) { return this.began ? now : Math.min(now, came(item) || now); }

  #one(item, at) {
    const silent = stampOf(item) === null;
    if (!item.alone && !(item.whole && silent) && !this.#hasRoom(item, at)) {
      // A line that stands alone and calls again keeps its place: it is only not heard.
      if (this.told.has(item.key)) return;
      if (item.whole) this.told.set(item.key, null);
      else this.grouped.set(item.key, item.group);
      return;
    }
    this.grouped.delete(item.key);
    this.told.set(item.key, stampOf(item));
    if (!silent || !item.whole) this.calls.push(at);
  }

  #hasRoom(item, at) {
    const near = this.calls.filter((call) => Math.abs(at - call) < WINDOW);
    if (this.began) this.calls = near;
    return near.length < (item.urgent <= 1 ? MOST : ROOM);
  }

  /** Return the lines: items in their order, and where the first of a group stood {key, group, parts, urgent, at}. */
  lines(items) {
    const groups = new Map();
    const lines = [];
    for (const item of items) {
      const name = this.grouped.get(item.key);
      if (name === undefined) { lines.push(item); continue; }
      let line = groups.get(name);
      if (!line) {
        line = { key: `group/${name}`, group: name, parts: [], urgent: item.urgent, at: item.at };
        groups.set(name, line);
        lines.push(line);
      }
      line.parts.push(item);
      line.urgent = Math.min(line.urgent, item.urgent);
      if (came(item) < came(line)) line.at = item.at;
    }
    return lines;
  }

  /** Return alarms as they are heard here: `keyOf(alarm)` is its item's key. What is grouped makes no sound. */
  heard(alarms, keyOf) {
    return alarms.map((alarm) => ({ ...alarm, sounds_at: this.told.get(keyOf(alarm)) || null }));
  }
}

const stampOf = ({ stamp = "" }) => stamp;
const came = ({ at }) => Date.parse(at) || 0;

/** Alarms that are never grouped: dispatch/annunciation.py has the same (a test compares). */
export const ALONE = ["emergency", "p1_without_unit", "silent_on_scene"];
const URGENT = { emergency: 0, high: 1, medium: 2, low: 3 };

/** Return an alarm as an item of the flood. */
export function itemOf(alarm, key = alarm.alarm) {
  const { kind, priority, members = [], raised_at: at, sounds_at: stamp = null } = alarm;
  return { key, group: kind ?? "alarm", urgent: URGENT[priority] ?? 1, at, stamp, alone: priority === "emergency" || ALONE.includes(kind), whole: members.length > 0 };
}
