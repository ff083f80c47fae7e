/**
 * Where waiting actions survive a reload: IndexedDB, each sealed by a key that no script can read out.
 *
 * Threat: somebody copies this browser's storage, or a lost phone's. Shape against it: nothing is stored in clear, not
 * even whose it is; the AES-GCM key is not extractable; both go when the person signs out and when nothing waits.
 */
const NAME = "daybreak-field";
const KEY = "key";

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export class Vault {
  /** Return an open vault. Throws where the browser keeps nothing (a private window). */
  static async open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys");
      request.result.createObjectStore("sealed", { keyPath: "n", autoIncrement: true }).createIndex("id", "id", { unique: true });
    };
    const vault = new Vault();
    vault.db = await asked(request);
    return vault;
  }

  #store(name, mode = "readonly") { return this.db.transaction(name, mode).objectStore(name); }

  async #key() {
    const kept = await asked(this.#store("keys").get(KEY));
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await asked(this.#store("keys", "readwrite").add(made, KEY)).catch(() => {}); // another page of ours was faster
    return asked(this.#store("keys").get(KEY));
  }

  /** Keep a thing under its `id`, in place of what stood there; its place in the order stays. */
  async put(item) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.#key(), new TextEncoder().encode(JSON.stringify(item)));
    const n = await asked(this.#store("sealed").index("id").getKey(item.id));
    await asked(this.#store("sealed", "readwrite").put({ id: item.id, iv, sealed, ...(n && { n }) }));
  }

  async remove(id) {
    const store = this.#store("sealed", "readwrite");
    const n = await asked(store.index("id").getKey(id));
    if (n) await asked(store.delete(n));
  }

  /** Return everything kept, in the order in which it came; what cannot be opened is left out. */
  async all() {
    const key = await this.#key();
    const rows = await asked(this.#store("sealed").getAll());
    const opened = await Promise.allSettled(rows.map(async ({ iv, sealed }) =>
      JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed)))));
    return opened.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  }

  /** Throw away what belongs to `owner`; the key too when nothing is left that it opens. */
  async forget(owner) {
    for (const item of await this.all()) if (item.owner === owner) await this.remove(item.id);
    if (!(await asked(this.#store("sealed").count()))) await asked(this.#store("keys", "readwrite").delete(KEY));
  }
}
