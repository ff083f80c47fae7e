/** What has still to be seen and to be decided, in words. No DOM. */
import { t } from "../i18n.js";
import { DETERMINATIONS, kindWords, levelWords, words } from "../words.js";

const NAMES = { determination: "Determination", level: "Danger", priority: "Priority", response: "Send", hazards: "Dangers", unarmed_alone_is_safe: "Unarmed alone" };
const SAID = {
  determination: (value) => t(DETERMINATIONS[value] ?? words(value)),
  level: (value) => levelWords(value) || String(value),
  response: (value) => value.map(kindWords).join(" + ") || t("nobody"),
  hazards: (value) => value.map((one) => t(one)).join("; ") || t("none known"),
  unarmed_alone_is_safe: (value) => (value ? t("safe") : t("not safe")),
};
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Return [name, before, after] of what an alert says has changed, in words. */
export function steps({ before, after }) {
  if (!before || !after) return [];
  return Object.keys(NAMES)
    .filter((name) => !same(before[name], after[name]))
    .map((name) => [t(NAMES[name]), (SAID[name] ?? String)(before[name]), (SAID[name] ?? String)(after[name])]);
}

/** Return the alerts of an incident that the floor has not acknowledged, the oldest first. */
export function unseen(card) {
  return (card.alerts ?? []).filter((alert) => !alert.acknowledged).reverse();
}

/** Return the alerts that this unit has still to see. */
export function unseenBy(card, unit) {
  return (card.alerts ?? []).filter((alert) => alert.unseen_by.includes(unit)).reverse();
}

export const undecided = (card) => card.override?.state === "awaiting_confirmation";

/** Return {number, at, says} of everything that waits for somebody on the floor, the oldest first. */
export function waiting(incidents) {
  return Object.values(incidents).flatMap((card) => [
    ...unseen(card).map((alert) => ({ number: card.number, at: alert.at, key: alert.alert, says: alert.says })),
    ...(undecided(card) ? [{ number: card.number, at: card.override.at, key: `${card.number}/O${card.override.n}`, says: `An override by ${card.override.by} waits for a second person` }] : []),
  ]).sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Return what an override says, as one sentence. */
export function overrideWords({ response, was, by, reason_code: reason, words: why, determination }) {
  const called = determination ? `, called ${(DETERMINATIONS[determination] ?? determination).toLowerCase()}` : "";
  return `${SAID.response(was)} → ${SAID.response(response)}${called}. ${by}, ${words(reason)}: ${why}`;
}

export const OVERRIDE_STATES = {
  awaiting_confirmation: "Override waits for a second person: it does not count yet", in_force: "Override in force",
  suspended: "Override suspended by a new danger: triage counts again", refused: "Override refused: triage counts",
  replaced: "Override replaced", lapsed: "Override lapsed: nobody confirmed it",
};
