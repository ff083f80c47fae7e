/** The moment that is shown: set by hand, or running at a speed. `show(t)` is called with each. No DOM. */
export class Player {
  constructor(show, { frame = (act) => requestAnimationFrame(act), clock = () => performance.now() } = {}) {
    Object.assign(this, { show, frame, clock, from: 0, to: 0, t: 0, speed: 10, running: false, before: 0 });
  }

  load(from, to) {
    Object.assign(this, { from, to, running: false });
    this.seek(from);
  }

  seek(t) {
    this.t = Math.min(this.to, Math.max(this.from, t));
    this.show(this.t);
  }

  /** Start or stop; at the end it starts from the beginning. */
  toggle() {
    this.running = !this.running && this.to > this.from;
    if (!this.running) { this.show(this.t); return; }
    if (this.t >= this.to) this.t = this.from;
    this.before = this.clock();
    this.show(this.t);
    this.frame(() => this.#step());
  }

  #step() {
    if (!this.running) return;
    const now = this.clock();
    const t = this.t + (now - this.before) * this.speed;
    this.before = now;
    if (t >= this.to) this.running = false;
    this.seek(t);
    if (this.running) this.frame(() => this.#step());
  }
}
