/**
 * The week: a row a unit or a member, a block a shift. Everything by keyboard, the same by dragging.
 * Arrows go from shift to shift; Enter opens; , and . move by half an hour; - and + shorten and lengthen at the end;
 * s swaps with a second shift; k reports sick; x cancels; n plans on this row. A refusal is said beside the shift.
 */
import { attribute, make } from "../bind.js";
import { config } from "../config.js";
import { words } from "../words.js";
import { lanes, neighbour, parts, placed, spoken, stepped, steps } from "./weekmath.js";

const LANE = 30; // pixels
const zone = () => config().time_zone;
const SHOWN = ["planned", "sick"];

export class Week {
  /** `does`: {open, move(shift, fields), swap(one, other), sick, cancel, plan(row)}; `may`: whether this person edits. */
  constructor(root, heads, said, does, may) {
    Object.assign(this, { root, heads, said, does, may, by: "units", rows: [], nodes: new Map(), here: null, swapping: null });
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("focusin", (event) => { const block = event.target.closest(".shift"); if (block) this.#at(block.dataset.shift); });
    root.addEventListener("pointerdown", (event) => this.#grab(event));
  }

  /** Draw the week `data` knows, its rows being units or members. */
  draw(data) {
    this.data = data;
    const { days, shifts } = data.week;
    this.#head(days);
    const of = this.by === "units" ? "unit" : "member";
    const seen = Object.values(shifts).filter((one) => SHOWN.includes(one.state) && placed(one, days[0], days.at(-1)));
    const names = this.by === "units" ? data.signs : Object.values(data.people).filter((one) => one.is_active).map((one) => one.username);
    const by = Map.groupBy ? Map.groupBy(seen, (one) => one[of]) : grouped(seen, of);
    this.rows = names.map((name) => ({ name, shifts: (by.get(name) ?? []).sort((a, b) => (a.starts < b.starts ? -1 : 1)) }));
    const had = this.root.contains(document.activeElement) ? document.activeElement.dataset.shift : null;
    const nodes = this.rows.map((row) => this.#row(row));
    this.root.replaceChildren(...nodes);
    if (!seen.some((one) => one.shift === this.here)) this.here = this.rows.flatMap((row) => row.shifts)[0]?.shift ?? null;
    this.#roving();
    if (had) this.focus(had);
  }

  focus(shift) {
    const block = this.root.querySelector(`[data-shift="${shift}"]`) ?? this.root.querySelector('.shift[tabindex="0"]');
    block?.focus();
  }

  /** Say beside a shift why something was refused; it goes with the next thing that is done. */
  refuse(shift, says) {
    this.root.querySelector(".refusal")?.remove();
    const line = make("div", "", { class: "refusal", role: "gridcell" });
    line.append(make("p", says, { class: "problem", role: "alert" }));
    const row = this.root.querySelector(`[data-shift="${shift}"]`)?.closest(".row");
    if (row) row.append(line);
    else this.said(says);
  }

  #head(days) {
    this.heads.replaceChildren(...days.slice(0, -1).map((day) => {
      const at = parts(day, zone());
      return make("span", `${at.weekday} ${Number(at.day)}`, { class: "day", role: "columnheader" });
    }));
    const now = placed({ starts: new Date().toISOString(), ends: new Date(Date.now() + 60_000).toISOString() }, days[0], days.at(-1));
    this.root.style.setProperty("--now", now ? `${now.left}%` : "-10px");
  }

  #row({ name, shifts }) {
    const row = make("div", "", { class: "row", role: "row", "data-row": name });
    const person = this.by === "members" ? this.data.people[name] : null;
    row.append(make("span", person?.name ?? name, { class: person ? "name" : "name mono", role: "rowheader" }));
    const track = make("div", "", { class: "track", role: "gridcell" });
    const { of, count } = lanes(shifts);
    track.style.height = `${count * LANE + 4}px`;
    track.append(...shifts.map((one) => this.#block(one, of[one.shift])));
    if (this.may) {
      const plan = make("button", "+", { type: "button", class: "plan", "aria-label": `Plan a shift: ${person?.name ?? name}`, tabindex: "-1" });
      const cell = make("span", "", { role: "gridcell", class: "plan-cell" });
      cell.append(plan);
      row.append(track, cell);
    } else row.append(track);
    return row;
  }

  #block(one, lane) {
    const { days } = this.data.week;
    const { left, width } = placed(one, days[0], days.at(-1));
    const who = this.by === "units" ? this.#short(one) : one.unit;
    const block = make("button", "", { type: "button", class: "shift", "data-shift": one.shift, "data-state": one.state, tabindex: "-1" });
    attribute(block, "aria-label", `${one.name} on ${one.unit}, ${spoken(one, zone())}, ${words(one.state)}${one.reason ? `: ${one.reason}` : ""}`);
    attribute(block, "title", `${one.name} · ${one.unit} · ${spoken(one, zone())}${one.state === "sick" ? " · sick" : ""}`);
    block.append(make("span", one.state === "sick" ? `sick: ${who}` : who, { class: "who" }));
    if (this.may && one.state === "planned") block.append(make("span", "", { class: "edge", "aria-hidden": "true" }));
    Object.assign(block.style, { left: `${left}%`, width: `${width}%`, top: `${lane * LANE + 2}px` });
    if (this.swapping === one.shift) block.dataset.swapping = "true";
    return block;
  }

  /** A name that fits into a block of some hours: P. Santos. The label of the block has it in full. */
  #short({ member, name }) {
    const { given_name: given, family_name: family } = this.data.people[member] ?? {};
    return given && family ? `${[...given][0]}. ${family}` : name;
  }

  #roving() {
    for (const block of this.root.querySelectorAll(".shift")) block.tabIndex = block.dataset.shift === this.here ? 0 : -1;
  }

  #at(shift) {
    this.here = shift;
    this.#roving();
    const one = this.data.week.shifts[shift];
    if (one) this.said(this.swapping && this.swapping !== shift ? `Swap with ${one.name}, ${spoken(one, zone())}? s swaps, Escape leaves it.` : "");
  }

