/** What lies under the marks: a grid, the areas, and the operator's own tiles where a setting names some. */
import { DomUtil, GridLayer, Polyline, circle, geoJSON, layerGroup, marker, divIcon, tileLayer } from "../../vendor/leaflet-1.9.4/leaflet-src.esm.js";
import { make } from "../bind.js";
import { arranged } from "./names.js";

export const GROUND = "ground"; // the pane below the marks
export const NAMES = "names"; // the pane above them
const KM = 111.32; // kilometres in a degree of latitude

/** Return degrees between lines of the grid so that a screen holds about eight. */
export function step(span) {
  return [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002].find((s) => span / s >= 5) ?? 0.001;
}

/** Draw the grid of latitude and longitude for what the map shows now. */
export function grid(map, group, renderer, colour) {
  group.clearLayers();
  const box = map.getBounds().pad(0.3);
  const each = step(map.getBounds().getEast() - map.getBounds().getWest());
  const style = { renderer, color: colour, weight: 1, opacity: 0.5, interactive: false };
  for (let lat = Math.ceil(box.getSouth() / each) * each; lat < box.getNorth(); lat += each) {
    new Polyline([[lat, box.getWest()], [lat, box.getEast()]], style).addTo(group);
  }
  for (let lon = Math.ceil(box.getWest() / each) * each; lon < box.getEast(); lon += each) {
    new Polyline([[box.getSouth(), lon], [box.getNorth(), lon]], style).addTo(group);
  }
}

/** Return half the way, in metres, from each area's station to the nearest other: an area's rough size. */
export function reach(areas) {
  return new Map(areas.map((one) => {
    const away = areas.filter((a) => a !== one).map((a) => Math.hypot(a.lat - one.lat, (a.lon - one.lon) * Math.cos((one.lat * Math.PI) / 180)));
    return [one.area, (Math.min(...away, 0.1) / 2) * KM * 1000];
  }));
}

/**
 * Draw the areas: their real boundaries where there are some, else a dashed circle around the station. Return their names
 * as [{key, at: [lat, lon], marker}], written over the stations until `writeNames` finds them a better place.
 */
export function areas(group, known, boundaries, renderer, colour) {
  group.clearLayers();
  const sizes = reach(known);
  const style = { renderer, color: colour, weight: 1.5, fill: false, interactive: false };
  const names = [];
  for (const { area, name, lat, lon } of known) {
    const boundary = boundaries.get(area);
    if (boundary) geoJSON(boundary, { style }).addTo(group);
    else circle([lat, lon], { ...style, radius: sizes.get(area), dashArray: "4 6", opacity: 0.7 }).addTo(group);
    const written = marker([lat, lon], { icon: divIcon({ className: "area-name", html: make("span", name), iconSize: [0, 0] }), interactive: false, keyboard: false, pane: NAMES }).addTo(group);
    names.push({ key: area, at: [lat, lon], marker: written });
  }
  return names;
}

/** Write the names of areas beside the marks' boxes (pixels of the map's layer), so that both can be read. */
export function writeNames(map, names, boxes) {
  const sizes = names.map(({ marker: { _icon: icon } }) => icon.firstElementChild.getBoundingClientRect());
  const found = arranged(names.map(({ key, at }, i) => ({ key, ...map.latLngToLayerPoint(at), width: sizes[i].width + 4, height: sizes[i].height })), boxes);
  for (const { key, at, marker: written } of names) {
    const [dx, dy] = found.get(key);
    written.setLatLng(map.layerPointToLatLng(map.latLngToLayerPoint(at).add([dx, dy])));
  }
}

/** Return a layer of the operator's tiles, or null. `failed()` is called when one could not be had. */
export async function tiles({ url, attribution }, failed) {
  if (!url) return null;
  const options = { attribution, maxZoom: 19 };
  if (!new URL(url, location.href).pathname.endsWith(".pmtiles")) return tileLayer(url, options).on("tileerror", failed);
  const { PMTiles } = await reader();
  const archive = new PMTiles(new URL(url, location.href).href);
  return new ArchiveLayer({ ...options, archive, failed });
}

/** Load the reader of PMTiles. It is a classic script that leaves one global name. */
function reader() {
  return new Promise((loaded, failed) => {
    const src = new URL("../../vendor/pmtiles-4.5.0/pmtiles.js", import.meta.url).href;
    document.head.append(Object.assign(document.createElement("script"), { src, onload: () => loaded(globalThis.pmtiles), onerror: failed }));
  });
}

/** Raster tiles out of one PMTiles file, painted on canvases: no object URLs, so the policy stays closed. */
const ArchiveLayer = GridLayer.extend({
  createTile({ x, y, z }, done) {
    const tile = DomUtil.create("canvas", "leaflet-tile");
    this._paint(tile, z, x, y).then(() => done(null, tile), (problem) => { this.options.failed(problem); done(problem, tile); });
    return tile;
  },

  async _paint(tile, z, x, y) {
    const found = await this.options.archive.getZxy(z, x, y);
    if (!found) return;
    const picture = await createImageBitmap(new Blob([found.data]));
    Object.assign(tile, { width: picture.width, height: picture.height });
    tile.getContext("2d").drawImage(picture, 0, 0);
  },
});
