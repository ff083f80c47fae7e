/** What triage says, drawn. Words beside every colour; the words that drove it are marked in a copy of the text. */
import { make } from "../bind.js";
import { DETERMINATIONS, KINDS, kindWords, LEVELS, words as words_ } from "../words.js";
import { cut } from "./spans.js";

const ROLES = { primary: "goes first", also: "goes too", stand_by: "stands by: danger is not excluded" };
const TONES = { criminal: "accent", non_criminal: "good", undetermined: "warn" };

export function draw(root, narrative, a) {
  root.replaceChildren(...[
    headline(a), who(a), ...list("Dangers that everybody sees", a.hazards, (h) => h, "hazard"),
    ...list("Contradictions: the more dangerous counts", a.conflicts, (c) => c.says ?? String(c)),
    ...words(narrative, a),
    ...list("Why", a.reasons, reason),
    ...list("Not certain, and passed on as such", a.hedges, (h) => h.text ?? h.says ?? String(h)),
    ...bias(a.bias_review_suggested),
  ].filter(Boolean));
}

/** A reason in words: what it says, the words behind it, and how they were meant. */
export function reason({ says, evidence }) {
  if (evidence?.answer) return `${says} (${words_(evidence.answer.replace("=", ": "))})`;
  if (!evidence?.text) return says;
  const how = [evidence.place && `where: ${words_(evidence.place)}`, evidence.source, evidence.hedged && "said with doubt"].filter(Boolean);
  return `${says}: “${evidence.text}”${how.length ? ` (${how.join(", ")})` : ""}`;
}

function headline(a) {
  const line = make("div", "", { class: "headline" });
  line.append(
    make("span", DETERMINATIONS[a.determination], { class: "chip big", "data-tone": TONES[a.determination] }),
    make("span", a.priority, { class: "chip priority big", "data-priority": a.priority }),
    make("span", LEVELS[a.level], { class: "chip", "data-tone": a.level === 4 ? "danger" : a.level === 3 ? "warn" : "" }),
  );
  return line;
}

function who(a) {
  const ol = make("ol", "", { class: "send-list", "aria-label": "Who should go" });
  for (const { kind, role } of a.response) {
    const [letter, , tone] = KINDS[kind] ?? ["?", "", ""];
    const li = make("li", "", {});
    const chip = make("span", "", { class: "chip big", "data-tone": tone });
    chip.append(make("span", letter, { class: "letter", "aria-hidden": "true" }), make("span", kindWords(kind)));
    li.append(chip, make("span", ROLES[role] ?? words_(role), { class: "quiet" }));
    ol.append(li);
  }
  const [says, tone] = alone(a);
  const box = make("div");
  box.append(ol, make("p", says, { class: tone }));
  return box;
}

/** Whether an unarmed team may go alone, and how loudly that is said. */
export function alone({ unarmed_alone_is_safe: safe, response, hazards }) {
  if (safe) return ["An unarmed team may go alone.", "quiet"];
  const standing = response.some(({ kind, role }) => role === "stand_by" && (kind === "police" || kind === "co_response"));
  if (standing && !hazards.length) return ["Danger is not excluded yet: ask about weapon and violence. Until then co-response stands by.", "caution"];
  return ["An unarmed team must not go alone.", "hazard"];
}

function words(narrative, { reasons }) {
  const parts = cut(narrative, reasons);
  if (!parts.some((part) => part.mark)) return [];
  const mirror = make("div", "", { class: "mirror" });
  mirror.append(...parts.map((part) => (part.mark ? make("mark", part.text, { "data-weight": part.mark, title: part.says }) : document.createTextNode(part.text))));
  return [make("h3", "The words that drove it"), mirror];
}

function list(title, items, text, style = "") {
  if (!items?.length) return [];
  const ul = make("ul");
  ul.append(...items.map((item) => make("li", text(item), { class: style })));
  return [make("h3", title), ul];
}

function bias(suggested) {
  if (!suggested) return [];
  const quotes = (suggested.quotes ?? []).map((q) => `“${q.text ?? q}”`).join(", ");
  return [make("p", `Consider flagging for a bias review: ${quotes || "see the reasons"}. A flag is a review request, never set by itself, and changes nothing that is sent.`, { class: "quiet" })];
}
