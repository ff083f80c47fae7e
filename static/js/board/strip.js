/** The counted strip above the list: always there and always as high, so that nothing moves when it fills. */
import { attribute } from "../bind.js";
import { waiting } from "./alerts.js";

export class Strip {
  /** `show(number)` selects an incident. */
  constructor(root, show) {
    Object.assign(this, { root, known: null, waiting: [] });
    this.says = root.querySelector("[data-says]");
    this.button = root.querySelector("button");
    this.button.addEventListener("click", () => { if (this.waiting.length) show(this.waiting[0].number); });
  }

  /** Draw; return one sentence about all that is new, or "": for the polite region. */
  draw(incidents) {
    this.waiting = waiting(incidents);
    const [first, n] = [this.waiting[0], this.waiting.length];
    attribute(this.root, "data-waiting", n > 0);
    const text = n ? `▲ ${n} ${n === 1 ? "alert" : "alerts"} · ${first.number}: ${first.says}` : "No alerts";
    if (this.says.textContent !== text) this.says.textContent = text;
    attribute(this.root, "title", n ? text : "");
    this.button.disabled = n === 0;
    const fresh = this.known ? this.waiting.filter(({ key }) => !this.known.has(key)) : [];
    this.known = new Set(this.waiting.map(({ key }) => key));
    return fresh.length ? `${fresh.length} new ${fresh.length === 1 ? "alert" : "alerts"}: ${[...new Set(fresh.map(({ number }) => number))].join(", ")}` : "";
  }
}
