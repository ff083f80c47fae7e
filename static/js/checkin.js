/** When the next check-in of a unit on scene is due: the same rule as the server's (`causes.because`). No DOM. */
const ARMED = ["police", "co_response", "medical"];
const UNHEARD = ["on_scene", "transporting"];

/** Return the keys of the centre's `timers.check_in` that count: what it carries, the level, known dangers, one alone. */
export function because(card, job, members) {
  const found = [job.kinds.some((kind) => ARMED.includes(kind)) ? "armed" : "unarmed"];
  if ([3, 4].includes(card.level)) found.push(`level_${card.level}`);
  if ((card.assessment?.hazards ?? []).length || (card.cautions ?? []).length) found.push("caution");
  if (members === 1) found.push("alone");
  return found;
}

/** Return when the next check-in is due (RFC 3339), or null while none is. `timers` is the centre's setting. */
export function dueAt(card, job, members, timers) {
  if (!job.open || !UNHEARD.includes(job.state) || !timers?.check_in) return null;
  const seconds = Math.min(...because(card, job, members).map((key) => timers.check_in[key] ?? Infinity));
  const heard = Math.max(new Date(job.since).getTime(), new Date(job.checked_at ?? job.since).getTime());
  return Number.isFinite(seconds) ? new Date(heard + seconds * 1000).toISOString() : null;
}
