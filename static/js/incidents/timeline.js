/** What happened to an incident in sentences. No DOM. */
import { clock, dated } from "../clocktime.js";
import { steps } from "../board/alerts.js";
import { kindWords, words } from "../words.js";

const QUIET = new Set(["rank_seen", "draft", "call", "incident", "moved", "stayed", "copied", "message", "seq", "ringing", "callback"]); // for machines; the heading says the incident
const TAKEN_AWAY = new Set(["incident_closed", "incidents_merged", "unit_status_set"]); // "was" is kept for an undo
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** Return {at, by, title, says} for an event of the timeline; facts a person would read, in words. */
export function sentence({ kind, at, recorded_at: recordedAt, by, source, facts = {} }) {
  const late = recordedAt && at && recordedAt.slice(0, 19) !== at.slice(0, 19) ? ` (recorded ${clock(recordedAt)})` : "";
  return { at: `${dated(at)}${late}`, by: [by, source].filter(Boolean).join(", "), title: words(kind), says: factsInWords(TAKEN_AWAY.has(kind) ? { ...facts, was: null } : facts) };
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
  if (value === true || value === false) return value ? "yes" : "no";
  if (value === null || value === undefined) return "none";
  if (typeof value === "object") return Object.entries(value).map(([k, v]) => `${words(k)}: ${said(v)}`).join(", ");
  if (typeof value === "string" && STAMP.test(value)) return dated(value);
  return typeof value === "string" && /^[a-z0-9_]+$/.test(value) ? kindWords(value) : String(value);
}
