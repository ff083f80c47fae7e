/** What a report's figures are called, and how times are written. No DOM. */
export const CLOCKS = { backup: "Time to backup", hand_up: "Handed up to the police", hand_down: "Handed down: time to relief" };
export const BACK = { diverted: "Diverted calls", handed_back: "Handed back", stayed_with_teams: "Stayed with teams", share: "Share handed back", with_police_backup: "Police came as backup" };
export const MISSED = { missed: "Missed", heard_by_dispatcher: "Heard before the supervisor was told", after_supervisor: "Heard after the supervisor was told", after_police: "Police were called", still_silent: "Still silent" };

/** Return seconds as m:ss, h:mm:ss; a dash where none is told. */
export function time(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, "0"));
  return h === "00" ? `${Number(m)}:${s}` : `${Number(h)}:${m}:${s}`;
}

/** Return a share in percent; in words when it is hidden with its count. */
export const percent = (share) => (share === null ? "hidden, too few" : `${(share * 100).toFixed(1)} %`);

/** Return the picture's sentence, for those who do not see it. */
export function sentence(clocks) {
  return clocks.map(({ clock, arrived: { n, median_s: median, p90_s: p90 } }) => `${CLOCKS[clock]}: ${median === null ? `too few to tell (${n})` : `median ${time(median)}, 90 % within ${time(p90)}, n ${n}`}`).join("; ");
}
