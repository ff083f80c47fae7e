/** The page without a network: a service worker keeps its files, never anything about a call (worker.js). */
import { language, t } from "../i18n.js";

/** Register the worker and tell it in which language to keep the page that is shown without a network. */
export async function keepShell() {
  const workers = navigator.serviceWorker;
  if (!workers) return null;
  const worked = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => { if (worked) renew(); });
  try {
    const registration = await workers.register("/field/worker.js", { scope: "/field/" });
    (await workers.ready).active?.postMessage({ keep: "offline", language: language() });
    return registration;
  } catch {
    return null; // a browser that keeps nothing works as long as there is a network
  }
}

/** Another release has come: the page is loaded anew, but not under somebody who types. */
function renew() {
  const typed = [...document.querySelectorAll("textarea, #contact-address")].some(({ value }) => value.trim());
  if (!typed && !document.querySelector("dialog[open], #shift-more[open]")) return location.reload();
  document.getElementById("said").textContent = t("There is a new version: reload the page when you have finished.");
}
