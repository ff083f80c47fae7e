/** A flag drawn: what was asked, and the call verbatim as it stood then. */
import { dated } from "../clocktime.js";
import { make, showText } from "../bind.js";
import { kindWords, words } from "../words.js";
import { DECISIONS, STATE_TONES } from "./rules.js";

const when = (at) => (at ? dated(at) : "");

/** Return the nodes of a flag; `says` maps its reasons to words. */
export function drawn(flag, says) {
  return [
    headline(flag), asked(flag, says), ...reviews(flag), ...flag.record.calls.map((call) => told(call, flag.call)),
    ...response(flag.record.incident), ...earlier(flag.record), edits(flag.record),
  ].filter(Boolean);
}

function headline(flag) {
  const line = make("div", "", { class: "headline" });
  line.append(
    make("b", flag.flag, { class: "mono" }), make("span", words(flag.state), { class: "chip", "data-tone": STATE_TONES[flag.state] }),
    make("span", `raised by ${flag.by}, ${when(flag.at)}`, { class: "quiet" }),
  );
  if (flag.suggested) line.append(make("span", "the software had suggested it", { class: "chip" }));
  if (flag.expires_at) line.append(make("span", `expires ${flag.expires_at.slice(0, 10)}`, { class: "quiet" }));
  return line;
}

function asked(flag, says) {
  const box = make("div", "", { class: "asked" });
  const ul = make("ul", "", { class: "ticks" });
  ul.append(...flag.reasons.map((reason) => make("li", says[reason] ?? words(reason))));
  const note = make("p", "", { class: "note" });
  showText(note, flag.note);
  box.append(ul, note, ...flag.quotes.map((quote) => { const q = make("blockquote"); showText(q, quote); return q; }));
  return box;
}

function reviews({ reviews: made }) {
  return made.map(({ by, at, decision, reason }, i) => {
    const line = make("p", "", { class: "made" });
    line.append(make("b", `${i ? "Second review" : "Review"}: ${DECISIONS[decision]?.[0].toLowerCase() ?? decision}`), make("span", ` by ${by}, ${when(at)}: `, { class: "quiet" }), make("span"));
    showText(line.lastElementChild, reason);
    return line;
  });
}

function told(call, flagged) {
  const box = make("section");
  const about = [call.source, call.caller_name || "no name", call.callback || "no number", call.language, `taken by ${call.taken_by}`, when(call.taken_at)];
  const narrative = make("div", "", { class: "narrative" });
  showText(narrative, call.narrative || "No narrative.");
  box.append(make("h3", call.call === flagged ? "The flagged call, verbatim" : "Call, verbatim"), make("p", about.join(" · "), { class: "quiet" }), narrative);
  const answers = Object.entries(call.answers);
  if (answers.length) box.append(make("p", answers.map(([question, answer]) => `${words(question)}: ${words(answer)}`).join(" · "), { class: "quiet" }));
  return box;
}

function response(incident) {
  const advised = incident.response.map((r) => kindWords(r.kind)).join(" + ") || "nobody";
  const sent = incident.assignments.map((a) => `${a.unit} (${a.agency}, ${words(a.state)})`).join(", ") || "nobody yet";
  return [make("h3", "Response when flagged"), make("p", `${incident.priority}, ${words(incident.determination)}. Triage advised ${advised}. Sent: ${sent}. ${incident.place.address}, ${incident.place.area || "area not known"}.`)];
}

function earlier({ prior_calls: calls }) {
  if (!calls.length) return [make("h3", "Earlier calls from this number"), make("p", "None.", { class: "quiet" })];
  const ul = make("ul");
  ul.append(...calls.map((call) => {
    const li = make("li", `${when(call.taken_at)} `);
    li.append(make("a", call.incident, { href: `/incidents/${call.incident}/`, class: "mono" }));
    return li;
  }));
  return [make("h3", `Earlier calls from this number (${calls.length})`), ul];
}

function edits({ assessments, frozen_at: at }) {
  const box = make("details");
  box.append(make("summary", `Every edit of the words (${assessments.length}), frozen ${when(at)}`));
  box.append(...assessments.map((a) => {
    const line = make("div", "", { class: "edit" });
    line.append(make("span", `${when(a.at)} · ${words(a.result.determination)} · ${a.result.priority}`, { class: "quiet mono" }), make("div", "", { class: "narrative" }));
    showText(line.lastElementChild, a.narrative || "No words.");
    return line;
  }));
  return box;
}
