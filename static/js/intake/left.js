/** The incident that a call leaves behind when it is attached to another: still open, and nobody's call. Never closed silently. */
import { make } from "../bind.js";
import { config } from "../config.js";
import { safely } from "./sending.js";

export class LeftBehind {
  constructor(root) {
    Object.assign(this, { root, left: "", into: "" });
    root.querySelector("button").addEventListener("click", () => this.close());
  }

  /** Offer to close `left` as a duplicate of `into`: it is counted there. */
  offer(left, into) {
    Object.assign(this, { left, into });
    this.root.hidden = false;
    this.#say([make("a", left, { href: `/incidents/${left}/` }), " stays open without a call."]);
    this.#button().hidden = !config().verbs.includes("merge_incidents");
  }

  async close() {
    if (!this.left || this.#button().hidden) return;
    const { left, into } = this;
    this.#button().disabled = true;
    try {
      await safely("merge_incidents", { incident: into, other: left, reason: "The call was about an incident that was open already" });
      this.left = "";
      this.#button().hidden = true;
      this.#say([`${left} is closed as a duplicate of ${into} and counted there.`]);
    } catch (problem) { // a unit may be on it: then a dispatcher moves the unit first
      this.#say([make("a", left, { href: `/incidents/${left}/` }), ` stays open: ${problem.message}`]);
    } finally { this.#button().disabled = false; }
  }

  #button() { return this.root.querySelector("button"); }
  #say(parts) { this.root.querySelector("[data-says]").replaceChildren(...parts); }
}
