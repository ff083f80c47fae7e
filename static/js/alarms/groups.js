/** The lines of the alarms' list that stand for many: one of a kind at this position, and what the server grouped. */
import { attribute, bind, clone, make } from "../bind.js";
import { tail, words } from "../words.js";

export class Groups {
  /** `place()` puts the list in order after a group was opened or closed. */
  constructor({ place }) {
    Object.assign(this, { place, rows: new Map(), open: new Set() });
  }

  /** Draw the groups among these lines; return the rows of groups that are gone, still on the page. */
  draw(lines, { list, called }) {
    const there = new Map(lines.filter(({ parts }) => parts).map((line) => [line.key, line]));
    const gone = [...this.rows].filter(([key]) => !there.has(key));
    for (const [key] of gone) { this.rows.delete(key); this.open.delete(key); }
    for (const line of there.values()) this.#one(line, list, called);
    return gone.map(([, row]) => row);
  }

  #one({ key, group, parts }, list, called) {
    let row = this.rows.get(key);
    if (!row) {
      row = clone("alarm-group");
      row.querySelector(".fold").addEventListener("click", () => this.#fold(key));
      this.rows.set(key, row);
      list.append(row);
    }
    const passed = parts.filter(({ alarm }) => alarm.escalated_at).length;
    attribute(row, "data-priority", parts[0].alarm.priority);
    attribute(row, "data-new", true);
    attribute(row, "data-passed-on", passed > 0);
    bind(row, {
      priority: called[parts[0].alarm.priority], says: `${parts.length} grouped: ${words(group)}`,
      state: ["Too many at once: without a sound", passed ? `${passed} not taken in their time` : ""].filter(Boolean).join(" · "),
    });
    this.#label(row, key, `${parts.length} of ${words(group)}`);
  }

  #label(row, key, whole) {
    const [fold, opened] = [row.querySelector(".fold"), this.open.has(key)];
    row.dataset.whole = whole;
    bind(row, { fold: opened ? "Close" : "Open" });
    attribute(fold, "aria-expanded", opened);
    attribute(fold, "aria-label", `${opened ? "Close" : "Open"} the ${whole}`);
  }

  #fold(key) {
    if (!this.open.delete(key)) this.open.add(key);
    const row = this.rows.get(key);
    this.#label(row, key, row.dataset.whole);
    this.place();
    row.querySelector(".fold").focus(); // rows that are moved lose it
  }

  /** Hide the parts of what is closed, mark those of what is open. */
  hide(lines, rows) {
    for (const line of lines) {
      for (const { alarm } of line.parts ?? [line]) {
        const row = rows.get(alarm.alarm);
        row.hidden = Boolean(line.parts) && !this.open.has(line.key);
        attribute(row, "data-part", Boolean(line.parts));
      }
    }
  }

  /** Return the rows of these lines in their order, each group before its parts. */
  rowsOf(lines, rows) {
    return lines.flatMap((line) => [...(line.parts ? [this.rows.get(line.key)] : []), ...(line.parts ?? [line]).map(({ alarm }) => rows.get(alarm.alarm))]);
  }

  ages(lines, said) {
    for (const { key, at } of lines) if (this.rows.has(key)) bind(this.rows.get(key), { age: said(at) });
  }
}

/** Show what an alarm stands for that the server grouped, folded: each with the way to its record. */
export function showMembers(details, { kind, members }) {
  const shown = JSON.stringify(members);
  if (details.dataset.shown === shown) return;
  details.dataset.shown = shown;
  details.hidden = !members.length;
  details.querySelector("summary").textContent = `Its ${members.length} one by one`;
  details.querySelector("ul").replaceChildren(...members.map((source) => {
    const number = /[A-Z]+\d\d-\d{6}/.exec(source)?.[0];
    const li = make("li", `${words(source.replace(`${kind} `, "").replace(number ?? "", "").trim())} `);
    if (number) li.append(make("a", tail(number), { href: `/incidents/${number}/`, class: "mono", "aria-label": `Record of ${number}` }));
    return li;
  }));
}
