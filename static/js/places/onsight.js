/**
 * Work done for rows when they come into sight, one after another. A list of hundreds that asked for all of them at
 * once would fill the browser's few connections, and the next thing a hand asks for would wait behind them.
 */
export class OnSight {
  /** `act(node)`: a promise that has settled when the row is done; it is done once a row. */
  constructor(act, Observer = globalThis.IntersectionObserver) {
    this.act = act;
    this.wanted = new Set();
    this.busy = false;
    this.observer = new Observer((entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) this.wanted.add(target); else this.wanted.delete(target);
      this.#next();
    });
  }

  watch(node) { this.observer.observe(node); }

  forget(node) {
    this.observer.unobserve(node);
    this.wanted.delete(node);
  }

  async #next() {
    if (this.busy) return;
    this.busy = true;
    while (this.wanted.size) {
      const [node] = this.wanted;
      this.forget(node);
      await this.act(node);
    }
    this.busy = false;
  }
}
