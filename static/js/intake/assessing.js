/** Assessing while typing: the newest words count, an older answer is thrown away. */
import { ask } from "../api.js";
import { make } from "../bind.js";
import { typed } from "./sheet.js";
import { draw } from "./verdict.js";

const PAUSE = 150; // milliseconds without a key
const SLOW = 400; // milliseconds after which it is said that it takes long
const $ = (id) => document.getElementById(id);

export class Assessing {
  suggestion = null; // what the newest assessment noticed; shown, never acted upon
  #asking = null;
  #timer = null;

  constructor(questions) {
    this.questions = questions;
  }

  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), PAUSE);
  }

  async now() {
    this.#asking?.abort();
    const mine = (this.#asking = new AbortController());
    const { narrative, call_type: callType } = typed();
    const slow = setTimeout(() => { $("assessing").hidden = false; }, SLOW);
    try {
      const body = { narrative, answers: this.questions.answers, ...(callType && { call_type: callType }) };
      const assessment = await ask("POST", "/api/triage/assess/", body, { signal: mine.signal });
      draw($("verdict"), narrative, assessment);
      this.suggestion = assessment.bias_review_suggested;
      this.questions.suggest(assessment.next_questions);
    } catch (problem) {
      if (!mine.signal.aborted) $("verdict").replaceChildren(make("p", `Not assessed: ${problem.message} Send the call anyway; triage runs again on the server.`, { class: "problem" }));
    } finally {
      clearTimeout(slow);
      if (mine === this.#asking) $("assessing").hidden = true;
    }
  }
}
