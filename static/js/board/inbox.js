/** What waits for somebody on the floor, in words, the most urgent first: alerts, alarms, calls, transfers, messages. DOM-free. */
import { itemOf } from "../alarms/flood.js";
import { words } from "../words.js";
import { waiting } from "./alerts.js";

const rows = (cards, kind, open) => Object.entries(cards[kind] ?? {}).filter(([, card]) => open(card)).map(([key, card]) => [card, key]);
const whom = (to) => (to && typeof to === "object" ? Object.values(to).join(" ") : words(to));

function alarms(cards) {
  return rows(cards, "alarms", (one) => !one.acknowledged_at).map(([one, key]) => ({
    ...itemOf(one, `alarms/${key}`), kind: one.escalated_at ? `Alarm, now with: ${one.escalated_to?.name ?? "the next"}` : "Alarm", number: one.incident, unit: one.unit, parts: members(one, `alarms/${key}`),
    says: [one.says, one.action].filter(Boolean).join(" → "), due: one.due_at, verb: "acknowledge_alarm", fields: { alarm: one.alarm ?? key }, label: "Acknowledge",
  }));
}

/** What an alarm stands for that the server grouped: "call_waiting LA26-000123" is a line without an act of its own. */
function members({ kind, members: sources = [], raised_at: at }, key) {
  return sources.map((source) => ({ key: `${key}/${source}`, kind: words(kind), urgent: 3, at, number: /[A-Z]+\d\d-\d{6}/.exec(source)?.[0], says: source.replace(`${kind} `, "") }));
}

function alerts(cards) {
  return waiting(cards.incidents).map(({ number, at, key, says }) => {
    const override = key.includes("/O");
    const kind = override ? "Override" : "Alert";
    return { key: `alerts/${key}`, kind, group: kind, alone: inDanger(cards.incidents[number], key), urgent: 1, at, number, says, ...(override ? {} : { verb: "acknowledge_alert", fields: { incident: number, alert: key }, label: "Acknowledge" }) };
  });
}

const IN_DANGER = ["emergency", "help_asked", "unit_silent", "entered_early"];

/** Whether an alert is about somebody in danger now: a P1, or a unit. Such a line is never grouped (U33). */
const inDanger = (card, key) => card.priority === "P1" || IN_DANGER.includes(card.alerts.find((one) => one.alert === key)?.kind);

function ringing(cards) {
  return rows(cards, "ringing", (one) => !one.ended && !one.claimed_by).map(([one, key]) => ({
    key: `ringing/${key}`, kind: one.medium === "voice" || !one.medium ? "Call rings" : `${words(one.medium)} waits`, urgent: 1, at: one.rang_at,
    says: [one.number, place(one.place)].filter(Boolean).join(" · ") || "no number, no place", verb: "claim_call", fields: { ringing: one.ringing ?? key }, label: "Answer",
  }));
}

function callbacks(cards, now) {
  return rows(cards, "callbacks", (one) => !one.outcome && (!one.due_at || Date.parse(one.due_at) <= now)).map(([one, key]) => ({
    key: `callbacks/${key}`, kind: "Call back", group: "Call back", urgent: 2, at: one.due_at, number: one.incident, says: [one.number, one.attempts ? `${one.attempts} tries` : ""].filter(Boolean).join(" · ") || "due now",
    ask: "record_callback", fields: { callback: one.callback ?? key }, label: "Outcome…",
  }));
}

function transfers(cards) {
  return rows(cards, "transfers", (one) => ["requested", "accepted"].includes(one.state)).map(([one, key]) => ({
    key: `transfers/${key}`, kind: "Transfer", group: "Transfer", urgent: 2, at: one.times?.[one.state], number: one.incident, says: `to ${whom(one.to ?? one.kind)}: ${words(one.state)}`,
    ask: "end_transfer", fields: { transfer: one.transfer ?? key, incident: one.incident }, label: "State…",
  }));
}

function messages(cards, me, now) {
  const forTheFloor = (one) => one.kind === "bolo" || one.to?.desk || one.by_unit;
  const open = (one) => forTheFloor(one) && !one.acknowledged?.some((seen) => (seen.by ?? seen) === me) && one.by !== me && !(one.until && Date.parse(one.until) <= now);
  return rows(cards, "messages", open).map(([one, key]) => ({
    key: `messages/${key}`, kind: one.kind === "bolo" ? "BOLO" : "Message", group: one.kind === "bolo" ? "BOLO" : "Message", urgent: 3, at: one.at, number: one.incident, says: [one.by && `${one.by}:`, one.text, one.area && `(${one.area})`].filter(Boolean).join(" "),
    verb: "acknowledge_message", fields: { message: one.message ?? key }, label: "Read",
  }));
}

const place = (given) => (given && typeof given === "object" ? given.address : given);

/** Return the items of the list, the most urgent first, then the oldest. `me`: the viewer's name; `now`: server time. */
export function items(cards, me, now) {
  return [...alarms(cards), ...alerts(cards), ...ringing(cards), ...callbacks(cards, now), ...transfers(cards), ...messages(cards, me, now)]
    .sort((a, b) => a.urgent - b.urgent || ((a.at ?? "") < (b.at ?? "") ? -1 : 1));
}

/** Return one line that counts them by kind: "2 alerts, 1 call rings". */
export function counted(all) {
  if (!all.length) return "nothing waits";
  const of = (test) => all.filter(({ key }) => key.startsWith(test)).length;
  const parts = [["alarms/", "alarm", "alarms"], ["alerts/", "alert", "alerts"], ["ringing/", "call rings", "calls ring"], ["callbacks/", "call-back", "call-backs"], ["transfers/", "transfer", "transfers"], ["messages/", "message", "messages"]];
  return parts.map(([prefix, one, many]) => [of(prefix), one, many]).filter(([n]) => n).map(([n, one, many]) => `${n} ${n === 1 ? one : many}`).join(", ");
}
