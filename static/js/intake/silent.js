/**
 * For a caller who cannot speak freely: one yes-or-no question at a time, read aloud by the taker; the caller says
 * yes or no, or taps 1 or 2 on the telephone. Keys work while the hand is in this panel, and nowhere else.
 */
const KEYS = { y: "yes", 1: "yes", n: "no", 2: "no" };
const FIRST = "safe_to_talk"; // the protocol's own first question
const $ = (id) => document.getElementById(id);

export class Silent {
  #skipped = new Set();
  #asked = []; // questions in the order in which they were answered or passed
  #opened = false;
  #at = null; // the question that is asked now; null: none is left

  /** `box` is the form's checkbox that marks the call; `changed()` is told when it changes. */
  constructor(questions, box, { changed, leave }) {
    Object.assign(this, { questions, box, changed, leave });
    box.addEventListener("change", () => this.show());
    $("silent").addEventListener("keydown", (event) => this.#key(event));
    $("silent-yes").addEventListener("click", () => this.answer("yes"));
    $("silent-no").addEventListener("click", () => this.answer("no"));
    $("silent-pass").addEventListener("click", () => this.pass());
    $("silent-back").addEventListener("click", () => this.back());
  }

  /** Alt+S: mark the call and put the hand into the questions; once more takes it back. */
  toggle() {
    this.box.checked = !this.box.checked;
    this.show();
    this.changed();
    if (this.box.checked) $("silent-question").focus();
    else this.leave();
  }

  show() {
    const on = this.box.checked;
    $("silent").hidden = !on;
    $("questions").hidden = on;
    $("questions-keys").hidden = on;
    if (!on) return;
    if (!this.#opened) { this.#opened = true; this.#at = this.questions.yesNo().find(({ id }) => id === FIRST && !this.questions.answers[id]) ?? this.#open(); }
    this.draw();
  }

  draw() {
    const done = this.#at === null;
    $("silent-question").textContent = done ? "No yes-or-no question is left. Ask what else is needed so that yes or no answers it." : this.#at.words;
    for (const id of ["silent-yes", "silent-no", "silent-pass"]) $(id).disabled = done;
    $("silent-back").disabled = !this.#asked.length;
    $("silent-said").textContent = `${this.questions.yesNo().filter(({ id }) => this.questions.answers[id]).length} answered`;
  }

  answer(value) {
    if (!this.#at) return;
    this.questions.set(this.#at.id, value);
    this.#next();
  }

  /** The same keys as for the other questions: first yes, then no, then left open. */
  answerNth(nth) {
    if (nth === 3) this.pass();
    else if (nth <= 2) this.answer(nth === 1 ? "yes" : "no");
  }

  /** Not understood, not known, not asked: leave it open and go on. */
  pass() {
    if (!this.#at) return;
    this.#skipped.add(this.#at.id);
    this.#next();
  }

  back() {
    const last = this.#asked.pop();
    if (!last) return;
    this.#skipped.delete(last.id);
    this.#at = last;
    this.draw();
  }

  #next() {
    this.#asked.push(this.#at);
    this.#at = this.#open();
    this.draw();
  }

  /** Return the question to ask now: triage's next one if yes or no answers it, else the first that is open. */
  #open() {
    const open = this.questions.yesNo().filter(({ id, due }) => due && !this.questions.answers[id] && !this.#skipped.has(id));
    return open.find(({ id }) => id === this.questions.next) ?? open[0] ?? null;
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const value = KEYS[event.key.toLowerCase()];
    if (value) { event.preventDefault(); this.answer(value); }
    else if (event.key === "0" || event.key === " " && event.target === $("silent-question")) { event.preventDefault(); this.pass(); }
    else if (event.key === "Backspace") { event.preventDefault(); this.back(); }
    else if (event.key === "Escape") this.leave();
  }
}
