/** What a screen reader is told: assertive for alarms and P1 alone, polite at most once in 3 s and batched (U32). */
const EVERY = 3000; // milliseconds between two polite announcements

export class Announcer {
  constructor(polite, assertive) {
    Object.assign(this, { polite, assertive, gathered: [], timer: null, last: 0 });
  }

  now(text) { this.assertive.textContent = text; }

  /** Say something when it is time; what comes meanwhile is said with it, and counted when it is much. */
  later(text) {
    if (!text) return;
    this.gathered.push(text);
    this.timer ??= setTimeout(() => this.#say(), Math.max(0, this.last + EVERY - Date.now()));
  }

  #say() {
    const all = [...new Set(this.gathered)];
    const text = all.length > 3 ? `${this.gathered.length} changes. ${all.at(-1)}` : all.join(". ");
    Object.assign(this, { gathered: [], timer: null, last: Date.now() });
    if (this.polite.textContent !== text) this.polite.textContent = text;
  }
}
