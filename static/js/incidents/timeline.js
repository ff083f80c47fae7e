/** What happened to an incident in sentences. No DOM. */
import { steps } from "../board/alerts.js";
import { kindWords, words } from "../words.js";

const QUIET = new Set(["rank_seen", "draft", "call", "incident", "ringing", "callback"]); // for machines; the heading says the incident

/** Return {at, by, title, says} for an event of the timeline; facts a person would read, in words. */
export function sentence({ kind, at, recorded_at: recordedAt, by, source, facts = {} }) {
  const late = recordedAt && at && recordedAt.slice(0, 19) !== at.slice(0, 19) ? ` (recorded ${recordedAt.slice(11, 19)})` : "";
  return { at: `${at.slice(0, 10)} ${at.slice(11, 19)}${late}`, by: [by, source].filter(Boolean).join(", "), title: words(kind), says: factsInWords(facts) };
}

/** Return facts as one line: "unit 6A15 · role primary"; nothing for what is empty. */
export function factsInWords(facts) {
  return Object.entries(facts)
    .filter(([name, value]) => !QUIET.has(name) && value !== "" && value !== null && value !== undefined)
    .map(([name, value]) => `${words(name)} ${said(value)}`)
    .join(" · ");
}

function said(value) {
  if (value?.before && value?.after) return steps(value).map(([name, before, after]) => `${name}: ${before} → ${after}`).join("; ");
  if (Array.isArray(value)) return value.map(said).join(", ");
  if (typeof value === "object") return Object.entries(value).map(([k, v]) => `${words(k)}: ${said(v)}`).join(", ");
  return typeof value === "string" && /^[a-z0-9_]+$/.test(value) ? kindWords(value) : String(value);
}
