/** The line this call is told on: what it knows fills the form, what it learns later is offered, never forced. */
import { clock } from "../clocktime.js";
import { config } from "../config.js";
import { distance, located, MEDIA } from "../lines.js";
import { fill, form, typed } from "./sheet.js";

const SOURCES = { text: "text", chat: "chat" };
const $ = (id) => document.getElementById(id);

export class Rung {
  ref = null;
  card = null; // the newest card; kept when the line has ended
  ended = false;
  #used = ""; // the position that stands in the form, as it came

  /** `changed()` is told when this writes into the form. */
  constructor(store, { changed }) {
    Object.assign(this, { store, changed });
    store.subscribe((what) => { if (what === null || what.ringing || what.callbacks) this.draw(); });
    $("use-location").addEventListener("click", () => this.useLocation());
  }

  /** Take up a line: empty fields are filled from what is known, typed ones stay. */
  take(card) {
    Object.assign(this, { ref: card.ringing, card, ended: false });
    if (card.call) { this.draw(); return; } // it is on the board already, with what is known of it
    const has = typed();
    const known = { callback: card.number, caller_name: card.name, address: card.place.address };
    fill(Object.fromEntries(Object.entries(known).filter(([name, value]) => value && !has[name].trim())));
    fill({ source: SOURCES[card.medium] ?? "911" });
    if (!has.lat.trim() && !has.lon.trim()) this.#position();
    this.draw();
    this.changed();
  }

  /** Let the form go back to a line that it was told on before (a draft). */
  resume(ref) {
    this.ref = ref;
    const card = this.store.cards.ringing?.[ref];
    if (card) this.#used = at(card);
    this.draw();
  }

  /** Put the line's newest position into the form; where no place was typed, it is the place. */
  useLocation() {
    if (!this.card || this.card.place.lat === null) return;
    this.#position();
    if (!form.elements.address.value.trim()) {
      const { lat, lon } = this.card.place;
      const radius = this.card.uncertainty_m === null ? "" : `, within ${distance(this.card.uncertainty_m)}`;
      fill({ address: `Caller's position ${lat.toFixed(5)}, ${lon.toFixed(5)}${radius}` });
    }
    this.draw();
    this.changed();
  }

  #position() {
    const { lat, lon } = this.card.place;
    if (lat === null) return;
    fill({ lat, lon });
    this.#used = at(this.card);
  }

  draw() {
    const line = $("line-known");
    line.hidden = !this.ref;
    if (!this.ref) return;
    const fresh = this.store.cards.ringing?.[this.ref];
    if (fresh) [this.card, this.ended] = [fresh, false];
    else if (this.card && this.store.seq >= 0) this.ended = true;
    if (!this.card) { line.hidden = true; return; }
    const newer = !this.ended && this.card.place.lat !== null && at(this.card) !== this.#used;
    set($("line-says"), `${MEDIA[this.card.medium]}: ${located(this.card)}${this.card.located_at ? `, as of ${clock(this.card.located_at)}` : ""}`);
    const planned = Object.values(this.store.cards.callbacks ?? {}).some((task) => task.ringing === this.ref);
    const taken = !this.ended && this.card.claimed_by && this.card.claimed_by !== config().me.username ? ` ${this.card.claimed_name} has taken this line over.` : "";
    set($("line-state"), this.ended ? `The line has ended.${planned ? " A call-back is on the list." : ""}` : taken.trim());
    const placeless = this.card.place.lat !== null && !form.elements.address.value.trim();
    $("use-location").hidden = !newer && !placeless;
    set($("use-location").firstElementChild, newer && this.#used ? "Use the newer position" : "Use the caller's position as the place");
  }
}

const at = ({ place }) => (place.lat === null ? "" : `${place.lat},${place.lon}`);

function set(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
