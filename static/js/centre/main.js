/** What differs from centre to centre: choose a setting, change it, see who changed it before. */
import { get } from "../api.js";
import { make } from "../bind.js";
import { play } from "../alarms/tones.js";
import { showLine } from "../board/acting.js";
import { config } from "../config.js";
import { listen, shortcut } from "../keys.js";
import { SAYS } from "../link.js";
import { setClock } from "../page.js";
import { fieldsOf } from "../problems.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { showHistory } from "./history.js";
import { TITLES } from "./layouts.js";
import { phones } from "./phones.js";
import { Sheet } from "./sheet.js";

const $ = (id) => document.getElementById(id);
const store = new Store();
const line = new Line(store);
const admin = config().verbs.includes("save_setting");
const sheet = new Sheet($("sheet"), { locked: !admin, hear, touched });
let [chosen, seen, saving, context, protocol] = ["", 0, false, null, new Map()];

function hear(notes, volume) {
  context ??= new AudioContext();
  context.resume();
  play(context, notes, volume);
}

function touched(dirty) {
  $("save").disabled = !dirty;
  $("back").disabled = !dirty;
  $("state").textContent = dirty ? "Not saved yet" : "";
}

// --- choosing ------------------------------------------------------------------------------------------
const names = () => Object.keys(TITLES).filter((name) => store.cards.settings[name]);

function menu() {
  $("names").replaceChildren(...names().map((name) => {
    const li = make("li");
    const button = make("button", TITLES[name][0], { type: "button", "aria-current": name === chosen ? "true" : undefined });
    button.dataset.name = name;
    button.addEventListener("click", () => choose(name));
    li.append(button);
    return li;
  }));
}

function choose(name) {
  if (name !== chosen && chosen && sheet.isDirty()) {
    $("said").textContent = `${TITLES[chosen][0]} is not saved yet: save it, or take it back.`;
    $("said").className = "problem";
    $("save").focus();
    return;
  }
  const moved = name !== chosen;
  chosen = name;
  history.replaceState(null, "", `#${name}`);
  for (const button of $("names").querySelectorAll("button")) {
    if (button.dataset.name === name) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
  }
  draw();
  if (moved) tell("", "");
}

function draw() {
  const { version, value } = store.cards.settings[chosen];
  seen = version;
  $("setting-title").textContent = TITLES[chosen][0];
  $("meaning").textContent = TITLES[chosen][1];
  $("version").textContent = `Version ${version}`;
  $("summary").hidden = true;
  sheet.show(chosen, value, known());
  showHistory(chosen, { list: $("history"), said: $("history-said"), more: $("older"), zone: config().time_zone });
}

/** What tables are made of besides their values: the other settings, and the protocol's types of call. */
const known = () => ({ ...store.snapshot.settings, protocol });

function step(by) {
  const all = names();
  choose(all[Math.max(0, Math.min(all.length - 1, all.indexOf(chosen) + by))]);
}

// --- saving --------------------------------------------------------------------------------------------
function tell(tone, text) {
  $("said").textContent = text;
  $("said").className = tone === "danger" ? "problem" : "quiet";
}

async function save(event) {
  event.preventDefault();
  if (!admin || !sheet.isDirty()) return;
  const twice = sheet.doubles();
  if (twice.length) { sheet.problems(Object.fromEntries(twice.map((code) => [code, "Is there twice: every code once."])), $("summary"), "Not saved"); return; }
  $("save").disabled = saving = true;
  tell("", "Saving…");
  try {
    const told = await line.send("save_setting", { name: chosen, value: sheet.value(), seen });
    draw();
    tell("", `Saved as version ${told.facts.version}, on every board now.`);
    $("setting-title").focus();
  } catch (problem) {
    const found = fieldsOf(problem);
    const title = Object.keys(found).length === 1 ? "Not saved: one field is wrong" : `Not saved: ${Object.keys(found).length} fields are wrong`;
    sheet.problems(found, $("summary"), title);
    tell("danger", Object.keys(found).length ? "" : problem.message);
    touched(true);
  } finally {
    saving = false;
  }
}
$("form").addEventListener("submit", save);
$("shipped").addEventListener("click", async () => {
  const name = chosen;
  try {
    const { shipped } = await get(`/api/settings/${name}/history/`);
    if (chosen !== name) return;
    sheet.show(name, shipped, known(), false);
    tell("", sheet.isDirty() ? "As shipped: look at it, then save it." : "This is what was shipped.");
  } catch (problem) { tell("danger", problem.message); }
});
$("back").addEventListener("click", () => { draw(); tell("", "Taken back."); });

// --- following -----------------------------------------------------------------------------------------
store.subscribe((changed) => {
  if (changed && !changed.settings) return;
  phones($("phones"), store.snapshot.settings);
  if (!changed) {
    menu();
    if (!names().length) { tell("danger", "The settings are not yours to see."); return; }
    $("form").hidden = false;
    if (!chosen || !sheet.isDirty()) choose(names().includes(location.hash.slice(1)) ? location.hash.slice(1) : chosen || names()[0]);
    return;
  }
  if (saving || !changed.settings.has(chosen) || store.cards.settings[chosen].version === seen) return;
  if (sheet.isDirty()) tell("danger", "Somebody else saved this meanwhile. What you typed is still here: take it back to see theirs.");
  else draw();
});
if (!admin) { $("locked").hidden = false; $("buttons").hidden = true; }
shortcut(["j"], "next setting", () => step(1));
shortcut(["k"], "previous setting", () => step(-1));
document.addEventListener("keydown", (event) => {
  if (event.key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); $("form").requestSubmit(); }
});
listen(document);
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, SAYS);
get("/api/triage/protocol/").then(({ call_types: types }) => { protocol = new Map(types.map(({ code, text }) => [code, text])); })
  .catch((problem) => tell("danger", problem.message))
  .then(() => line.start()).catch((problem) => tell("danger", problem.message));
