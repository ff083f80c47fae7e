/** Before an unarmed team is sent: weapon, violence, consent, from what is already known. Nothing is asked again. No DOM. */
import { going, words } from "../../words.js";

const UNARMED = ["mental_health", "homeless_outreach", "mediation", "988_transfer"];
const LINES = [
  { ask: "Weapon?", questions: ["weapons"], rules: ["weapon", "weapon_answered", "hinted_weapon"], no: "No, the caller said" },
  {
    ask: "Violence?", questions: ["violence_now", "threat_to_others"], no: "No violence and no threat, the caller said",
    rules: ["violence", "violence_answered", "threat", "threat_answered", "forced_entry", "held", "robbery", "partner_violence", "abuse", "history"],
  },
];
const ASKED = { violence_now: "being hurt now", threat_to_others: "threats" };

/** Return whether an unarmed team is the first that should go. */
export function forUnarmed(card) {
  return card.status !== "closed" && UNARMED.includes(going(card.response)[0]);
}

/** Return the three lines: {ask, says, tone}. What was not asked is said as such; only words and answers count. */
export function lines(card) {
  const answers = card.answers ?? {};
  return [...LINES.map((line) => danger(line, answers, card.assessment ?? {})), consent(answers.will_meet_team)];
}

function danger({ ask, questions, rules, no }, answers, { reasons = [], denials = [] }) {
  const found = reasons.filter(({ rule }) => rules.includes(rule));
  if (found.length) return { ask, says: `Yes: ${found.map(driven).join("; ")}${place(ask, answers)}`, tone: "danger" };
  if (questions.every((one) => answers[one] === "no")) return { ask, says: no, tone: "good" };
  return { ask, says: capital(questions.map((one) => asked(one, answers[one], denials)).join("; ")), tone: "warn" };
}

const driven = ({ says, evidence }) => (evidence?.text ? `${says}: “${evidence.text}”` : says);
const place = (ask, { weapon_place: where }) => (ask === "Weapon?" && where ? ` (where: ${words(where)})` : "");

function asked(question, answer, denials) {
  const about = ASKED[question] ? `${ASKED[question]}: ` : "";
  const said = { no: "no", yes: "yes", unknown: "asked, the caller does not know" }[answer] ?? unasked(denials.find((one) => one.question === question));
  return about + said;
}

/** What the caller's own words deny is told in them; it is no answer, and stays to be asked. */
const unasked = (denial) => (denial ? `the caller's words deny it (“${denial.text}”); not asked` : "not asked");

const capital = (text) => text[0].toUpperCase() + text.slice(1);

function consent(answer) {
  const [says, tone] = {
    yes: ["Yes: wants somebody to come and will meet the team", "good"], no: ["No: does not want anybody, or will not meet the team", "warn"],
    unknown: ["Asked, the caller does not know", "warn"],
  }[answer] ?? ["Not asked", "warn"];
  return { ask: "Consent to help?", says, tone };
}
