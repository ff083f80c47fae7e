/** The map: marks on Leaflet's canvas, no tiles needed. It follows the same line as the board. */
import { canvas, control, layerGroup, map as makeMap } from "../../vendor/leaflet-1.9.4/leaflet-src.esm.js";
import { aboard } from "../aboard.js";
import { get } from "../api.js";
import { make, showText } from "../bind.js";
import { showLine } from "../board/acting.js";
import { config } from "../config.js";
import { listen, shortcut } from "../keys.js";
import { SAYS } from "../link.js";
import { now, setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { windows } from "../windows.js";
import { kindWords, words } from "../words.js";
import { MarkCanvas } from "./canvas.js";
import * as ground from "./ground.js";
import { List } from "./list.js";
import { says } from "./marks.js";
import { KINDS, Things } from "./things.js";

const LABELS_UP_TO = 90; // marks in view that are written beside; the list has every age in any case
const TONES = ["ground", "text", "text-soft", "line", "line-strong", "accent", "danger", "warn", "good", "calm", "violet", "focus"];
const $ = (id) => document.getElementById(id);
const store = new Store();
const line = new Line(store);
const renderer = new MarkCanvas({ padding: 0.2 });
const map = makeMap("map", { renderer, zoomAnimation: false, attributionControl: false, keyboard: false }).setView([34.05, -118.35], 11);
map.createPane(ground.GROUND).style.zIndex = 250;
map.createPane(ground.NAMES).style.zIndex = 450; // above the marks, below what is chosen in the panel
const floor = canvas({ pane: ground.GROUND, padding: 0.2 });
const under = { grid: layerGroup().addTo(map), areas: layerGroup().addTo(map) };
const things = new Things(map, renderer, choose);
const list = new List($("things"), choose);
const desk = windows("map", (number) => show("incidents", number, true));
let [boundaries, names] = [new Map(), []];
control.scale({ imperial: true }).addTo(map);

// --- how it looks --------------------------------------------------------------------------------------
function dress() {
  const style = getComputedStyle(document.documentElement);
  renderer.palette = Object.fromEntries(TONES.map((tone) => [tone, style.getPropertyValue(`--${tone}`).trim()]));
  renderer.palette.font = getComputedStyle(document.body).fontFamily;
  lay();
  things.redraw();
}

function lay() {
  ground.grid(map, under.grid, floor, renderer.palette.line);
  if (store.snapshot) names = ground.areas(under.areas, store.snapshot.areas, boundaries, floor, renderer.palette["line-strong"]);
  nameAreas();
}

/** Names give way to marks when the view or the choice of marks changes, not for every unit that drives by. */
function nameAreas() { ground.writeNames(map, names, things.boxes(renderer.labels)); }

const scale = () => ({ 9: 0.5, 10: 0.55, 11: 0.7, 12: 0.85 })[map.getZoom()] ?? (map.getZoom() < 9 ? 0.4 : 1);

function labels() {
  const wanted = things.inView() <= LABELS_UP_TO;
  if (renderer.labels === wanted) return;
  renderer.labels = wanted;
  things.redraw();
  nameAreas();
}

map.on("moveend", () => { ground.grid(map, under.grid, floor, renderer.palette.line); labels(); nameAreas(); });
map.on("zoomend", () => { renderer.scale = scale(); things.redraw(); });
new MutationObserver(dress).observe(document.documentElement, { attributeFilter: ["data-theme"] });

// --- what comes in -------------------------------------------------------------------------------------
let gathered = {};
let timer = null;
store.subscribe((changed) => {
  if (changed === null) { start(); return; }
  for (const [kind, keys] of Object.entries(changed)) gathered[kind] = new Set([...(gathered[kind] ?? []), ...keys]);
  timer ??= setTimeout(flush, 100);
});

function flush() {
  const changed = gathered;
  [gathered, timer] = [{}, null];
  for (const kind of KINDS) for (const key of changed[kind] ?? []) draw(kind, key);
  settle();
}

function start() {
  const { areas, areas_approximate: approximate } = store.snapshot;
  if (!map.placed && areas.length) map.placed = map.fitBounds(areas.map(({ lat, lon }) => [lat, lon]), { padding: [24, 24] });
  $("approximate").hidden = !approximate;
  lay();
  everything();
}

function everything() {
  for (const kind of KINDS) {
    const known = Object.keys(store.cards[kind] ?? {});
    const gone = [...list.rows.keys()].filter((n) => n.startsWith(`${kind}/`)).map((n) => n.slice(kind.length + 1));
    for (const key of new Set([...gone, ...known])) draw(kind, key);
  }
  settle();
  nameAreas();
}

function draw(kind, key) {
  const card = store.cards[kind]?.[key];
  things.draw(kind, key, card, now());
  list.draw(kind, key, card, now());
}

function settle() {
  list.arrange();
  labels();
  const off = list.order.filter((row) => row.dataset.placed === "false").length;
  const stale = list.order.filter((row) => row.dataset.stale === "true" && row.dataset.placed === "true").length;
  $("counts").textContent = `${list.order.length} shown${stale ? `, ${stale} stale` : ""}${off ? `, ${off} without a position: in the list only` : ""}`;
  $("no-things").hidden = list.order.length > 0;
  if (chosen) tell(chosen.kind, chosen.key);
}

setInterval(() => { for (const kind of ["units", "incidents"]) for (const key of Object.keys(store.cards[kind])) draw(kind, key); }, 5000);

// --- choosing ------------------------------------------------------------------------------------------
let chosen = null;

/** Choose a thing here; with `enter` its incident is chosen on the desk's other windows too. */
function choose(kind, key, enter = true) {
  show(kind, key, !enter || kind !== "units");
  const number = kind === "incidents" ? key : store.cards.units[key]?.assignment?.incident;
  if (enter && number) desk.tell(number);
}

function show(kind, key, pan) {
  if (!store.cards[kind]?.[key]) return;
  chosen = { kind, key };
  const path = things.pick(kind, key);
  list.pick(kind, key);
  if (pan && path && !map.getBounds().pad(-0.1).contains(path.getLatLng())) map.panTo(path.getLatLng(), { animate: false });
  tell(kind, key);
}

function tell(kind, key) {
  const card = store.cards[kind]?.[key];
  $("chosen").hidden = !card;
  if (!card) return;
  const title = kind === "incidents" ? make("a", card.number, { href: `/incidents/${card.number}/`, class: "mono" }) : make("b", card.call_sign ?? words(card.severity), { class: "mono" });
  const about = make("p");
  showText(about, says(kind, card, now()));
  const parts = [title, about];
  if (kind === "incidents") { const words_ = make("p", "", { class: "quiet" }); showText(words_, card.narrative.slice(0, 200)); parts.push(words_); }
  if (kind === "units") parts.push(make("p", `${card.agency_name}, ${card.kinds.map(kindWords).join(", ")}${card.assignment ? `, on ${card.assignment.incident}` : ""}`, { class: "quiet" }), ...crew(card));
  $("chosen").replaceChildren(...parts);
}

/** Return the line that says who is on a unit, none where nobody is known. */
function crew(card) {
  const known = aboard(card);
  const line = make("p", "", { class: "quiet" });
  showText(line, known.join(" · "));
  return known.length ? [line] : [];
}

$("map").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && chosen) choose(chosen.kind, chosen.key);
  if (["+", "="].includes(event.key)) map.zoomIn();
  if (event.key === "-") map.zoomOut();
  if (!event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const by = { ArrowLeft: [-120, 0], ArrowRight: [120, 0], ArrowUp: [0, -120], ArrowDown: [0, 120] }[event.key];
  const found = event.shiftKey ? null : things.towards(event.key);
  if (event.shiftKey) map.panBy(by, { animate: false });
  else if (found) show(found.kind, found.key, true);
});

for (const name of ["show", "status", "response"]) {
  $(name).addEventListener("change", ({ target }) => {
    things.filters = { ...things.filters, [name]: target.value };
    list.filters = things.filters;
    everything();
  });
}

// --- the ground, the keys, the line --------------------------------------------------------------------
const failed = () => { $("ground").hidden = false; };
ground.tiles(config().tiles, failed).then((layer) => {
  layer?.addTo(map).bringToBack?.();
  if (config().tiles.attribution) control.attribution({ prefix: false }).addTo(map).addAttribution(config().tiles.attribution);
}, failed);
get("/api/areas/").then(({ results }) => { boundaries = new Map(results.map((a) => [a.area, a.boundary])); lay(); }, () => {});
desk.keys(shortcut);
shortcut(["l"], "to the list", () => $("things").focus());
shortcut(["m"], "to the map", () => $("map").focus());
listen(document);
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, SAYS);
renderer.scale = scale();
$("legend").open = innerHeight > 900;
dress();
line.start().catch((problem) => { $("counts").textContent = problem.message; });
