/** Marks on Leaflet's canvas: one path each, so that only what changed is drawn again. */
import { Bounds, Canvas, CircleMarker, Point } from "../../vendor/leaflet-1.9.4/leaflet-src.esm.js";

const HALO = 26; // pixels around a mark that its label and its choice may need
const LABEL = 70; // pixels to its right

const SHAPES = {
  diamond: (c, x, y, r) => { c.moveTo(x, y - r); c.lineTo(x + r, y); c.lineTo(x, y + r); c.lineTo(x - r, y); c.closePath(); },
  square: (c, x, y, r) => c.rect(x - r, y - r, 2 * r, 2 * r),
  circle: (c, x, y, r) => c.arc(x, y, r, 0, 2 * Math.PI),
  triangle: (c, x, y, r) => { c.moveTo(x, y - r); c.lineTo(x + r, y + r * 0.8); c.lineTo(x - r, y + r * 0.8); c.closePath(); },
};

/** The renderer; `palette` maps tones to colours, `labels` says whether names and ages are written beside marks. */
export const MarkCanvas = Canvas.extend({
  palette: {},
  labels: false,
  scale: 1, // of units, by the map's zoom: far away they are small and without letters

  _updateMark(path) {
    if (!this._drawing || path._empty()) return;
    const { mark, chosen } = path.options;
    const { x, y } = path._point;
    const c = this._ctx;
    const radius = mark.kind === "units" ? mark.radius * this.scale : mark.radius;
    const colour = this.palette[mark.tone];
    c.save();
    c.beginPath();
    SHAPES[mark.shape](c, x, y, radius);
    c.fillStyle = mark.filled ? colour : this.palette.ground;
    c.fill();
    c.setLineDash(mark.stale ? [3, 3] : []);
    c.lineWidth = mark.stale ? 1.5 : 2;
    c.strokeStyle = colour;
    c.stroke();
    c.setLineDash([]);
    if (radius >= 6.5) this._letter(c, x, y, mark, radius, mark.filled ? this.palette.ground : colour);
    if (chosen) this._ring(c, x, y, mark);
    if (this.labels || chosen) this._label(c, x, y, mark);
    c.restore();
  },
});

Object.assign(MarkCanvas.prototype, {
  _letter(c, x, y, mark, radius, colour) {
    c.font = `700 ${radius + 3}px ${this.palette.font}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillStyle = colour;
    c.fillText(mark.stale ? `${mark.letter}?` : mark.letter, x, y + (mark.shape === "triangle" ? 1.5 : 0.5));
  },

  _ring(c, x, y, { radius }) {
    c.beginPath();
    c.arc(x, y, radius + 7, 0, 2 * Math.PI);
    c.lineWidth = 3;
    c.strokeStyle = this.palette.focus;
    c.stroke();
  },

  _label(c, x, y, { label, ageText, radius, stale }) {
    c.textAlign = "left";
    c.lineWidth = 4;
    c.strokeStyle = this.palette.ground;
    const lines = [[label, `600 13px ${this.palette.font}`, "text"], [ageText, `12px ${this.palette.font}`, stale ? "warn" : "text-soft"]];
    lines.filter(([text]) => text).forEach(([text, font, tone], i) => {
      c.font = font;
      c.strokeText(text, x + radius + 4, y - 6 + 14 * i);
      c.fillStyle = this.palette[tone];
      c.fillText(text, x + radius + 4, y - 6 + 14 * i);
    });
  },
});

/** One thing on the map. `setMark(mark, chosen)` redraws it in its place. */
export const Mark = CircleMarker.extend({
  setMark(mark, chosen) {
    this.options.mark = mark;
    this.options.chosen = chosen;
    const { lat, lng } = this.getLatLng();
    if (lat !== mark.lat || lng !== mark.lon) this.setLatLng([mark.lat, mark.lon]);
    else this.redraw();
  },

  _updateBounds() {
    const { x, y } = this._point;
    this._pxBounds = new Bounds(new Point(x - HALO, y - HALO), new Point(x + HALO + LABEL, y + HALO));
  },

  _updatePath() {
    this._renderer._updateMark(this);
  },

  _containsPoint(at) {
    return at.distanceTo(this._point) <= this.options.mark.radius + 4;
  },
});