  #click({ target }) {
    const plan = target.closest(".plan");
    if (plan) return this.does.plan(plan.closest(".row").dataset.row, this.by);
    const block = target.closest(".shift");
    if (block && this.may && !this.dragged) this.does.open(this.data.week.shifts[block.dataset.shift]);
    this.dragged = false;
    return undefined;
  }

  #key(event) {
    const block = event.target.closest(".shift");
    if (!block || event.ctrlKey || event.altKey || event.metaKey) return;
    const one = this.data.week.shifts[block.dataset.shift];
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const to = neighbour(this.rows.map(({ shifts }) => shifts), one.shift, event.key);
      if (to) { this.#at(to.shift); this.focus(to.shift); }
      return;
    }
    if (!this.may) return;
    const acts = {
      ",": () => this.#step(one, -1, "both"), ".": () => this.#step(one, 1, "both"), "-": () => this.#step(one, -1, "ends"), "+": () => this.#step(one, 1, "ends"),
      "=": () => this.#step(one, 1, "ends"), k: () => this.does.sick(one), x: () => this.does.cancel(one), s: () => this.#swap(one),
      n: () => this.does.plan(block.closest(".row").dataset.row, this.by), Escape: () => this.#leave(),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  #step(one, count, which) {
    this.does.move(one, stepped(one, count, which));
  }

  #swap(one) {
    const first = this.swapping;
    if (!first) {
      this.swapping = one.shift;
      this.said(`Swap ${one.name}, ${spoken(one, zone())}: go to the other shift and press s again. Escape leaves it.`);
      this.root.querySelector(`[data-shift="${one.shift}"]`).dataset.swapping = "true";
      return;
    }
    this.#leave();
    if (first !== one.shift) this.does.swap(this.data.week.shifts[first], one);
  }

  #leave() {
    this.root.querySelector("[data-swapping]")?.removeAttribute("data-swapping");
    this.swapping = null;
    this.said("");
  }

  /** Drag a block along its row or to another unit's; its right edge makes it longer. Escape leaves it where it was. */
  #grab(event) {
    const block = event.target.closest(".shift");
    const one = block && this.data.week.shifts[block.dataset.shift];
    if (!one || !this.may || event.button !== 0 || one.state !== "planned") return;
    const resize = event.target.classList.contains("edge");
    const [fromX, fromY, width] = [event.clientX, event.clientY, block.parentElement.clientWidth];
    const { days } = this.data.week;
    const listen = new AbortController();
    const by = (at) => steps(at.clientX - fromX, width, days[0], days.at(-1));
    const after = (at) => stepped(one, by(at), resize ? "ends" : "both");
    const over = (at) => document.elementsFromPoint(at.clientX, at.clientY).map((node) => node.closest?.(".row")).find(Boolean)?.dataset.row;
    const moved = (at) => {
      if (Math.abs(at.clientX - fromX) + Math.abs(at.clientY - fromY) < 5 && !this.dragged) return;
      this.dragged = true;
      block.dataset.dragged = "true";
      const place = placed(after(at), days[0], days.at(-1));
      if (place) Object.assign(block.style, { left: `${place.left}%`, width: `${place.width}%` });
      const row = this.by === "units" && !resize ? over(at) : null;
      this.said(`${spoken(after(at), zone())}${row && row !== one.unit ? `, on ${row}` : ""}`);
    };
    const stop = () => { listen.abort(); delete block.dataset.dragged; };
    const drop = (at) => {
      stop();
      if (!this.dragged) return;
      setTimeout(() => { this.dragged = false; });
      const row = this.by === "units" && !resize ? over(at) : null;
      const fields = { ...(by(at) && after(at)), ...(row && row !== one.unit && { unit: row }) };
      if (Object.keys(fields).length) this.does.move(one, fields); else this.draw(this.data);
    };
    document.addEventListener("pointermove", moved, { signal: listen.signal });
    document.addEventListener("pointerup", drop, { signal: listen.signal });
    document.addEventListener("pointercancel", () => { stop(); this.draw(this.data); }, { signal: listen.signal });
    document.addEventListener("keydown", (key) => { if (key.key === "Escape") { stop(); this.dragged = true; this.draw(this.data); } }, { signal: listen.signal });
  }
}

function grouped(all, of) {
  const found = new Map();
  for (const one of all) found.set(one[of], [...(found.get(one[of]) ?? []), one]);
  return found;
}
