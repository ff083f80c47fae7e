/** What the schedule offers a phone, what of the form is sent, and what it says at signing off, as plain values. No DOM. */
import { t } from "../i18n.js";
import { moment } from "../moment.js";

const NAME = /^[a-z0-9][a-z0-9._-]*$/;
const OFF = "off_duty";

/**
 * Return the unit of this person's shift as it can be signed on now; null where nothing is to be offered: no shift now,
 * somebody has signed it on, a sign-on waits to be sent, or the person is at work already. A unit's card is newer than `plan`.
 */
export function offered(plan, { units, unit, me, waiting }) {
  const own = units[unit];
  const atWork = own?.assignment || (own && own.duty !== OFF && own.crew?.includes(me));
  if (!plan?.shift || waiting || atWork) return null;
  const choice = plan.choices.find((one) => one.unit === plan.shift.unit);
  return choice && (units[choice.unit]?.duty ?? choice.duty) === OFF ? choice : null;
}

/** Return whom the form ticks at first: who is planned on the unit, else the person alone; nobody who is on another unit now. */
export function expected({ people }, me) {
  const some = people.some(({ planned }) => planned);
  return people.filter(({ member, planned, on }) => (some ? planned : member === me) && !on).map(({ member }) => member);
}

/**
 * Return {fields, problems} of a sign-on as it stands in the form: `crew` are the ticked ones, the rest is text. What is
 * as the schedule has it is not named, so that a shift that is moved later moves the unit's time with it.
 */
export function signOn(choice, { crew, other, vehicle, radio, until }, { me, shown, now, zone }) {
  const problems = {};
  const more = other.toLowerCase().split(/[\s,;]+/).filter(Boolean);
  if (more.some((name) => !NAME.test(name))) problems.other = t("Type the name as it is typed to sign in, small letters and no blank within it.");
  const all = [...new Set([...crew, ...more])];
  if (!all.length) problems.crew = t("Tick at least one person.");
  const fields = { unit: choice.unit, crew: all };
  for (const [name, value] of Object.entries({ vehicle, radio })) if (value.trim() && value.trim() !== choice[name]) fields[name] = value.trim();
  const same = JSON.stringify([...all].sort()) === JSON.stringify(expected(choice, me).sort());
  if (until.trim() && !(same && until.trim() === shown)) {
    const at = until.trim() === shown && choice.until ? choice.until : moment(until.trim(), now, zone, true);
    if (at) fields.until = at;
    else problems.until = t("Type the time as 14:05.");
  }
  return { fields, problems };
}

/**
 * Return what stands beside the buttons of the duty: until when the unit is on, when the person's shift ends or that it
 * is on another unit, and their next one. `offering`: the form of the shift stands above and says it already.
 */
export function says(plan, card, now, { time, day, offering = false }) {
  const [shift, next] = [plan?.shift, plan?.next];
  const until = card && card.duty !== OFF ? card.on_duty_until : null;
  const mine = shift?.unit === card?.call_sign;
  const said = [];
  if (until) said.push(Date.parse(until) <= now ? t("The shift of %(unit)s ended at %(time)s.", { unit: card.call_sign, time: time(until) }) : t("%(unit)s is on duty until %(time)s.", { unit: card.call_sign, time: time(until) }));
  if (shift && mine && shift.ends !== until && !offering) said.push(t("Your own shift ends at %(time)s.", { time: time(shift.ends) }));
  if (shift && !mine && !offering) said.push(t("Your shift is on %(unit)s, until %(time)s.", { unit: shift.unit, time: time(shift.ends) }));
  if (plan && !shift && !until) said.push(t("No shift is planned for you now."));
  if (next && !shift) said.push(t("Your next shift: %(unit)s, %(from)s to %(to)s.", { unit: next.unit, from: day(next.starts), to: time(next.ends) }));
  return said.join(" ");
}
