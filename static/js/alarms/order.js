/** Which alarm comes first, what is still nobody's, what blinks, what is said and what is heard. No DOM. */
export const PRIORITIES = ["emergency", "high", "medium", "low"];
export const MUTED_FOR = 5 * 60_000; // milliseconds; then sound returns by itself

const rank = (alarm) => PRIORITIES.indexOf(alarm.priority);
export const isNew = (alarm) => !alarm.acknowledged_at;

/** Return alarms in the order of the list: emergencies; what is nobody's; by priority, passed on first, the oldest first. */
export function ordered(alarms) {
  return Object.values(alarms).sort((a, b) =>
    (b.priority === "emergency") - (a.priority === "emergency") || isNew(b) - isNew(a) || rank(a) - rank(b) || Boolean(b.escalated_at) - Boolean(a.escalated_at) || (a.raised_at < b.raised_at ? -1 : 1));
}

/** Return {fresh, all} counts. */
export const counts = (alarms) => ({ fresh: alarms.filter(isNew).length, all: alarms.length });

/** Only the highest class that nobody has taken blinks, and only when it is high or an emergency. */
export function blinking(alarms) {
  const top = ordered(alarms).find(isNew);
  return top && ["emergency", "high"].includes(top.priority) ? top.priority : "";
}

/** Return what is new since `known` (a Map of alarm -> sounds_at), for the live regions: {assertive, polite}. */
export function announcement(alarms, known) {
  const fresh = alarms.filter((a) => isNew(a) && a.sounds_at && known.get(a.alarm) !== a.sounds_at);
  const loud = fresh.filter((a) => ["emergency", "high"].includes(a.priority));
  const calm = fresh.length - loud.length;
  return { assertive: loud.map((a) => `${a.priority === "emergency" ? "Emergency" : "Alarm"}: ${a.says}`).join(". "), polite: calm ? `${calm} new ${calm === 1 ? "alarm" : "alarms"}` : "" };
}

/**
 * Return the alarm to sound now, or undefined. `tones` is the setting; `heard` maps alarm -> {sounds_at, at};
 * `mutedUntil` in milliseconds. An emergency is heard also while the rest is muted.
 */
export function toSound(alarms, tones, heard, now, mutedUntil) {
  return ordered(alarms).find((alarm) => {
    const tone = tones[alarm.tone];
    if (!isNew(alarm) || !alarm.sounds_at || !tone) return false;
    if (alarm.priority !== "emergency" && now < mutedUntil) return false;
    const last = heard.get(alarm.alarm);
    if (!last || last.sounds_at !== alarm.sounds_at) return true;
    return tone.every > 0 && now - last.at >= tone.every * 1000;
  });
}

/** How loud, 0 to 1: the tone's own volume times the desk's. An emergency is never softer than half. */
export function loudness(alarm, tone, desk) {
  return alarm.priority === "emergency" ? Math.max(0.5, tone.volume * desk) : tone.volume * desk;
}
