/**
 * The phone's service worker, served as /field/worker.js with `SHELL` ({version, files, offline}) put before it.
 *
 * It keeps the page's own files and one page without a person on it. What the server says about calls, people and units
 * is never kept here: only addresses named in SHELL are ever answered from the cache.
 */
/* global SHELL */
const CACHE = `shell-${SHELL.version}`;
const FILES = new Set(SHELL.files);
const OFFLINE = "/field/offline/";

addEventListener("install", (event) => event.waitUntil(fill().then(() => skipWaiting())));

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...FILES, OFFLINE].map((url) => new Request(url, { cache: "reload" })));
}

addEventListener("activate", (event) => event.waitUntil(replace()));

async function replace() {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(OFFLINE)));
  else if (FILES.has(url.pathname)) event.respondWith(kept(url.pathname, request));
});

/** Answer from the cache of this release; what is missing there comes from the network. */
async function kept(url, request = new Request(url)) {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? fetch(request);
}

addEventListener("message", (event) => {
  if (event.data?.keep === "offline") event.waitUntil(keepIn(event.data.language));
});

/** Keep the page without a network in the person's language. */
async function keepIn(language) {
  const page = await fetch(`${OFFLINE}?language=${encodeURIComponent(language)}`, { cache: "reload" });
  if (page.ok) await (await caches.open(CACHE)).put(OFFLINE, page);
}

// A notice says that there is a job and nothing more: what kind, where and who is read on the page, signed in.
const SAYS = {
  en: ["You have a job", "Open Daybreak to read and acknowledge it."],
  es: ["Tiene una llamada asignada", "Abra Daybreak para leerla y confirmarla."],
};

addEventListener("push", (event) => event.waitUntil(told(event.data?.json() ?? {})));

async function told({ notice, language }) {
  const [title, body] = SAYS[language] ?? SAYS.en;
  await Promise.all([
    registration.showNotification(title, { body, tag: "job", renotify: true, requireInteraction: true, lang: language ?? "en", icon: "/static/icons/field-192.png", data: { notice } }),
    receipt(notice, "delivered"),
  ]);
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(opened(event.notification.data?.notice));
});

async function opened(notice) {
  const [page] = await clients.matchAll({ type: "window" });
  await Promise.all([page ? page.focus() : clients.openWindow("/field/"), receipt(notice, "opened")]);
}

/** Say what became of a notice. Without a network it is not said: the floor sees that it was sent and no more. */
async function receipt(notice, state) {
  if (!notice) return;
  await fetch(`/api/notices/${notice}/`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ state }) }).catch(() => {});
}
