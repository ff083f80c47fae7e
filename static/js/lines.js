/** Words for a caller's line: what it is, how surely it is located, how a call-back is to be read. No DOM. */
import { age } from "./words.js";

export const MEDIA = { voice: "Voice", text: "Text", chat: "Web chat" };
// NENA's classes of service that desks meet most; any other is shown as its code.
const SERVICES = {
  RESD: "residence", BUSN: "business", MOBL: "mobile", WRLS: "wireless", WPH1: "wireless, cell tower only",
  WPH2: "wireless, measured position", VOIP: "internet telephone",
};
export const CALLBACK_WHY = { abandoned: "ended before anybody answered", hung_up: "was cut off", planned: "planned by a call-taker" };
export const CALLBACK_OUTCOMES = {
  reached_no_emergency: "Reached: no emergency", reached_emergency: "Reached: emergency", no_answer: "No answer",
  voicemail: "Voicemail", busy: "Busy", open_line: "Open line, nobody speaks",
};
export const reached = (outcome) => outcome.startsWith("reached");

export const numberOf = (card) => card.number || "no number";

/** Return "within 35 m, WPH2 (wireless, measured position)"; says so when nothing is known. Without its words: `brief`. */
export function located({ place, uncertainty_m: metres, class_of_service: service }, { brief = false } = {}) {
  const known = place?.lat !== null && place?.lat !== undefined;
  const radius = known ? (metres === null || metres === undefined ? "uncertainty not given" : `within ${distance(metres)}`) : "no position";
  const line = service ? [SERVICES[service] && !brief ? `${service} (${SERVICES[service]})` : service] : [];
  return [radius, ...line].join(", ");
}

export const distance = (metres) => (metres < 1000 ? `${Math.ceil(metres)} m` : `${(metres / 1000).toFixed(1)} km`);

/** Return the ringing cards that nobody has answered, the longest first. */
export const waiting = (cards) => inOrder(cards).filter(({ state }) => state === "ringing");

/** Return those that were answered and are not on the board yet, and the written ones that go on. */
export const answered = (cards) => inOrder(cards).filter(({ state, medium }) => state === "claimed" || (state === "taken" && medium !== "voice"));

const inOrder = (cards) => Object.values(cards ?? {}).sort((a, b) => (a.rang_at < b.rang_at ? -1 : 1));

/** Return open call-backs, the first due first. */
export const due = (cards) => Object.values(cards ?? {}).sort((a, b) => (a.due_at < b.due_at ? -1 : 1));

/** Return "waits 0:40" for what was due at once, else "due in 4:10" or "late 1:20". */
export function dueWords({ due_at: at, planned_at: planned }, now) {
  if (at === planned) return `waits ${age(at, now)}`;
  const left = new Date(at).getTime() - now;
  return left > 0 ? `due in ${age(now, new Date(at).getTime())}` : `late ${age(at, now)}`;
}

/** Return "tried 2 times, last: busy". */
export function tries({ attempts }) {
  if (!attempts.length) return "not tried yet";
  return `tried ${attempts.length === 1 ? "once" : `${attempts.length} times`}, last: ${CALLBACK_OUTCOMES[attempts.at(-1).outcome].toLowerCase()}`;
}

/** Return the texts of one conversation in their order. */
export const conversation = (texts, ringing) => Object.values(texts ?? {}).filter((text) => text.ringing === ringing).sort((a, b) => a.n - b.n);

/** Return how many of the caller's texts came after number `seen`. */
export const unread = (texts, seen) => texts.filter((text) => text.from === "caller" && text.n > seen).length;
