/**
 * What is known here and nearby, while typing: cautions, open incidents this call may belong to, earlier calls.
 * It warns and offers; it never blocks and never takes the focus.
 */
import { ask } from "../api.js";
import { make, showText } from "../bind.js";
import { typeWords } from "../calltypes.js";
import { cautionNode } from "../cautions.js";
import { now } from "../page.js";
import { age, doorWords } from "../words.js";
import { distance } from "./candidates.js";

const PAUSE = 400; // milliseconds without a key before the server is asked
const WHY = { address: "same address", near: "nearby", number: "same number", place: "same place" };

export class Nearby {
  /** `number()`: the incident this call belongs to, or ""; `attach(incident)`: make this call a supplement of it. */
  constructor(form, root, { number, attach }) {
    Object.assign(this, { form, root, number, attach, asked: "", first: null });
    this.body = make("div", "", { class: "body nearby" });
    this.state = make("span", "", { class: "quiet", role: "status" });
    const header = make("header");
    header.append(make("h2", "Known here and nearby", { id: "nearby-title" }), this.state);
    root.classList.add("panel");
    root.setAttribute("aria-labelledby", "nearby-title");
    root.replaceChildren(header, this.body);
    this.#draw({ open: [], prior: [], cautions: [] });
    form.addEventListener("input", () => this.look());
    document.addEventListener("keydown", (event) => {
      if (event.altKey && event.code === "KeyM") { event.preventDefault(); if (this.first) this.#attach(this.first); }
    });
  }

  /** Ask, a moment after the last key, when the place or the number changed. */
  look() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#look(), PAUSE);
  }

  async #look() {
    const body = this.#typed();
    const asked = JSON.stringify(body);
    if (asked === this.asked) return;
    this.asked = asked;
    this.looking?.abort();
    const mine = (this.looking = new AbortController());
    const slow = setTimeout(() => { this.state.textContent = "looking…"; }, 1000);
    try {
      const found = body.address.length < 3 && !body.callback ? { open: [], prior: [], cautions: [] } : await ask("POST", "/api/intake/nearby/", body, { signal: mine.signal });
      if (!mine.signal.aborted) this.#draw(found);
    } catch (problem) {
      if (mine.signal.aborted) return;
      this.asked = "";
      this.state.textContent = `Not known: ${problem.message}`;
    } finally {
      clearTimeout(slow);
    }
  }

  #typed() {
    const { address, callback, lat, lon } = this.form.elements;
    const body = { address: address.value.trim().slice(0, 300), callback: callback.value, incident: this.number() };
    const position = [lat.value.trim(), lon.value.trim()].map(Number);
    if (lat.value.trim() && lon.value.trim() && position.every(Number.isFinite)) [body.lat, body.lon] = position;
    return body;
  }

  #draw({ open, prior, cautions }) {
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.incident : null;
    this.first = open[0]?.incident ?? null;
    const parts = [...cautions.map(cautionNode), ...this.#opens(open), ...priors(prior)];
    this.body.replaceChildren(...(parts.length ? parts : [make("p", "Nothing is known of this place or number.", { class: "quiet" })]));
    const counts = [[cautions.length, "caution"], [open.length, "open incident"], [prior.length, "earlier call"]].filter(([n]) => n);
    this.state.textContent = counts.map(([n, what]) => `${n} ${what}${n > 1 ? "s" : ""}`).join(", ");
    if (focused) this.body.querySelector(`button[data-incident="${CSS.escape(focused)}"]`)?.focus();
  }

  #opens(open) {
    if (!open.length) return [];
    return [make("h3", "Open: the same thing?"), ...open.map((found, i) => {
      const node = entry(found, `${found.priority} · ${found.status}`);
      const button = make("button", "Attach this call ", { type: "button", "data-incident": found.incident });
      if (!i) button.append(make("kbd", "Alt+M"));
      button.setAttribute("aria-label", `Attach this call to ${found.incident}`);
      button.addEventListener("click", () => this.#attach(found.incident));
      node.append(button);
      return node;
    })];
  }

  async #attach(incident) {
    if (this.attaching) return;
    this.attaching = true;
    try { await this.attach(incident); } finally { this.attaching = false; this.look(); }
  }
}

function priors(prior) {
  if (!prior.length) return [];
  const list = make("details", "", { open: "open" });
  list.append(make("summary", `Earlier calls (${prior.length})`), ...prior.map((found) => {
    const node = entry(found, (found.disposition || "closed").replaceAll("_", " "));
    for (const hazard of found.hazards) node.append(make("span", `▲ ${hazard}`, { class: "chip", "data-tone": "danger" }));
    return node;
  }));
  return [list];
}

/** One incident in two lines: which, how far, how old, why it is shown; and what was said. */
function entry(found, state) {
  const node = make("div", "", { class: "near" });
  const line = make("p");
  const facts = [found.distance_m !== null && distance(found.distance_m), `${age(found.opened_at, now())} ago`, found.why.map((why) => WHY[why]).join(", "), state];
  line.append(make("a", found.incident, { href: `/incidents/${found.incident}/`, class: "mono", target: "_blank" }), make("span", ` ${facts.filter(Boolean).join(" · ")}`, { class: "quiet" }));
  const said = make("p");
  showText(said, [[found.address, doorWords(found.apartment)].filter(Boolean).join(", "), typeWords(found.call_type, found.call_type_text), found.narrative].filter(Boolean).join(" · "));
  node.append(line, said);
  return node;
}
