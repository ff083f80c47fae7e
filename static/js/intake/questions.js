/** The questions in the protocol's order. One key answers the marked one; not asked and unknown stay apart. */
import { make } from "../bind.js";
import { kindWords } from "../words.js";

/** Say what an answer would change: the reason why this question is the best one now. */
export function wouldChange({ answers, changes = {} }) {
  const said = answers.filter(({ value }) => changes[value]).map(({ value, label }) => `“${label}” would send ${kindWords(changes[value]).toLowerCase()} first`);
  return said.length ? ` ${said.join("; ")}.` : "";
}

export class Questions {
  constructor(root, onAnswer) {
    Object.assign(this, { root, onAnswer, answers: {}, nodes: new Map(), next: null });
  }

  /** Build the list once; later only marks change, so nothing moves under the hand. */
  start(questions) {
    this.root.replaceChildren(...questions.map((question) => this.#node(question)));
    this.#unlock();
  }

  restore(answers) {
    this.answers = { ...answers };
    for (const id of this.nodes.keys()) this.#mark(id);
  }

  /** Mark the question to ask next, with why. */
  suggest(next) {
    this.next = next?.[0]?.id ?? null;
    for (const [id, { node, why }] of this.nodes) {
      node.dataset.next = String(id === this.next);
      const text = id === this.next ? `Ask next: ${next[0].why}${wouldChange(next[0])}` : "";
      if (why.textContent !== text) why.textContent = text;
    }
  }

  /** Answer the marked question with its nth answer (one key). */
  answerNth(nth) {
    const known = this.nodes.get(this.next);
    if (known?.values[nth - 1] !== undefined) this.#answer(this.next, known.values[nth - 1]);
  }

  /** Return the questions that yes or no answers, in their order: {id, words, due}. */
  yesNo() {
    return [...this.nodes].filter(([, { values }]) => values.includes("yes") && values.includes("no"))
      .map(([id, { words, when }]) => ({ id, words, due: this.#due(when) }));
  }

  /** Answer a question; nothing is taken back by answering the same twice. */
  set(id, value) {
    this.answers[id] = value;
    this.#mark(id);
    this.onAnswer();
  }

  #answer(id, value) {
    if (this.answers[id] !== value) { this.set(id, value); return; }
    delete this.answers[id];
    this.#mark(id);
    this.onAnswer();
  }

  #due(when) {
    return !when.length || when.some(([id, values]) => values.includes(this.answers[id]));
  }

  #mark(id) {
    for (const button of this.nodes.get(id).node.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(this.answers[id] === button.dataset.value));
    }
    this.#unlock();
  }

  /** Dim what is asked only after another answer; nothing moves when it is due. */
  #unlock() {
    for (const { node, when } of this.nodes.values()) {
      node.dataset.locked = String(!this.#due(when));
    }
  }

  #node({ id, words, help, answers, asked_when: when = {} }) {
    const node = make("div", "", { class: "question", role: "group", "aria-label": words });
    const [why, row] = [make("span", "", { class: "quiet" }), make("div", "", { class: "answers" })];
    for (const [i, { value, label }] of answers.entries()) {
      const button = make("button", label, { type: "button", "aria-pressed": "false", "data-value": value });
      button.append(" ", make("kbd", String(i + 1), { "aria-hidden": "true" }));
      button.addEventListener("click", () => this.#answer(id, value));
      row.append(button);
    }
    node.append(make("span", words, { class: "words", title: help ?? "" }), row, why);
    this.nodes.set(id, { node, why, words, when: Object.entries(when), values: answers.map(({ value }) => value) });
    return node;
  }
}
