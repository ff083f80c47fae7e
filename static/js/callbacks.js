/** Who is to be called back, on any page: the first due first, each with its attempts; an outcome is asked for in a dialog. */
import { bind, clone, make } from "./bind.js";
import { CALLBACK_OUTCOMES, CALLBACK_WHY, due, dueWords, numberOf, reached, tries } from "./lines.js";
import { fieldsOf, showProblems } from "./problems.js";

const $ = (id) => document.getElementById(id);
const NAMES = ["outcome", "again", "no_more", "note"];

export class Callbacks {
  #nodes = new Map();

  /** `send(verb, fields)`; `now()`: server time; `onEmergency(task)`: somebody was reached who needs help. */
  constructor(root, { store, send, now, onEmergency }) {
    Object.assign(this, { root, store, send, now, onEmergency });
    $("callback-outcomes").append(...Object.entries(CALLBACK_OUTCOMES).map(([value, says]) => outcome(value, says)));
    store.subscribe((changed) => { if (changed === null || changed.callbacks) this.draw(); });
    setInterval(() => this.draw(), 1000);
  }

  draw() {
    const tasks = due(this.store.cards.callbacks);
    for (const [key, node] of this.#nodes) if (!this.store.cards.callbacks?.[key]) { node.remove(); this.#nodes.delete(key); }
    for (const task of tasks) {
      const node = this.#nodes.get(task.callback) ?? this.#make(task.callback);
      const late = new Date(task.due_at).getTime() <= this.now();
      bind(node, { number: numberOf(task), due: dueWords(task, this.now()), why: [task.incident, CALLBACK_WHY[task.why]].filter(Boolean).join(", "), tries: tries(task) });
      node.dataset.late = String(late);
      node.querySelector("button").setAttribute("aria-label", `Record the call-back to ${numberOf(task)}`);
    }
    bind(this.root, { count: tasks.length });
    this.root.querySelector("[data-none]").hidden = tasks.length > 0;
  }

  #make(key) {
    const node = clone("callback-task");
    node.querySelector("button").addEventListener("click", () => this.record(key));
    this.#nodes.set(key, node);
    this.root.querySelector("[data-list]").append(node);
    return node;
  }

  /** Ask how it came out, and record it. */
  record(key) {
    const task = this.store.cards.callbacks[key];
    const form = $("callback-form");
    form.reset();
    $("callback-title").textContent = `Call back ${numberOf(task)}`;
    showProblems("callback", NAMES, {});
    $("callback-problem").hidden = true;
    this.#need(form);
    form.onchange = () => this.#need(form);
    form.onsubmit = async (event) => {
      event.preventDefault();
      const found = new FormData(form);
      const fields = this.#fields(found);
      const missing = {
        ...(!fields.outcome && { outcome: "Say how it came out." }),
        ...(found.get("again") === "never" && !fields.no_more?.trim() && fields.outcome && !reached(fields.outcome) && { no_more: "Say why nobody tries again." }),
      };
      if (!showProblems("callback", NAMES, missing)) return;
      $("callback-send").disabled = true;
      try {
        await this.send("record_callback", { callback: key, ...fields });
        $("callback-dialog").close();
        if (fields.outcome === "reached_emergency") this.onEmergency(task);
      } catch (problem) {
        const { again_at: again, ...others } = fieldsOf(problem);
        if (showProblems("callback", NAMES, { ...others, ...(again && { again }) })) {
          $("callback-problem").textContent = problem.message;
          $("callback-problem").hidden = false;
        }
      } finally {
        $("callback-send").disabled = false;
      }
    };
    $("callback-cancel").onclick = () => $("callback-dialog").close();
    $("callback-dialog").showModal();
    form.querySelector("input").focus();
  }

  /** Show only what this outcome asks for. */
  #need(form) {
    const found = new FormData(form);
    const asks = found.get("outcome") && !reached(found.get("outcome"));
    $("callback-again-field").hidden = !asks;
    $("callback-no_more-field").hidden = !asks || found.get("again") !== "never";
  }

  #fields(found) {
    const [came, again, note] = [found.get("outcome"), found.get("again"), found.get("note")];
    const fields = { ...(came && { outcome: came }), ...(note.trim() && { note }) };
    if (!came || reached(came)) return fields;
    if (again === "never") return { ...fields, no_more: found.get("no_more") };
    return { ...fields, again_at: new Date(this.now() + Number(again) * 60_000).toISOString() };
  }
}

function outcome(value, says) {
  const label = make("label", "", { class: "tick" });
  label.append(make("input", "", { type: "radio", name: "outcome", value }), says);
  return label;
}
