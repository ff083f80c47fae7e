/** The debrief of a drill: chosen by its run, read from the log by the server, shown and printed. */
import { get } from "../api.js";
import { bind, clone, make, showText } from "../bind.js";
import { config } from "../config.js";
import { Exports } from "../exports.js";
import { words } from "../words.js";

const $ = (id) => document.getElementById(id);
const clock = (at) => new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: config().time_zone }).format(new Date(at));
const seconds = (s) => (s === null ? "never" : s < 90 ? `${s} s` : `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`);
const pair = (one) => (one ? `${seconds(one.median)} median, ${seconds(one.slowest)} slowest` : "none");

/** Return "12 s by dispatcher", or what is missing, for a step of a call. */
function step(took, by, done) {
  if (!done) return "never";
  return `${took === null ? "" : `${seconds(took)} `}by ${by}`;
}

function person(one) {
  const row = clone("person");
  bind(row, {
    trainee: one.trainee, on_board: one.on_board, assigned: one.assigned, acknowledged: one.acknowledged, answer: pair(one.answer_s),
    assign: pair(one.assign_s), acknowledge: pair(one.acknowledge_s), chosen: one.choices ? `${one.met} of ${one.choices}` : "none judged",
  });
  return row;
}

function call(one) {
  const card = clone("call");
  const met = one.choices.filter((c) => c.met).length;
  bind(card, {
    call: words(one.call), incident: one.incident || "never put on the board", verdict: `${met} of ${one.choices.length} as expected`,
    answer: one.rang ? step(one.answer_s, one.on_board_by, one.on_board_at) : "taken by the script",
    assign: step(one.assign_s, one.assigned_by, one.assigned_at), acknowledge: step(one.acknowledge_s, one.acknowledged_by, one.acknowledged_at),
    sent: one.sent.map(({ unit, kinds }) => `${unit} (${kinds.map(words).join(", ")})`).join("; ") || "nobody",
  });
  card.querySelector(".chip").dataset.tone = met === one.choices.length ? "good" : "warn";
  if (one.incident) card.querySelector("a").href = `/incidents/${one.incident}/`;
  card.querySelector(".choices").replaceChildren(...one.choices.map(({ expected, met: was, did }) => {
    const li = make("li", "", { "data-met": String(was) });
    showText(li, was ? expected : `${expected}; was: ${did}`);
    return li;
  }));
  showText(card.querySelector('[data-bind="why"]'), one.why);
  return card;
}

async function show(run) {
  $("said").textContent = "Reading the log…";
  const found = await get(`/api/debriefs/${run}/`);
  bind($("debrief"), { title: found.title, brief: found.brief, when: `Started ${clock(found.started_at)}${found.ended_at ? `, ended ${clock(found.ended_at)}` : ", still running"}.` });
  $("hurried").hidden = found.speed === 1;
  bind($("hurried"), { speed: found.speed || "as fast as it could" });
  $("people").replaceChildren(...found.trainees.map(person));
  $("nobody").hidden = found.trainees.length > 0;
  $("calls").replaceChildren(...found.calls.map(call));
  $("debrief").hidden = false;
  $("csv").disabled = false;
  $("print").disabled = false;
  $("said").textContent = found.never_came.length ? `Not played to its end: ${found.never_came.map(words).join(", ")} did not come.` : "";
}

function failed(problem) {
  $("said").className = "problem";
  $("said").textContent = problem.message;
}

async function start() {
  const { results } = await get("/api/debriefs/");
  $("run").replaceChildren(...results.map(({ run, title, started_at: at }) => make("option", `${title}, ${clock(at)}`, { value: run })));
  if (!results.length) {
    $("said").textContent = config().drill ? "No scenario was played here yet: manage.py simulate --scenario first_hour" : "This is not a training installation: there is nothing to debrief.";
    return;
  }
  $("run").disabled = false;
  const asked = new URL(location.href).searchParams.get("run");
  $("run").value = results.some(({ run }) => run === asked) ? asked : results[0].run;
  await show($("run").value);
}

$("run").addEventListener("change", () => show($("run").value).catch(failed));
new Exports("debrief").on($("csv"), () => ({ run: $("run").value }));
$("print").addEventListener("click", () => print());
start().catch(failed);
