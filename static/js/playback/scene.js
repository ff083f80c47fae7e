/** The map of a playback: a mark and a way for each unit, the incident, the ground. */
import { Polyline, canvas, control, layerGroup, map as makeMap } from "../../vendor/leaflet-1.9.4/leaflet-src.esm.js";
import { config } from "../config.js";
import { Mark, MarkCanvas } from "../map/canvas.js";
import * as ground from "../map/ground.js";
import { incidentMark, same } from "../map/marks.js";
import { ageWords } from "../map/positions.js";
import { KINDS } from "../words.js";
import { ways, where } from "./track.js";

const TONES = ["ground", "text", "text-soft", "line", "line-strong", "accent", "danger", "warn", "good", "calm", "violet", "focus"];
const TAIL = 10 * 60_000; // how much of a unit's way is drawn behind it

export class Scene {
  constructor(id, noGround) {
    this.renderer = new MarkCanvas({ padding: 0.2 });
    this.map = makeMap(id, { renderer: this.renderer, zoomAnimation: false, attributionControl: false }).setView([34.05, -118.35], 11);
    this.map.createPane(ground.GROUND).style.zIndex = 250;
    this.floor = canvas({ pane: ground.GROUND, padding: 0.2 });
    this.grid = layerGroup().addTo(this.map);
    this.marks = layerGroup().addTo(this.map);
    this.drawn = new Map();
    control.scale({ imperial: true }).addTo(this.map);
    this.map.on("moveend", () => this.#grid());
    ground.tiles(config().tiles, noGround).then((layer) => {
      layer?.addTo(this.map).bringToBack?.();
      if (config().tiles.attribution) control.attribution({ prefix: false }).addTo(this.map).addAttribution(config().tiles.attribution);
    }, noGround);
    this.renderer.labels = true;
    this.dress();
    new MutationObserver(() => this.dress()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  dress() {
    const style = getComputedStyle(document.documentElement);
    this.renderer.palette = Object.fromEntries(TONES.map((tone) => [tone, style.getPropertyValue(`--${tone}`).trim()]));
    this.renderer.palette.font = getComputedStyle(document.body).fontFamily;
    this.#grid();
    for (const { way } of this.drawn.values()) way.setStyle({ color: this.renderer.palette.accent });
    this.marks.eachLayer((one) => one.redraw());
  }

  #grid() { ground.grid(this.map, this.grid, this.floor, this.renderer.palette.line); }

  /** Take another film: forget what was drawn, show the incident, and everything that is in it. */
  load(film) {
    this.film = film;
    this.marks.clearLayers();
    this.drawn.clear();
    const points = film.units.flatMap(({ fixes }) => fixes.map(({ lat, lon }) => [lat, lon]));
    const place = film.incident?.lat === null ? null : film.incident;
    if (place) {
      const mark = incidentMark({ number: place.number, place, priority: "P2", status: "working" });
      new Mark([place.lat, place.lon], { renderer: this.renderer, mark: { ...mark, letter: "●" }, radius: 12 }).addTo(this.marks);
      points.push([place.lat, place.lon]);
    }
    if (points.length) this.map.fitBounds(points, { padding: [50, 50], maxZoom: 16, animate: false });
  }

  /** Draw every unit as it was at `t`. */
  show(t) {
    for (const unit of this.film.units) this.#draw(unit, t);
  }

  #draw(unit, t) {
    const { known, fresh, seconds, fix } = where(unit.fixes, t, this.film.gap);
    const found = this.drawn.get(unit.unit);
    if (!known) { found?.mark.remove(); found?.way.remove(); this.drawn.delete(unit.unit); return; }
    const mark = {
      kind: "units", key: unit.unit, shape: unit.armed ? "square" : "circle", letter: KINDS[unit.kinds[0]]?.[0] ?? "?",
      tone: "accent", radius: 9, filled: fresh, stale: !fresh, lat: fix.lat, lon: fix.lon, label: unit.unit, ageText: fresh ? "" : ageWords(seconds),
    };
    const trail = ways(unit.fixes, t, TAIL, this.film.gap);
    if (!found) {
      const way = new Polyline(trail, { renderer: this.renderer, color: this.renderer.palette.accent, weight: 3, opacity: 0.7, interactive: false }).addTo(this.marks);
      const made = new Mark([fix.lat, fix.lon], { renderer: this.renderer, mark, radius: 12, interactive: false }).addTo(this.marks);
      this.drawn.set(unit.unit, { mark: made, way, at: fix.at });
      return;
    }
    // A way grows with a fix and is cut off at its far end as time goes on: once a second is often enough for the end.
    if (found.at !== fix.at || Math.abs(t - (found.drawnAt ?? 0)) > 1000) { found.way.setLatLngs(trail); Object.assign(found, { at: fix.at, drawnAt: t }); }
    if (!same(found.mark.options.mark, mark)) found.mark.setMark(mark, false);
  }
}
