/** The conversation with a caller who writes: both sides in one order, word for word; what is new is marked until seen. */
import { clock } from "../clocktime.js";
import { make, showText } from "../bind.js";
import { conversation, MEDIA, unread } from "../lines.js";

const $ = (id) => document.getElementById(id);

export class Conversation {
  #seen = 0; // number of the newest text that the taker has seen
  #chosen = null; // number of the text that Alt+C copies; null: the caller's newest
  #sending = false;

  /** `send(verb, fields)`; `line()`: the Rung of this form; `copy(words)` puts words into the narrative. */
  constructor(store, { send, line, copy }) {
    Object.assign(this, { store, send, line, copy });
    store.subscribe((changed) => { if (changed === null || changed.texts || changed.ringing) this.draw(); });
    $("reply-form").addEventListener("submit", (event) => { event.preventDefault(); this.reply(); });
    $("reply").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.isComposing) { event.preventDefault(); this.reply(); }
    });
    for (const here of ["focusin", "pointerdown"]) $("conversation").addEventListener(here, () => this.#saw());
    $("copy-text").addEventListener("click", () => this.copyChosen());
    $("end-conversation").addEventListener("click", () => this.end());
  }

  get open() {
    return !$("conversation").hidden;
  }

  texts() {
    return conversation(this.store.cards.texts, this.line().ref);
  }

  draw() {
    const card = this.line().card;
    const shown = Boolean(card && card.medium !== "voice");
    $("conversation").hidden = !shown;
    if (!shown) return;
    const texts = this.texts();
    $("conversation-medium").textContent = MEDIA[card.medium];
    if (!this.line().ended) this.#list(texts);
    this.#count(texts);
    const over = this.line().ended;
    $("reply").disabled = over;
    for (const id of ["send-reply", "end-conversation"]) $(id).disabled = over;
    if (over) this.say("The conversation has ended. If the caller writes again, it rings again.");
  }

  #list(texts) {
    const [list, log] = [$("texts"), $("texts-log")];
    const low = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    const known = new Map([...list.children].map((li) => [Number(li.dataset.n), li]));
    for (const text of texts) if (!known.has(text.n)) list.append(this.#item(text));
    for (const [n, li] of known) if (!texts.some((text) => text.n === n)) li.remove();
    const chosen = this.#text(texts)?.n;
    for (const li of list.children) {
      if (Number(li.dataset.n) === chosen) li.setAttribute("aria-current", "true"); else li.removeAttribute("aria-current");
      li.dataset.unread = String(li.dataset.from === "caller" && Number(li.dataset.n) > this.#seen);
    }
    if (low) log.scrollTop = log.scrollHeight;
  }

  #item({ n, from, words, at }) {
    const li = make("li", "", { "data-n": n, "data-from": from });
    const said = make("p", "", { class: "words" });
    showText(said, words);
    li.append(make("span", `${from === "caller" ? "Caller" : "Desk"} ${clock(at)}`, { class: "quiet" }), said);
    if (from === "caller") li.addEventListener("click", () => { this.#chosen = n; this.draw(); });
    return li;
  }

  #count(texts) {
    const count = unread(texts, this.#seen);
    $("unread").hidden = !count;
    $("unread").textContent = `${count} unread`;
  }

  #saw() {
    this.#seen = this.texts().at(-1)?.n ?? this.#seen;
    this.draw();
  }

  #text(texts) {
    const callers = texts.filter(({ from }) => from === "caller");
    return callers.find(({ n }) => n === this.#chosen) ?? callers.at(-1);
  }

  /** Choose the caller's text before or after (Alt+Up, Alt+Down); the hand stays where it is. */
  choose(step) {
    const callers = this.texts().filter(({ from }) => from === "caller");
    const at = callers.findIndex(({ n }) => n === this.#text(callers)?.n);
    this.#chosen = callers[Math.max(0, Math.min(callers.length - 1, at + step))]?.n ?? null;
    this.draw();
    $("texts").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  /** Copy the chosen text into the narrative, as it was written. */
  copyChosen() {
    const text = this.#text(this.texts());
    if (!text) return;
    this.copy(text.words);
    this.#saw();
    this.say(`Text of ${clock(text.at)} copied into the narrative.`);
  }

  async reply() {
    const words = $("reply").value;
    if (!words.trim() || this.#sending) return;
    this.#sending = true;
    this.say("Sending…");
    try {
      await this.send("post_text", { ringing: this.line().ref, text: words });
      if ($("reply").value === words) $("reply").value = "";
      this.say("");
      this.#saw();
    } catch (problem) {
      this.say(`Not sent: ${problem.message}`);
    } finally {
      this.#sending = false;
    }
  }

  async end() {
    try {
      await this.send("end_ringing", { ringing: this.line().ref, how: "completed" });
    } catch (problem) {
      this.say(problem.message);
    }
  }

  say(text) {
    if ($("conversation-said").textContent !== text) $("conversation-said").textContent = text;
  }
}
