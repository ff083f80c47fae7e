/** The map: Leaflet's canvas, no tiles needed. It follows the same line as the board. */
import { map as makeMap, canvas, circleMarker, rectangle, polygon, marker, layerGroup, divIcon } from "../../vendor/leaflet-1.9.4/leaflet-src.esm.js";
import { make } from "../bind.js";
import { showLine } from "../board/acting.js";
import { SAYS } from "../link.js";
import { setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { kindWords, words } from "../words.js";
import { incidentMark, unitMark } from "./marks.js";

const $ = (id) => document.getElementById(id);
const store = new Store();
const line = new Line(store);
const renderer = canvas({ padding: 0.3 });
const map = makeMap("map", { renderer, preferCanvas: true, zoomAnimation: false, attributionControl: false }).setView([34.05, -118.35], 11);
const layers = { incidents: layerGroup().addTo(map), units: layerGroup().addTo(map), areas: layerGroup().addTo(map) };
const drawn = { incidents: new Map(), units: new Map() };
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function stations({ areas, areas_approximate: approximate }) {
  layers.areas.clearLayers();
  for (const { name, lat, lon } of areas) {
    polygon([[lat + 0.004, lon], [lat - 0.003, lon + 0.004], [lat - 0.003, lon - 0.004]], { renderer, color: colour("text-soft"), weight: 1.5, fill: false, interactive: false }).addTo(layers.areas);
    marker([lat, lon], { icon: divIcon({ className: "area-name", html: make("span", name), iconAnchor: [-8, 8], iconSize: null }), interactive: false, keyboard: false }).addTo(layers.areas);
  }
  if (!map.placed && areas.length) map.placed = map.fitBounds(areas.map(({ lat, lon }) => [lat, lon]), { padding: [30, 30] });
  $("approximate").hidden = !approximate;
}

function draw(kind, key, card) {
  drawn[kind].get(key)?.remove();
  drawn[kind].delete(key);
  const mark = card && (kind === "incidents" ? incidentMark(card) : unitMark(card));
  if (!mark) return;
  const style = { renderer, color: colour(mark.tone), weight: 2, fillColor: colour(mark.tone), fillOpacity: mark.filled ? 0.55 : 0 };
  const shape = kind === "incidents"
    ? circleMarker([mark.lat, mark.lon], { ...style, radius: mark.radius })
    : rectangle([[mark.lat - mark.size / 2, mark.lon - mark.size / 1.6], [mark.lat + mark.size / 2, mark.lon + mark.size / 1.6]], style);
  shape.on("click", () => show(kind, key));
  shape.addTo(layers[kind]);
  drawn[kind].set(key, shape);
}

function show(kind, key) {
  const card = store.cards[kind][key];
  if (!card) return;
  const box = $("chosen");
  box.hidden = false;
  if (kind === "units") box.replaceChildren(make("b", card.call_sign, { class: "mono" }), make("p", `${card.agency_name}, ${card.kinds.map(kindWords).join(", ")}: ${words(card.status)}`));
  else box.replaceChildren(make("a", card.number, { href: `/incidents/${card.number}/`, class: "mono" }), make("p", `${card.priority} ${words(card.status)}: ${card.place.address}`), make("p", card.narrative.slice(0, 160), { class: "quiet" }));
}

function redraw(changed) {
  for (const kind of ["incidents", "units"]) {
    if (changed && !changed[kind]) continue;
    const keys = changed ? changed[kind] : new Set([...Object.keys(store.cards[kind]), ...drawn[kind].keys()]);
    for (const key of keys) draw(kind, key, store.cards[kind][key]);
  }
  const unplaced = Object.values(store.cards.incidents).filter((c) => !incidentMark(c)).length;
  $("counts").textContent = `${drawn.incidents.size} incidents, ${drawn.units.size} units${unplaced ? `; ${unplaced} incidents without a position are on the board only` : ""}`;
}

$("show").addEventListener("change", ({ target }) => {
  for (const kind of ["incidents", "units"]) layers[kind][target.value === "all" || target.value === kind ? "addTo" : "removeFrom"](map);
});
store.subscribe((changed) => {
  if (changed === null) stations(store.snapshot);
  redraw(changed);
});
new MutationObserver(() => { stations(store.snapshot); redraw(null); }).observe(document.documentElement, { attributeFilter: ["data-theme"] });
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, SAYS);
line.start().catch((problem) => { $("counts").textContent = problem.message; });
