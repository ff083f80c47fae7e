/** What stands behind the selected incident: triage's reasons, who called, what was noted, as nodes. */
import { clock, minute } from "../../clocktime.js";
import { make, showText } from "../../bind.js";
import { reason } from "../../intake/verdict.js";

export function reasons({ assessment }) {
  return [
    ...list("Why", assessment.reasons, reason),
    ...list("Not certain", assessment.hedges, (hedge) => hedge.text ?? hedge.says ?? String(hedge)),
    ...list("Contradictions: the more dangerous counts", assessment.conflicts, (conflict) => conflict.says ?? String(conflict)),
  ];
}

function list(title, items, text) {
  if (!items?.length) return [];
  const ul = make("ul");
  ul.append(...items.map((item) => make("li", text(item))));
  return [make("h3", title), ul];
}

export function calls(taken) {
  if (!taken.length) return [];
  const ul = make("ul", "", { class: "plain" });
  ul.append(...taken.map((c) => make("li", [c.source, c.caller_name, c.callback, `${clock(c.taken_at)}`, c.language].filter(Boolean).join(" · "))));
  return [make("h3", taken.length > 1 ? `${taken.length} calls` : "Caller"), ul];
}

export function notes(written) {
  if (!written.length) return [];
  const ul = make("ul", "", { class: "plain" });
  ul.append(...written.map(note));
  return [make("h3", "Notes"), ul];
}

function note({ compartment, by, at, text, struck }) {
  const li = make("li");
  li.append(make("span", compartment, { class: "chip" }), make("span", ` ${by}, ${minute(at)}: `, { class: "quiet" }), make("span"));
  showText(li.lastElementChild, text);
  if (struck) { li.lastElementChild.classList.add("struck"); li.append(make("span", " (taken back)", { class: "quiet" })); }
  return li;
}
