/** Follow-ups: what was promised, the earliest due first; done here, with what came of it. Follows the board's line. */
import { command } from "../api.js";
import { bind, clone, make, showText } from "../bind.js";
import { showLine } from "../board/acting.js";
import { config } from "../config.js";
import { SAYS } from "../link.js";
import { now, setClock } from "../page.js";
import { fieldsOf, showProblems } from "../problems.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { age } from "../words.js";

const $ = (id) => document.getElementById(id);
const NAMES = ["outcome", "again_at"];
const store = new Store();
const line = new Line(store);
const may = config().verbs.includes("finish_follow_up");
const local = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: config().time_zone });
let chosen = null;

function draw() {
  const all = Object.values(store.cards.follow_ups ?? {}).sort((a, b) => (a.due_at < b.due_at ? -1 : 1));
  const late = all.filter((one) => Date.parse(one.due_at) <= now()).length;
  const key = document.activeElement?.dataset?.key;
  $("follow-ups").replaceChildren(...all.map(row));
  $("follow-none").hidden = all.length > 0;
  $("follow-count").textContent = all.length ? `${all.length} open${late ? `, ${late} due` : ""}` : "";
  if (key) $("follow-ups").querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

function row(one) {
  const node = clone("follow-row");
  const late = Date.parse(one.due_at) <= now();
  bind(node, { due: local.format(new Date(one.due_at)), late: late ? `▲ due since ${age(one.due_at, now())}` : "", agency: one.agency || "Dispatch floor", incident: one.incident, planned: `${one.by}, ${local.format(new Date(one.planned_at))}` });
  showText(node.querySelector('[data-bind="text"]'), one.text);
  node.querySelector("a").href = `/incidents/${one.incident}/`;
  if (may) {
    const done = make("button", "Done…", { type: "button", "data-key": one.follow_up, "aria-label": `Done: ${one.text}` });
    done.addEventListener("click", () => open(one));
    node.querySelector(".does").append(done);
  }
  return node;
}

function open(one) {
  chosen = one;
  $("follow-form").reset();
  showText($("follow-about"), `${one.incident}: ${one.text}`);
  $("follow-problem").hidden = true;
  showProblems("follow", NAMES, {});
  $("follow-dialog").showModal();
  $("follow-outcome").focus();
}

async function send() {
  const typed = Object.fromEntries(new FormData($("follow-form")));
  if (!showProblems("follow", NAMES, typed.outcome.trim() ? {} : { outcome: "Write what came of it." })) return;
  $("follow-send").disabled = true;
  try {
    const again = typed.again_at ? { again_at: `${typed.again_at}T20:00:00Z` } : {};
    await command("finish_follow_up", { follow_up: chosen.follow_up, outcome: typed.outcome, ...again });
    $("follow-dialog").close();
    $("follow-said").textContent = typed.again_at ? "It is due again then." : "Done.";
  } catch (problem) {
    if (showProblems("follow", NAMES, fieldsOf(problem))) {
      $("follow-problem").hidden = false;
      $("follow-problem").textContent = problem.message;
    }
  } finally {
    $("follow-send").disabled = false;
  }
}

store.subscribe((changed) => { if (!changed || changed.follow_ups) draw(); });
setInterval(draw, 30_000);
$("follow-cancel").addEventListener("click", () => $("follow-dialog").close());
$("follow-form").addEventListener("submit", (event) => { event.preventDefault(); send(); });
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, SAYS);
line.start().catch((problem) => { $("follow-said").textContent = problem.message; });
