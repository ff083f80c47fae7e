/** How trustworthy the board is, as pure rules (promises U17, U18). */
export const LATE = 6; // seconds without hearing the server: amber
export const STALE = 10; // seconds: do not trust

/** Return the state in one word for what is seen of the line. */
export function linkState({ age, open, polling, catchingUp, online }) {
  if (age >= STALE) return online ? "stale" : "offline";
  if (age >= LATE) return "late";
  if (catchingUp) return "catching_up";
  if (polling) return "polling";
  return open ? "live" : "connecting";
}

export const SAYS = {
  connecting: "Connecting",
  live: "Live",
  catching_up: "Catching up",
  polling: "Polling",
  late: "Late",
  stale: "Stale: do not trust",
  offline: "Offline: do not trust",
};

/** Return milliseconds until the next try: doubling to 10 s, spread so that a shift does not return as one. */
export function backOff(tries, random) {
  return Math.min(10_000, 400 * 2 ** Math.min(tries, 5)) * (0.5 + random);
}
