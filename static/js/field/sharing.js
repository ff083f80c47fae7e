/** Where the phone is, by consent and on shift only: a switch that is off until somebody turns it on, and at sign-off. */
import { ask } from "../api.js";
import { t } from "../i18n.js";
import { serverTime } from "../page.js";

const EVERY = 10_000; // milliseconds between positions that are sent
const FRESH = 60_000; // a position older than that is not where the unit is
const $ = (id) => document.getElementById(id);

/** Return the phone's position once; rejects when it is not allowed or not known. */
export function position() {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) return reject(new Error("none"));
    navigator.geolocation.getCurrentPosition((found) => resolve(read(found)), reject, { enableHighAccuracy: true, timeout: 10_000, maximumAge: 5000 });
  });
}

function read({ coords, timestamp }) {
  return { lat: coords.latitude, lon: coords.longitude, accuracy_m: Math.min(100_000, coords.accuracy), taken: timestamp };
}

/** Return when a position was taken by the server's clock, which the phone's may differ from; nothing while it is unknown. */
function taken(found) {
  const now = serverTime();
  return now === null ? {} : { at: new Date(Math.min(now, now - (Date.now() - found.taken))).toISOString() };
}

/** Mount the switch. Return {draw(onShift), here()}: `here()` is what a step may say, {} without consent. */
export function mountSharing({ unit }) {
  let [watch, last, sent] = [null, null, 0];

  function start() {
    if (!navigator.geolocation) return say(t("This phone gives no position."));
    watch = navigator.geolocation.watchPosition(took, refused, { enableHighAccuracy: true, maximumAge: 5000 });
    show();
  }

  function stop() {
    if (watch !== null) navigator.geolocation.clearWatch(watch);
    [watch, last] = [null, null];
    show();
  }

  async function took(found) {
    last = read(found);
    show();
    if (Date.now() - sent < EVERY) return;
    sent = Date.now();
    // A position that could not be sent is not sent later: the next one is newer.
    await ask("POST", "/api/positions/", [{ unit, lat: last.lat, lon: last.lon, accuracy: last.accuracy_m, ...taken(last) }]).catch(() => {});
  }

  function refused({ code }) {
    stop();
    say(code === 1 ? t("The phone does not allow it: allow the position in the browser's settings.") : t("The position is not known here."));
  }

  function show() {
    const on = watch !== null;
    $("share").setAttribute("aria-checked", String(on));
    $("share").textContent = on ? t("Position: shared") : t("Position: not shared");
    say(on ? t("The floor sees where this phone is, until you switch it off or sign off.") : t("The floor does not see where this phone is."));
  }

  function say(text) { if ($("share-said").textContent !== text) $("share-said").textContent = text; }

  $("share").addEventListener("click", () => (watch === null ? start() : stop()));
  show();
  return {
    draw(onShift) {
      $("share-box").hidden = !onShift;
      if (!onShift && watch !== null) stop();
    },
    here() {
      if (watch === null || !last || Date.now() - last.taken > FRESH || serverTime() === null) return {};
      const { taken, ...where } = last;
      return { position: { ...where, at: new Date(serverTime() - Math.max(0, Date.now() - taken)).toISOString() } };
    },
  };
}
