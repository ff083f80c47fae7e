/** What is offered next to the echo for a moment: undo for 10 s (U21), or the next best unit after a refusal (U20). */
const UNDO_FOR = 10_000; // milliseconds

export class Next {
  constructor(button) {
    Object.assign(this, { button, offer: null, timer: null });
    button.addEventListener("click", () => this.#do());
  }

  /** Offer something: `label` on the button, `does()`, and the typed line whose second Enter does it. */
  put({ kind, label, does, line = null, milliseconds = 0 }) {
    this.drop();
    this.offer = { kind, does, line };
    this.button.textContent = label;
    this.button.hidden = false;
    if (milliseconds) this.timer = setTimeout(() => this.drop(), milliseconds);
  }

  undo(label, does) { this.put({ kind: "undo", label, does, milliseconds: UNDO_FOR }); }

  /** Do what is offered when it is of this kind; return whether it was. */
  press(kind) {
    if (this.offer?.kind !== kind) return false;
    this.#do();
    return true;
  }

  /** Do the next best that is offered, when the line is as it was refused or empty; return whether there was one. */
  take(line) {
    if (this.offer?.kind !== "next" || (line.trim() && this.offer.line !== line)) return false;
    this.#do();
    return true;
  }

  drop() {
    clearTimeout(this.timer);
    this.offer = null;
    if (document.activeElement === this.button) document.getElementById("incidents").focus();
    this.button.hidden = true;
  }

  #do() {
    const { does } = this.offer ?? {};
    this.drop();
    does?.();
  }
}
