/** The command line: echo before Enter, completion by Tab, history by the arrows, Esc back to where the hand was. */
import { completions } from "./complete.js";
import { understand } from "./grammar.js";

export class CommandLine {
  /** `known()`: the world; `run(understood, typed)`: do it, throwing keeps what was typed; `say(tone, text)`: the echo. */
  constructor(form, input, { known, run, say, next }) {
    Object.assign(this, { input, known, run, say, next, history: [], past: 0, draft: "", cycle: null, came: null });
    input.addEventListener("focus", (event) => { if (event.relatedTarget) this.came = event.relatedTarget; });
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#enter(); });
  }

  focus() {
    if (document.activeElement !== this.input) this.came = document.activeElement;
    this.input.focus();
    this.input.select();
  }

  /** Put a line there for Enter to send, without taking the focus. */
  put(line) { this.input.value = line; }

  #typed() {
    this.cycle = null;
    if (this.next.offer?.kind === "next") this.next.drop();
    this.#echo();
  }

  #echo() {
    const typed = this.input.value;
    if (!typed.trim()) { this.say("", "Press Tab for what could follow, ? and Enter for all commands."); return; }
    const understood = understand(typed, this.known());
    const asks = understood.asks ? " Enter asks for it." : "";
    this.say(understood.danger ? "danger" : understood.error ? "" : "good", understood.error !== undefined ? `${understood.error}${asks}` : `↵ ${understood.says}`);
  }

  #key(event) {
    if (event.key === "Escape") { event.preventDefault(); this.#back(); return; }
    if (event.key === "Tab" && !event.shiftKey && this.input.value.trim()) { if (this.#complete()) event.preventDefault(); return; }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    if (this.past === this.history.length) this.draft = this.input.value;
    this.past = Math.max(0, Math.min(this.history.length, this.past + step));
    this.input.value = this.history[this.past] ?? this.draft;
    this.#echo();
  }

  #back() {
    const back = this.came?.isConnected ? this.came : document.getElementById("incidents");
    back.focus({ preventScroll: true });
    if (document.activeElement === this.input) this.input.blur();
  }

  /** Complete; Tab again takes the next of them. Return whether there was anything, else Tab goes on as ever. */
  #complete() {
    this.cycle ??= { at: -1, lines: completions(this.input.value, this.known()) };
    const { lines } = this.cycle;
    if (!lines.length) { this.cycle = null; return false; }
    this.cycle.at = (this.cycle.at + 1) % lines.length;
    this.input.value = `${lines[this.cycle.at]}${lines.length === 1 ? " " : ""}`;
    const others = lines.filter((_, i) => i !== this.cycle.at).map((line) => line.split(" ").at(-1));
    if (lines.length === 1) { this.cycle = null; this.#echo(); return true; }
    this.say("", `Tab: ${others.join("  ")}`);
    return true;
  }

  async #enter() {
    const typed = this.input.value;
    if (this.next.take(typed)) { this.input.value = ""; return; }
    const understood = understand(typed, this.known());
    if (understood.error !== undefined && !understood.asks) { this.say("danger", understood.error || "Type a command."); return; }
    if (typed.trim() !== this.history.at(-1)) this.history.push(typed.trim());
    this.past = this.history.length;
    this.input.value = "";
    try {
      await this.run(understood);
    } catch {
      if (!this.input.value) this.input.value = typed; // nothing typed is lost
    }
  }
}
