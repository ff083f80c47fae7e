/** Words for codes, and ages: one place, the same on every page. No DOM. */
import { t } from "./i18n.js";

export const KINDS = {
  police: ["P", "Police", "accent"],
  co_response: ["C", "Co-response", "violet"],
  mental_health: ["H", "Mental health", "good"],
  homeless_outreach: ["O", "Outreach", "good"],
  medical: ["M", "Medical", "calm"],
  "988_transfer": ["9", "988 transfer", "good"],
  mediation: ["D", "Mediation", "good"],
  no_dispatch: ["N", "No dispatch", ""],
};
export const DETERMINATIONS = { criminal: "Criminal", non_criminal: "Non-criminal", undetermined: "Undetermined" };
export const LEVELS = { 1: "Level 1, low", 2: "Level 2, moderate", 3: "Level 3, high", 4: "Level 4, immediate threat" };
export const STATE_TONES = {
  assigned: "warn", acknowledged: "warn", en_route: "accent", staged: "violet", on_scene: "calm", transporting: "calm",
  available: "good", unavailable: "", off_duty: "", queued: "",
};

/** What this centre calls things; learned from the snapshot's settings. */
let names = {};
export function learn(settings) { names = settings ?? {}; }
/** Return a setting of the centre that everybody reads; undefined before the first snapshot. */
export const set = (name) => names[name];
export const dispositionWords = (code) => t(names.dispositions?.[code]?.label ?? words(code));
export const priorityWords = (code) => (names.priorities?.[code] ? `${code}, ${t(names.priorities[code])}` : code);

export const words = (code) => t(String(code ?? "").replaceAll("_", " "));
export const kindWords = (kind) => (KINDS[kind] ? t(KINDS[kind][1]) : words(kind));
export const levelWords = (level) => t(LEVELS[level] ?? "");
/** Who goes, and who only stands by until a danger is excluded: never shown as one and the same. */
export const going = (response) => response.filter(({ role }) => role !== "stand_by").map(({ kind }) => kind);
export const standingBy = (response) => response.filter(({ role }) => role === "stand_by").map(({ kind }) => kind);
export function sendWords(response) {
  const by = standingBy(response).map(kindWords);
  return going(response).map(kindWords).join(" + ") + (by.length ? `; stands by: ${by.join(", ")}` : "");
}
export const tail = (number) => String(number).split("-")[1] ?? number;

/** Return an age as m:ss, h:mm after an hour, days after two. */
export function age(from, now) {
  const seconds = Math.max(0, Math.floor((now - new Date(from).getTime()) / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (h >= 48) return `${Math.floor(h / 24)} d`;
  return h ? `${h}h${String(m).padStart(2, "0")}` : `${m}:${String(s).padStart(2, "0")}`;
}

/** Return the parts of a text: plain strings, and {code} for characters that a reader could not see. */
export function visibleParts(text) {
  const hidden = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(hidden)) {
    if (found.index > at) parts.push(text.slice(at, found.index));
    parts.push({ code: `U+${found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` });
    at = found.index + 1;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** Return a door as it is read: "apt 4" of a bare number or letter; "Apt 4" and "3rd floor" say what they are themselves. */
export const doorWords = (door) => (/^\w{1,5}$/.test(door ?? "") ? `apt ${door}` : door);
