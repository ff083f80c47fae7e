/** The page without a network: what waits on this phone is shown, and the way back is tried by itself. */
import { mountOutbox } from "./outbox.js";
import { Queue } from "./queue.js";
import { Vault } from "./vault.js";

const LOOKS = 4000; // milliseconds
const $ = (id) => document.getElementById(id);
const vault = await Vault.open().catch(() => null);
const queue = new Queue({ send: () => Promise.reject(Object.assign(new Error("offline"), { code: "unknown_outcome" })), keep: { put: async () => {}, remove: async () => {} } });
mountOutbox({ root: $("outbox"), summary: $("outbox-sum"), queue });
queue.restore(vault ? await vault.all() : []);

async function look() {
  const there = await fetch("/healthz/", { cache: "no-store" }).then(({ ok }) => ok, () => false);
  if (there) location.replace("/field/");
}
addEventListener("online", look);
$("again").addEventListener("click", look);
setInterval(look, LOOKS);
