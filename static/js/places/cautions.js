/** Premise cautions: the table, and the one dialog that adds, reviews and ends them. */
import { command } from "../api.js";
import { bind, clone, make, showText } from "../bind.js";
import { Place } from "../intake/place.js";
import { fieldsOf, showProblems } from "../problems.js";
import { age } from "../words.js";

const $ = (id) => document.getElementById(id);
const NAMES = ["address", "radius_m", "compartment", "severity", "text", "told_by", "review_at", "expires_at", "reason"];
const TITLES = { add: "New caution", review: "Still true?", end: "End this caution" };
const VERBS = { add: "add_caution", review: "review_caution", end: "expire_caution" };
const OF_PLANS = { review: "review_care_plan", end: "expire_care_plan" };
const verbOf = (doing, c) => (c?.plan ? OF_PLANS[doing] : VERBS[doing]);
const READERS = { common: "everybody", law: "police, floor", care: "teams, floor" };
const SEVERITIES = { danger: ["▲ danger", "danger"], caution: ["! caution", "warn"], information: ["i information", ""] };
const WORST = ["danger", "caution", "information"];
const DAY = 86_400_000;

export class Cautions {
  constructor(store, may) {
    Object.assign(this, { store, may, doing: "add", chosen: null });
    this.form = $("caution-form");
    this.place = new Place(this.form, $("caution-candidates"));
    $("new-caution").hidden = !may("add_caution");
    $("new-caution").addEventListener("click", () => this.add());
    $("cautions-filter").addEventListener("input", () => this.draw());
    $("caution-cancel").addEventListener("click", () => $("caution-dialog").close());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
  }

  draw() {
    const wanted = $("cautions-filter").value.trim().toLowerCase();
    const all = Object.values(this.store.cards.cautions ?? {});
    const shown = all.filter((c) => !wanted || `${c.place.address} ${c.text} ${c.source}`.toLowerCase().includes(wanted));
    shown.sort((a, b) => WORST.indexOf(a.severity) - WORST.indexOf(b.severity) || (a.review_at < b.review_at ? -1 : 1));
    const key = document.activeElement?.dataset?.key;
    $("cautions").replaceChildren(...shown.map((c) => this.#row(c)));
    $("cautions-none").hidden = shown.length > 0;
    $("cautions-none").textContent = wanted ? "No caution matches." : "No caution is active.";
    $("cautions-count").textContent = all.length ? `${all.length} active` : "";
    if (key) $("cautions").querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }

  #row(c) {
    const node = clone("caution-row");
    const [says, tone] = c.plan ? ["+ care plan", "good"] : SEVERITIES[c.severity];
    const due = Date.now() > new Date(c.review_at).getTime();
    bind(node, { severity: says, source: c.source, review: `${c.review_at.slice(0, 10)}${due ? " due" : ""}`, ends: c.expires_at.slice(0, 10), readers: READERS[c.compartment] });
    node.querySelector(".chip").dataset.tone = tone;
    showText(node.querySelector('[data-bind="text"]'), c.plan ? planWords(c) : c.text);
    showText(node.querySelector('[data-bind="place"]'), `${c.place.address}${c.place.lat === null ? "" : `, within ${c.place.radius_m} m`}`);
    node.querySelector('[data-bind="review"]').title = c.reviewed_at ? `reviewed ${age(c.reviewed_at, Date.now())} ago` : "never reviewed";
    for (const [doing, text] of [["review", "Review…"], ["end", "End…"]]) {
      if (!this.may(verbOf(doing, c))) continue;
      const button = make("button", text, { type: "button", "data-key": `${c.caution}-${doing}`, "aria-label": `${text.slice(0, -1)}: ${c.place.address}` });
      button.addEventListener("click", () => this.#open(doing, c));
      node.querySelector(".does").append(button, " ");
    }
    return node;
  }

  add() {
    if (!$("caution-dialog").open) this.#open("add", null);
  }

  #open(doing, c) {
    Object.assign(this, { doing, chosen: c });
    this.form.reset();
    for (const hidden of this.form.querySelectorAll('input[type="hidden"]')) hidden.value = "";
    this.place.taken = null;
    this.place.show();
    const { elements } = this.form;
    if (c) Object.assign(elements.severity, { value: c.severity });
    elements.text.value = c?.text ?? "";
    elements.told_by.value = c?.source ?? "";
    elements.review_at.value = day(182);
    elements.expires_at.value = day(c?.plan ? 182 : 365);
    for (const part of this.form.querySelectorAll("[data-of]")) part.hidden = !part.dataset.of.split(" ").includes(doing);
    elements.severity.closest(".field").hidden ||= Boolean(c?.plan); // a plan helps, it does not warn
    $("caution-heading").textContent = c ? `${TITLES[doing]} ${c.place.address}` : TITLES[doing];
    $("caution-send").textContent = { add: "Warn of this place", review: "Still true", end: "End it" }[doing];
    $("caution-problem").hidden = true;
    showProblems("caution", NAMES, {});
    $("caution-dialog").showModal();
    this.form.querySelector("[data-of]:not([hidden]) :is(input, select, textarea)").focus();
  }

  async #send() {
    const typed = Object.fromEntries(new FormData(this.form));
    if (!showProblems("caution", NAMES, missing(this.doing, typed))) return;
    $("caution-problem").hidden = true;
    $("caution-send").disabled = true;
    try {
      await command(verbOf(this.doing, this.chosen), body(this.doing, typed, this.chosen));
      $("caution-dialog").close();
      $("cautions-said").textContent = { add: "Added. Open incidents there show it now.", review: "Reviewed.", end: "Ended." }[this.doing];
    } catch (problem) {
      if (showProblems("caution", NAMES, fieldsOf(problem))) {
        $("caution-problem").hidden = false;
        $("caution-problem").textContent = problem.message;
      }
    } finally {
      $("caution-send").disabled = false;
    }
  }
}

/** Return a care plan's words in one cell: whose, what helps, what sets it off, whom to call, who consented. */
function planWords({ plan, text }) {
  const said = [plan.person && `${plan.person}: ${text}`, !plan.person && text, plan.triggers && `Sets it off: ${plan.triggers}`, plan.call && `Call: ${plan.call}`, `Consent: ${plan.consent_by} (${plan.consent})`];
  return said.filter(Boolean).join(" · ");
}

const day = (from) => new Date(Date.now() + from * DAY).toISOString().slice(0, 10);
const end = (date) => `${date}T23:59:59Z`;

function missing(doing, typed) {
  const needs = { add: { address: "Type the place.", text: "Write what to beware of.", told_by: "Write who says so." }, review: { text: "Write what to beware of.", told_by: "Write who says so." }, end: { reason: "Write why." } }[doing];
  return Object.fromEntries(Object.entries(needs).filter(([name]) => !typed[name]?.trim()));
}

function body(doing, typed, chosen) {
  const which = chosen && { [chosen.plan ? "care_plan" : "caution"]: chosen.caution };
  if (doing === "end") return { ...which, reason: typed.reason };
  const times = { ...(typed.review_at && { review_at: end(typed.review_at) }), ...(typed.expires_at && { expires_at: end(typed.expires_at) }) };
  const words = { severity: typed.severity, text: typed.text, told_by: typed.told_by, ...times };
  if (doing === "review") return { ...which, ...(chosen.plan ? { helps: typed.text, told_by: typed.told_by, ...times } : words) };
  const position = typed.lat && typed.lon ? { lat: Number(typed.lat), lon: Number(typed.lon) } : {};
  return { address: typed.address, ...position, radius_m: Number(typed.radius_m), compartment: typed.compartment, ...words };
}
