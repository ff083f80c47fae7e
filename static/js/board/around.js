/** The desk around the board: its other windows and their layouts, the sound of alarms, and who looks at what. */
import { ordered } from "../alarms/order.js";
import { mountSound } from "../alarms/sound.js";
import { LAYOUTS, wanted } from "../layouts.js";
import { prefer, preference } from "../preferences.js";
import { windows } from "../windows.js";

const SOUNDS_EVERY = 500; // milliseconds

/** Mount it; `flood` says which alarms are heard here; `select(number)` is called when another window chose an incident. Return {told, open, arrange}. */
export function around({ store, line, flood, sound: box, offer, select }) {
  const desk = windows("board", select);
  const sound = mountSound(box, () => store.snapshot?.settings?.tones ?? {});
  setInterval(() => sound.tick(flood.heard(ordered(store.cards.alarms ?? {}), ({ alarm }) => `alarms/${alarm}`)), SOUNDS_EVERY);

  function arrange(name) {
    offer.hidden = true;
    for (const [which, share] of Object.entries(LAYOUTS[name].windows)) desk.open(which, share);
    prefer("layout", name).catch(() => {});
  }

  // A browser opens windows only when somebody asks: after a restart the last layout is one press away.
  const last = wanted(location.href, { layout: preference("layout", "single") });
  offer.hidden = !last || !Object.keys(LAYOUTS[last].windows).length;
  if (!offer.hidden) {
    offer.textContent = `Open your windows again: ${LAYOUTS[last].says}`;
    offer.addEventListener("click", () => arrange(last), { once: true });
  }
  return {
    told: (number) => { desk.tell(number); line.viewing(number ?? null); },
    open: (which) => desk.open(which),
    arrange,
  };
}
