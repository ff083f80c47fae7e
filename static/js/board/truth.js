/** The board that cannot be trusted says so over everything: grey, hatched, in words, with the seconds (U18). */
import { STALE } from "../link.js";

/** Follow the line; `trust(boolean)` is called when what the lists show starts or stops counting as known. */
export function watchTruth(line, veil, { trust, say }) {
  const words = veil.querySelector("[data-says]");
  let trusted = true;
  line.addEventListener("state", ({ detail: { state, age } }) => {
    const now = !["stale", "offline"].includes(state);
    if (!now) {
      const text = `Do not trust this board: nothing heard for ${Math.floor(Math.max(age, STALE))} s${state === "offline" ? ". This machine is off the network" : ""}. Commands are tried all the same.`;
      if (words.textContent !== text) words.textContent = text;
    }
    if (now === trusted) return;
    trusted = now;
    veil.hidden = now;
    trust(now);
    say(now ? "The board is live again." : "Do not trust this board: the server is not heard.");
  });
}
