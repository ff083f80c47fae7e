/** Notices of a job on a phone that is in a pocket: allowed by its person, taken back by its person. */
import { command } from "../api.js";
import { t, language } from "../i18n.js";

const $ = (id) => document.getElementById(id);
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/** Mount the switch over the service worker's registration; nothing is shown where there are no notices. */
export async function mountNotices({ key, registration }) {
  if (!key || !registration?.pushManager) return;
  $("notices-box").hidden = false;
  let now = await registration.pushManager.getSubscription();
  show(now);
  $("notices").addEventListener("click", async () => {
    $("notices").disabled = true;
    try {
      now = now ? await end(now) : await begin();
      show(now);
    } catch (problem) {
      $("notices-said").textContent = problem.name === "NotAllowedError" ? t("The phone does not allow it: allow notices in the browser's settings.") : t("It could not be switched: try again.");
    }
    $("notices").disabled = false;
  });

  async function begin() {
    const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
    const { endpoint, keys: { p256dh, auth } } = made.toJSON();
    try { await command("subscribe_device", { endpoint, p256dh, auth, language: language() }); } catch (problem) { await made.unsubscribe(); throw problem; }
    return made;
  }

  async function end(subscription) {
    await command("unsubscribe_device", { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
    return null;
  }

  function show(on) {
    $("notices").setAttribute("aria-checked", String(Boolean(on)));
    $("notices").textContent = on ? t("Notice of a job: on") : t("Notice of a job: off");
    $("notices-said").textContent = on ? t("This phone is told that there is a job, and nothing about it.") : t("Without it a new job appears on this page only.");
  }
}
