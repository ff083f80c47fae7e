/** Playback: a period or an incident is fetched once, and shown at any moment of it. What was not told is not shown. */
import { get } from "../api.js";
import { bind, clone, make } from "../bind.js";
import { config } from "../config.js";
import { listen, shortcut } from "../keys.js";
import { ageWords } from "../map/positions.js";
import { fromLocal, moment, toLocal } from "../moment.js";
import { now } from "../page.js";
import { fieldsOf, showProblems } from "../problems.js";
import { kindWords, words } from "../words.js";
import { Player } from "./player.js";
import { Scene } from "./scene.js";
import { parse, silences, state, where } from "./track.js";

const $ = (id) => document.getElementById(id);
const FIELDS = ["incident", "from", "to", "unit"];
const zone = config().time_zone;
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: zone });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: zone });
const scene = new Scene("map", () => { $("ground").hidden = false; });
const player = new Player(show);
let film = null;
let rows = new Map();

// --- choosing ------------------------------------------------------------------------------------------
/** Return what was typed as a moment: a time of the last 24 hours, or a date and a time. What is neither the server refuses. */
const meant = (typed) => moment(typed, now(), zone) ?? fromLocal(typed.replace(" ", "T"), zone) ?? typed;
const shown = (at) => toLocal(at, zone).replace("T", " ");

async function load() {
  const asked = new URLSearchParams();
  const typed = Object.fromEntries(FIELDS.map((name) => [name, $(`asked-${name}`).value.trim()]));
  if (typed.incident) asked.set("incident", typed.incident);
  for (const name of ["from", "to"]) if (typed[name]) asked.set(name, meant(typed[name]));
  for (const unit of typed.unit.split(/[\s,]+/).filter(Boolean)) asked.append("unit", unit);
  $("said").textContent = "Fetching…";
  showProblems("asked", FIELDS, {});
  try {
    film = parse(await get(`/api/tracks/?${asked}`, { seconds: 30 }));
  } catch (problem) {
    const found = fieldsOf(problem);
    const named = Object.keys(found).some((name) => FIELDS.includes(name));
    if (named) showProblems("asked", FIELDS, found);
    $("said").textContent = problem.message;
    return;
  }
  history.replaceState(null, "", `?${asked}`);
  scene.load(film);
  list();
  const { from, to } = film;
  Object.assign($("time"), { min: 0, max: Math.round((to - from) / 1000), value: 0 });
  $("ends").textContent = `${day.format(from)}, ${clock.format(from)} to ${clock.format(to)}`;
  $("transport").disabled = false;
  const seen = film.units.filter(({ fixes }) => fixes.length).length;
  const old = from < Date.parse(film.kept_from) ? ` Nothing from before ${day.format(Date.parse(film.kept_from))}, ${clock.format(Date.parse(film.kept_from))} is kept.` : "";
  $("said").textContent = `${seen} of ${film.units.length} units told where they were.${old}`;
  player.load(from, to);
}

function list() {
  rows = new Map(film.units.filter(({ fixes }) => fixes.length || film.incident).map((unit) => {
    const row = clone("was");
    const quiet = silences(unit.fixes, film.from, film.to, film.gap).length;
    bind(row, { unit: unit.unit, kind: unit.kinds.map(kindWords).join(", "), gaps: quiet ? String(quiet) : "none" });
    return [unit, row];
  }));
  $("units").replaceChildren(...rows.values());
  $("none").hidden = rows.size > 0;
  $("moves").replaceChildren(...film.moves.map(({ at, unit, state: to }) => {
    const item = make("li");
    const button = make("button", `${clock.format(at)} ${unit} ${words(to)}`, { type: "button", class: "plain mono" });
    button.addEventListener("click", () => player.seek(at));
    item.append(button);
    return item;
  }));
  $("moves-box").hidden = !film.moves.length;
}

// --- the moment that is shown --------------------------------------------------------------------------
function show(t) {
  if (!film) return;
  const time = clock.format(t);
  $("moment").textContent = time;
  $("time").value = Math.round((t - film.from) / 1000);
  $("time").setAttribute("aria-valuetext", time);
  if ($("play").dataset.running !== String(player.running)) {
    $("play").dataset.running = String(player.running);
    $("play").textContent = player.running ? "Pause" : "Play";
  }
  scene.show(t);
  for (const [unit, row] of rows) {
    const { known, fresh, seconds } = where(unit.fixes, t, film.gap);
    const word = !known ? "not heard yet" : fresh ? "known" : `gap: no word for ${ageWords(seconds)}`;
    bind(row, { state: words(state(film.moves, unit.unit, t)) || "–", known: word });
    row.dataset.stale = String(!fresh);
  }
}

$("choose").addEventListener("submit", (event) => { event.preventDefault(); load(); });
$("play").addEventListener("click", () => player.toggle());
$("speed").addEventListener("change", ({ target }) => { player.speed = Number(target.value); });
$("time").addEventListener("input", ({ target }) => player.seek(film.from + Number(target.value) * 1000));
const by = (seconds) => () => film && player.seek(player.t + seconds * 1000);
$("time").addEventListener("keydown", (event) => {
  const jump = { PageUp: 60, PageDown: -60 }[event.key];
  if (jump) by(jump)();
  if (event.key === " ") player.toggle();
  if (jump || event.key === " ") event.preventDefault();
});
for (const button of document.querySelectorAll("[data-by]")) button.addEventListener("click", by(Number(button.dataset.by)));
shortcut(["p"], "play or pause", () => film && player.toggle());
shortcut([","], "ten seconds back", by(-10));
shortcut(["."], "ten seconds on", by(10));
shortcut(["m"], "to the map", () => $("map").focus());
shortcut(["t"], "to the time", () => $("time").focus());
listen(document);

const given = new URLSearchParams(location.search);
$("asked-incident").value = given.get("incident") ?? "";
$("asked-unit").value = given.getAll("unit").join(" ");
for (const name of ["from", "to"]) if (Date.parse(given.get(name))) $(`asked-${name}`).value = shown(Date.parse(given.get(name)));
if (given.size) load();
else $("asked-from").value = shown(now() - 3_600_000);
