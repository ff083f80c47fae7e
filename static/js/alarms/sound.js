/** The controls of sound: volume, mute with a mark that nobody overlooks, and its return by itself. */
import { Sound } from "./tones.js";

/** Mount on the elements `.sound` of a list's root; return the sounding. */
export function mountSound(root, tones) {
  const box = root.querySelector(".sound");
  const [mark, button, volume] = [box.querySelector(".mark"), box.querySelector("button"), box.querySelector("input")];
  const sound = new Sound({ tones, changed: show });
  volume.value = String(Math.round(sound.volume * 100));

  function show() {
    const state = sound.state(Date.now());
    const left = Math.ceil((sound.mutedUntil - Date.now()) / 60_000);
    const text = { blocked: "Sound is off: press any key", muted: `Muted, back in ${left} min (emergencies sound)`, on: "Sound is on" }[state];
    if (mark.textContent !== text) mark.textContent = text;
    box.dataset.state = state;
    button.textContent = state === "muted" ? "Sound on" : "Mute 5 min";
    button.hidden = state === "blocked";
  }

  button.addEventListener("click", () => (sound.state(Date.now()) === "muted" ? sound.unmute() : sound.mute(Date.now())));
  volume.addEventListener("input", () => sound.setVolume(Number(volume.value) / 100));
  // Starting the sound takes a tenth of a second: the first key is painted before it. It changes what stands above the
  // list, so it waits for a whole click: between a press and its release the button under the hand would move away.
  const soon = () => requestAnimationFrame(() => setTimeout(() => sound.wake()));
  for (const kind of ["click", "keydown", "wake"]) document.addEventListener(kind, soon, { once: true, capture: true });
  show();
  return { tick(alarms) { sound.tick(alarms, Date.now()); show(); } };
}
