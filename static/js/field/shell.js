/** The page without a network: a service worker keeps its files, never anything about a call (templates/field/worker.js). */
import { language } from "../i18n.js";

/** Register the worker and tell it in which language to keep the page that is shown without a network. */
export async function keepShell() {
  if (!navigator.serviceWorker) return null;
  try {
    const registration = await navigator.serviceWorker.register("/field/worker.js", { scope: "/field/" });
    const worker = (await navigator.serviceWorker.ready).active;
    worker?.postMessage({ keep: "offline", language: language() });
    return registration;
  } catch {
    return null; // a browser that keeps nothing works as long as there is a network
  }
}
