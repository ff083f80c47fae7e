/** What an alert says, in the reader's language: made here of its kind and its facts, which carry what people wrote. No DOM. */
import { t } from "../i18n.js";
import { words } from "../words.js";
import { clockTime } from "./clock.js";

const HEARD = {
  checked_in: (facts) => t("%(unit)s checked in at %(time)s. A person makes sure and closes this.", facts),
  moved_on: (facts) => t("%(unit)s reported its next step at %(time)s. A person makes sure and closes this.", facts),
  left: (facts) => t("%(unit)s left its job at %(time)s. A person makes sure and closes this.", facts),
};

/** By kind: the facts without which the sentence cannot be said, and the sentence. What only the floor is told is not here. */
const SENTENCES = {
  triage_changed: [["before", "after"], ({ before, after, suspended }) => {
    const dangers = (after.hazards ?? []).filter((danger) => !(before.hazards ?? []).includes(danger)).map((danger) => t(danger));
    const changed = dangers.length ? t("New danger: %(dangers)s.", { dangers: dangers.join("; ") }) : t("What triage says has changed.");
    return suspended ? `${changed} ${t("The override does not count any more.")}` : changed;
  }],
  no_team_in_time: [["minutes"], (facts) => t("No unarmed team came within %(minutes)s min.", facts)],
  place_changed: [["was", "address"], ({ was, ...facts }) => t("It is now at %(address)s; it was %(before)s. %(reason)s", { ...facts, before: was.address })],
  unit_taken: [["unit", "for", "role", "others"], ({ others, role, ...facts }) => {
    const there = others.length ? t("%(units)s still there.", { units: others.join(", ") }) : t("Nobody is there now.");
    return `${t("%(unit)s (%(role)s) was sent to %(for)s: %(reason)s.", { ...facts, role: words(role) })} ${there}`;
  }],
  emergency: [["unit"], (facts) => t("%(unit)s pressed its emergency button.", facts)],
  unit_silent: [["unit", "police", "heard_at"], (facts) => t("%(unit)s was last heard at %(time)s: the police are called to it as %(police)s.", { ...facts, time: clockTime(facts.heard_at) })],
  unit_heard: [["unit", "how", "heard_at"], (facts) => HEARD[facts.how]?.({ ...facts, time: clockTime(facts.heard_at) }) ?? null],
  entered_early: [["unit", "why", "words"], (facts) => t("%(unit)s is in against the staging hold (%(why)s): %(words)s", facts)],
};

/** Return the sentence of an alert's card; null for a kind or an old alert whose facts do not say enough. */
export function alerted(alert) {
  const [needs, says] = SENTENCES[alert.kind] ?? [];
  return says && needs.every((name) => alert[name] !== undefined && alert[name] !== null) ? says(alert) : null;
}
