/** What a desk knows of its lock and its session: counted here, so that it can be tested without a page. */
export const WARNS = 60_000; // milliseconds of warning before a desk locks or a session ends (U50)

/**
 * Return what is to happen now: {do: "lock" | "end" | "warn" | "", of: "lock" | "end" | "", left} with `left` in milliseconds.
 * `touched`: when a hand was last seen; `lockAfter` in milliseconds, 0: this desk is never locked; `endsAt`: when the session ends.
 */
export function due({ now, touched, lockAfter, endsAt }) {
  const toEnd = endsAt - now;
  const toLock = lockAfter ? touched + lockAfter - now : Infinity;
  if (toEnd <= 0) return { do: "end", of: "end", left: 0 };
  if (toLock <= 0) return { do: "lock", of: "lock", left: 0 };
  if (toEnd <= WARNS) return { do: "warn", of: "end", left: toEnd };
  if (toLock <= WARNS) return { do: "warn", of: "lock", left: toLock };
  return { do: "", of: "", left: Math.min(toEnd, toLock) };
}

/** Return whether an emergency stands that nobody has taken. */
export const emergency = (alarms) => Object.values(alarms ?? {}).some((alarm) => alarm.priority === "emergency" && !alarm.acknowledged_at);
