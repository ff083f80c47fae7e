/**
 * The cover of a locked desk. A modal dialog over everything: what is beneath is inert, not drawn and not read aloud, and
 * keeps its place, its focus and its drafts. The page goes on following and sounding; only hands and eyes are kept out.
 */
import { emergency } from "./desk.js";

const root = document.documentElement;

export class Cover {
  /** `unlock(password)` resolves when the server has unlocked, throws its problem otherwise. */
  constructor(dialog, unlock) {
    Object.assign(this, { dialog, unlock, title: "" });
    [this.input, this.problem] = [dialog.querySelector("input[type=password]"), dialog.querySelector("#lock-problem")];
    this.button = dialog.querySelector(".lock-form button");
    dialog.querySelector(".lock-form").addEventListener("submit", (event) => { event.preventDefault(); this.#try(); });
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => { if (this.isDown) this.#raise(); });
    // What opens itself meanwhile opens beneath: the cover is raised again, and no key reaches the page.
    document.addEventListener("focusin", ({ target }) => { if (this.isDown && !dialog.contains(target)) this.#raise(); });
    addEventListener("keydown", (event) => this.#key(event), true);
    addEventListener("alarms", ({ detail }) => { dialog.querySelector("[data-emergency]").hidden = !emergency(detail); });
  }

  get isDown() { return root.hasAttribute("data-locked"); }

  close() {
    if (this.isDown && this.dialog.open) return;
    this.#remember(); // first, while what has the focus can still be seen
    this.#raise();
    root.setAttribute("data-locked", "");
    this.title = document.title;
    document.title = "Locked · Daybreak";
  }

  open() {
    if (!this.isDown) return;
    root.removeAttribute("data-locked");
    document.title = this.title;
    this.input.value = this.problem.textContent = "";
    this.dialog.close();
    this.#giveBack();
  }

  #remember() {
    const hand = document.activeElement;
    this.hand = { element: hand, from: hand?.selectionStart ?? null, to: hand?.selectionEnd ?? null };
  }

  /** The focus goes back to where it was, and the caret to its letter. */
  #giveBack() {
    const { element, from, to } = this.hand ?? {};
    if (!element?.isConnected || element === document.body) return;
    element.focus({ preventScroll: true });
    if (from !== null) element.setSelectionRange(from, to);
  }

  #raise() {
    if (this.dialog.open) this.dialog.close();
    this.dialog.showModal();
    this.input.focus();
  }

  #key(event) {
    if (!this.isDown) return;
    event.stopImmediatePropagation();
    if (event.key === "Escape") event.preventDefault();
    document.dispatchEvent(new Event("wake")); // sound may begin: somebody has pressed a key
  }

  async #try() {
    this.button.disabled = true;
    this.problem.textContent = "";
    try {
      await this.unlock(this.input.value);
    } catch (problem) {
      this.problem.textContent = problem.code === "unknown_outcome" ? "The server does not answer: the desk stays locked. Try again." : problem.message;
      this.input.setAttribute("aria-invalid", "true");
      this.input.select();
    } finally { this.button.disabled = false; }
  }
}
