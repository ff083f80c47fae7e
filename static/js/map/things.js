/** The marks on the map: one Leaflet path a card, and only what looks different is touched. */
import { layerGroup } from "../../vendor/leaflet-1.9.4/leaflet-src.esm.js";
import { Mark } from "./canvas.js";
import { cautionMark, incidentMark, nearest, passes, same, unitMark } from "./marks.js";
import { boxOf } from "./names.js";

export const KINDS = ["cautions", "units", "incidents"];
const MARKS = { incidents: incidentMark, units: unitMark, cautions: cautionMark };
const id = (kind, key) => `${kind}/${key}`;

export class Things {
  /** `choose(kind, key)` is called for a click on a mark. */
  constructor(map, renderer, choose) {
    Object.assign(this, { map, renderer, choose, paths: new Map(), filters: {}, chosen: null, redrawn: 0 });
    this.groups = Object.fromEntries(KINDS.map((kind) => [kind, layerGroup().addTo(map)]));
  }

  /** Draw the mark of one card, or take it away when the card is null, filtered out or has no position. */
  draw(kind, key, card, now) {
    const name = id(kind, key);
    const mark = card && passes(kind, card, this.filters) ? MARKS[kind](card, now) : null;
    const path = this.paths.get(name);
    if (!mark?.placed) {
      path?.remove();
      this.paths.delete(name);
      return;
    }
    const chosen = this.chosen === name;
    if (path) {
      if (same(path.options.mark, mark) && path.options.chosen === chosen) return;
      path.setMark(mark, chosen);
    } else {
      const made = new Mark([mark.lat, mark.lon], { renderer: this.renderer, mark, chosen, radius: 12, bubblingMouseEvents: false });
      made.on("click", () => this.choose(kind, key)).addTo(this.groups[kind]);
      if (kind !== "incidents") made.bringToBack(); // an incident is never under a unit
      this.paths.set(name, made);
    }
    this.redrawn += 1;
  }

  /** Choose one thing (kind, key), or nothing; return its path when it is drawn. */
  pick(kind, key) {
    const before = this.paths.get(this.chosen);
    this.chosen = kind ? id(kind, key) : null;
    before?.setMark(before.options.mark, false);
    const path = this.paths.get(this.chosen);
    path?.setMark(path.options.mark, true);
    path?.bringToFront();
    return path;
  }

  /** Return the thing that lies nearest in the direction of an arrow key, from the chosen one or the middle. */
  towards(arrow) {
    const from = this.paths.get(this.chosen)?._point ?? this.map.latLngToLayerPoint(this.map.getCenter());
    const points = [...this.paths].filter(([name]) => name !== this.chosen).map(([name, path]) => ({ name, x: path._point.x, y: path._point.y }));
    const found = nearest(points, from, arrow);
    return found && { kind: found.name.split("/")[0], key: found.name.slice(found.name.indexOf("/") + 1) };
  }

  /** Return how many marks lie in what the map shows. */
  inView() {
    const box = this.map.getBounds();
    let found = 0;
    for (const path of this.paths.values()) found += box.contains(path.getLatLng());
    return found;
  }

  /** Return the boxes of all marks in pixels of the map's layer; `labelled` with what is written beside them. */
  boxes(labelled) {
    return [...this.paths.values()].map(({ _point: { x, y }, options: { mark } }) => boxOf({ x, y, radius: mark.radius * (mark.kind === "units" ? this.renderer.scale : 1), costs: mark.kind === "units" ? 12 : 60 }, labelled));
  }

  redraw() {
    for (const path of this.paths.values()) path.redraw();
  }
}
