/** What a tap on the phone becomes: an action with its own time, kept, sent in order. The one place that sends. */
import { Problem } from "../api.js";
import { Queue, REFUSED } from "./queue.js";
import { Vault } from "./vault.js";

const TRY_AGAIN = 3000; // milliseconds
const NOWHERE = { put: () => Promise.reject(new Error("nothing is kept")), remove: () => Promise.resolve() };

/** A session that ended is no refusal: what waits is sent when its person has signed in again. */
function ofSession(problem) {
  throw problem.message?.includes("CSRF") ? new Problem("not_signed_in", problem.message) : problem;
}

/**
 * Return {queue, act, others}. `clock()` is the server's time in milliseconds, null while it is not known; `owner` is
 * who is signed in. Another person's actions on this phone stay sealed until that person is back: `others` counts them.
 */
export async function sending({ line, owner, clock }) {
  const vault = await Vault.open().catch(() => null);
  const keep = vault ? { put: (item) => vault.put(item), remove: (id) => vault.remove(id) } : NOWHERE;
  const queue = new Queue({ send: (verb, fields) => line.send(verb, fields, 0).catch(ofSession), keep });
  const kept = vault ? await vault.all() : [];
  queue.restore(kept.filter((item) => item.owner === owner));
  setInterval(() => { if (queue.waiting.length) queue.flush(); }, TRY_AGAIN);
  addEventListener("online", () => queue.flush());

  /** The time of the tap as the server's clock has it: never before what the phone already showed (`since`). */
  function tapped(since) {
    const now = clock();
    if (now === null) return {};
    const last = Math.max(...queue.items.map(({ at }) => (at ? Date.parse(at) : 0)), since ? Date.parse(since) + 10 : 0, now);
    return { at: new Date(last).toISOString() };
  }

  /** Do a verb. Resolves when it is acknowledged or waits for the link; throws when it is refused while one waits for it. */
  async function act(verb, given, { says, since, job = given.incident ?? given.unit, wait = false } = {}) {
    const fields = { request_id: crypto.randomUUID(), source: "mdt", ...tapped(since), ...given };
    const item = await queue.add({ verb, fields, job, says, at: fields.at ?? null, more: { owner } });
    if (!wait) return item;
    await settled(item);
    if (item.state !== REFUSED) return item;
    await queue.drop(item.id); // said beside the fields that it is about: nothing of it is left to decide
    throw new Problem(item.code, item.why, item.fieldsWhy);
  }

  function settled(item) {
    return new Promise((resolve) => {
      const look = () => {
        const there = queue.items.includes(item);
        if (there && item.state !== REFUSED && (queue.running || !queue.problem) && !queue.held(item)) return;
        queue.removeEventListener("change", look);
        resolve();
      };
      queue.addEventListener("change", look);
      look();
    });
  }

  const others = kept.filter((item) => item.owner !== owner).length;
  return { queue, act, others, keeps: Boolean(vault), forget: () => vault?.forget(owner) };
}
