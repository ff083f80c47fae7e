/** The job as it is known: hazards first, what is not certain, the place, the words, what was already asked. */
import { make, showText } from "../bind.js";
import { steps as changed, unseenBy } from "../board/alerts.js";
import { typeWords } from "../calltypes.js";
import { cautionNode, cautionsOf } from "../cautions.js";
import { language, t } from "../i18n.js";
import { going, kindWords, levelWords, words } from "../words.js";
import { alerted } from "./alerted.js";
import { navigation } from "./job.js";

const LANGUAGES = { en: "English", es: "Spanish" };
const SAYS = { hazards: "Dangers", priority: "Priority" };

/**
 * Return what a team has to know before it moves: alerts, hazards, where. `seen(alert)` is called when one was read;
 * `moves(plan)` returns the buttons of a care plan, where this person may change one.
 */
export function first(card, { unit, store, seen, moves }) {
  const hedges = (card.assessment.hedges ?? []).map((hedge) => hedged(card.narrative ?? "", hedge));
  return [
    ...unseenBy(card, unit).map((alert) => toSee(alert, seen)),
    ...card.hazards.map((hazard) => make("p", `▲ ${t(hazard)}`, { class: "hazard" })), ...staging(card), ...cautionsOf(card).map((found) => warned(found, moves)),
    ...(hedges.length ? list(t("Not certain"), [...new Set(hedges)]) : []), headline(card, store), place(card.place),
  ];
}

function warned(found, moves) {
  const node = cautionNode(found);
  if (found.plan && moves) node.append(moves(found));
  return node;
}

/** Say that unarmed units wait nearby and why, or that the police have reported the scene clear. */
function staging({ staging: hold }) {
  if (!hold) return [];
  const line = make("p", "", { class: hold.stands ? "hazard" : "quiet" });
  showText(line, hold.stands ? t("▲ Staging hold: %(why)s. Unarmed units wait nearby until the police report the scene clear.", { why: hold.why }) : t("✓ Scene clear: %(words)s", { words: hold.words }));
  return [line];
}

/** Return what a hedge is said of, to the end of its clause: "might be a toy", not "might". */
export function hedged(narrative, { start, end, text }) {
  if (!(start >= 0)) return text;
  const rest = /^[^.,;!?\n]{0,60}/.exec(narrative.slice(end))[0];
  return `“${(narrative.slice(start, end) + rest).trim()}”`;
}

/** Return the rest of what is known: the words, what was asked, who else goes, who called. */
export function known(card, { unit, store }) {
  const text = make("div", "", { class: "narrative" });
  showText(text, card.narrative || t("No narrative yet."));
  const answered = Object.entries(card.answers ?? {});
  const others = card.assignments.filter((a) => a.open && a.unit !== unit).map((a) => `${a.unit}, ${words(a.state)}`);
  const callers = store.callsOf(card.number).filter((c) => c.callback || c.caller_name);
  return [
    text, ...list(t("Already asked"), answered.map(([question, answer]) => `${words(question)}: ${question === "language" ? t(LANGUAGES[answer] ?? words(answer)) : words(answer)}`)),
    ...list(t("Also sent"), others), ...list(t("Who should go"), going(card.response).map(kindWords)),
    ...list(t("Caller"), callers.map((c) => [c.caller_name, c.callback].filter(Boolean).join(", "))),
  ];
}

function headline(card, store) {
  const line = make("p", "", { class: "headline" });
  const name = t(store.snapshot?.settings?.priorities?.[card.priority] ?? "");
  line.append(make("span", card.number, { class: "mono" }), " ", make("abbr", card.priority, { title: name || t(SAYS.priority), class: "chip priority", "data-priority": card.priority }), " ",
    make("span", [name, levelWords(card.level), typeWords(card.call_type, card.call_type_text)].filter(Boolean).join(" · ")));
  return line;
}

function place({ address, area, apartment, gate, cross_street: cross, verified, ...where }) {
  const box = make("div", "", { class: "place" });
  const line = make("p");
  line.append(make("b", address), make("span", ` ${area ?? ""}`, { class: "quiet" }));
  const parts = [apartment && t("apartment %(n)s", { n: apartment }), gate && t("gate %(n)s", { n: gate }), cross && t("near %(street)s", { street: cross }), verified ? "" : t("address not verified")].filter(Boolean);
  box.append(line);
  if (parts.length) { const more = make("p", "", { class: "quiet" }); showText(more, parts.join(" · ")); box.append(more); }
  const way = navigation(where);
  if (way) box.append(make("a", t("Navigate there"), { href: way, class: "button" }));
  return box;
}

/** An alert on top of the job, with the one thing to do about it. */
function toSee(alert, seen) {
  const box = make("div", "", { class: "alert", role: "group", "aria-label": t("Alert") });
  const changes = make("ul");
  changes.append(...changed(alert).map(([name, before, after]) => {
    const li = make("li", `${name}: ${before} → `);
    li.append(make("b", after));
    return li;
  }));
  const button = make("button", t("Seen"), { type: "button", class: "main big", "data-key": alert.alert });
  button.addEventListener("click", () => seen(alert));
  box.append(saying(alert), changes, button);
  return box;
}

/** In English an alert says the desks' own sentence; else one that is made here, or its kind before the English one. */
function saying(alert) {
  const own = language() === "en" ? null : alerted(alert);
  const line = make("p", "▲ ");
  const text = make("span", "", own ? {} : { lang: "en" });
  showText(text, own ?? alert.says);
  line.append(...(own || language() === "en" ? [] : [`${words(alert.kind)}: `]), text);
  return line;
}

function list(title, items) {
  if (!items.length) return [];
  const ul = make("ul");
  ul.append(...items.map((item) => { const li = make("li"); showText(li, item); return li; }));
  return [make("h3", title), ul];
}
