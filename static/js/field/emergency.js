/** The emergency button: held for a second, by finger or by key, so that a pocket does not press it. */
import { t } from "../i18n.js";

export const HELD = 1000; // milliseconds

/** Call `act` when the button was held long enough. `timers` are for tests: {set, clear}. */
export function holding(act, timers = { set: (...of) => setTimeout(...of), clear: (timer) => clearTimeout(timer) }) {
  let timer = null;
  return {
    begin() { timer ??= timers.set(() => { timer = null; act(); }, HELD); },
    end() { if (timer !== null) { timers.clear(timer); timer = null; } },
    get held() { return timer !== null; },
  };
}

/** Return what the unit is told about its emergency, or "" while there is none. */
export function told(alarms, unit) {
  const alarm = Object.values(alarms).find((a) => a.kind === "emergency" && a.unit === unit && !a.ended_at);
  if (!alarm) return "";
  return alarm.acknowledged_by ? t("%(who)s answers your emergency.", { who: alarm.acknowledged_by }) : t("Your emergency was sent. Nobody has taken it yet.");
}

/** Mount the button of the field page. */
export function mountEmergency({ store, act, unit }) {
  const [box, said, button] = ["emergency", "emergency-said", "emergency-press"].map((id) => document.getElementById(id));
  const hold = holding(async () => {
    button.dataset.held = "false";
    said.textContent = t("Sending your emergency…");
    box.dataset.state = "sent";
    try { await act("press_emergency", { unit, source: "mdt" }); }
    catch { said.textContent = t("The emergency was NOT sent. Use the radio."); }
  });
  const begin = () => { hold.begin(); button.dataset.held = "true"; };
  const end = () => { hold.end(); button.dataset.held = "false"; };
  button.addEventListener("pointerdown", (event) => { button.setPointerCapture(event.pointerId); begin(); });
  for (const kind of ["pointerup", "pointercancel", "blur"]) button.addEventListener(kind, end);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("keydown", (event) => { if ([" ", "Enter"].includes(event.key)) { event.preventDefault(); begin(); } });
  button.addEventListener("keyup", end);
  box.hidden = false;
  store.subscribe((changed) => {
    if (changed && !changed.alarms) return;
    const text = told(store.cards.alarms, unit);
    if (said.textContent !== text) said.textContent = text;
    if (text) box.dataset.state = "sent"; else delete box.dataset.state;
  });
}
