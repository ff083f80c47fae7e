/** Rules of recurrence (RFC 5545, and X-ON for turns) as a form asks for them, and in words. No DOM. */
export const DAY_NAMES = { MO: "Mon", TU: "Tue", WE: "Wed", TH: "Thu", FR: "Fri", SA: "Sat", SU: "Sun" };
export const WEEKS = "weeks";
export const TURNS = "turns";
export const AS_IT_IS = "as_it_is"; // a rule that this form cannot say: it came by the API

const whole = (n, least, most) => Number.isInteger(n) && n >= least && n <= most;
const parts = (rule) => Object.fromEntries(rule.split(";").filter(Boolean).map((part) => part.split("=")));

/** Return what a form holds of a rule: {recurs, days, every, on, off}. */
export function read(rule) {
  const usual = { recurs: WEEKS, days: ["MO", "TU", "WE", "TH", "FR"], every: 1, on: 4, off: 4 };
  if (!rule) return usual;
  const said = parts(rule);
  const [every, on] = [Number(said.INTERVAL ?? 1), Number(said["X-ON"] ?? 1)];
  const known = (...names) => Object.keys(said).every((name) => ["FREQ", "INTERVAL", ...names].includes(name));
  if (said.FREQ === "WEEKLY" && said.BYDAY && known("BYDAY")) return { ...usual, every, days: said.BYDAY.split(",") };
  if (said.FREQ === "DAILY" && known("X-ON")) return { ...usual, recurs: every > 1 ? TURNS : WEEKS, days: Object.keys(DAY_NAMES), on, off: every - on || 4 };
  return { ...usual, recurs: AS_IT_IS };
}

/** Return the rule that a form says; `before` is the one that stays as it is. */
export function rule({ recurs, days, every, on, off }, before = "") {
  if (recurs === AS_IT_IS) return before;
  return recurs === TURNS ? `FREQ=DAILY;INTERVAL=${on + off};X-ON=${on}` : `FREQ=WEEKLY;INTERVAL=${every};BYDAY=${days.join(",")}`;
}

/** Return what is wrong with what a form says, by field; {} when nothing is. */
export function faults({ recurs, days, every, on, off }) {
  if (recurs === WEEKS) return { ...(!days.length && { days: ["Tick at least one day."] }), ...(!whole(every, 1, 52) && { every: ["A whole number from 1 to 52."] }) };
  if (recurs === TURNS) return { ...(!whole(on, 1, 60) && { on: ["A whole number from 1 to 60."] }), ...(!whole(off, 1, 60) && { off: ["A whole number from 1 to 60."] }) };
  return {};
}

const counted = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

/** Return a rule in words. */
export function ruled(text) {
  const said = parts(text);
  const every = Number(said.INTERVAL ?? 1);
  if (said["X-ON"]) return `${counted(Number(said["X-ON"]), "day")} on, ${every - Number(said["X-ON"])} off`;
  const days = (said.BYDAY ?? "").split(",").filter(Boolean).map((day) => DAY_NAMES[day] ?? day).join(", ");
  const often = { DAILY: every > 1 ? `every ${every} days` : "every day", WEEKLY: every > 1 ? `every ${every} weeks` : "every week", MONTHLY: every > 1 ? `every ${every} months` : "every month" }[said.FREQ];
  return [often, days].filter(Boolean).join(": ");
}
