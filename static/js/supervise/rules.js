/** Who may decide what of a flag, and why not: pure, the same rules as the server's. */

export const DECISIONS = {
  dismiss: ["Dismiss", "Nothing to answer for. The flag expires after two years."],
  coach: ["Coach", "A matter for coaching on the floor."],
  refer: ["Refer", "To the City Attorney, if a second supervisor agrees."],
};
export const STATE_TONES = { open: "warn", referral_proposed: "violet", referred: "accent", coached: "calm", dismissed: "" };

/** Return {choices} that this person has, or {why} there are none. */
export function mayDecide(flag, me) {
  const waiting = ["open", "referral_proposed"].includes(flag.state);
  if (!waiting) return { choices: [], why: "" };
  if (flag.by === me) return { choices: [], why: "You raised this flag: another supervisor reviews it." };
  if (flag.reviews[0]?.by === me) return { choices: [], why: "You proposed to refer it: a second supervisor decides." };
  return { choices: flag.state === "open" ? ["dismiss", "coach", "refer"] : ["refer", "dismiss"], why: "" };
}

/** Return how a decision reads at the second review. */
export const choiceWords = (choice, second) => (second && choice === "refer" ? ["Agree to refer", "Two supervisors are enough: it can be handed out."] : DECISIONS[choice]);

/** Return a count with its rate as a person reads them; the count alone when the rate is not shown. */
export const withRate = (count, rate) => (rate === null || rate === undefined ? String(count) : `${count} (${(rate * 100).toFixed(1)} %)`);
