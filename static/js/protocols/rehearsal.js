/** A replay: asked for, watched with its progress, and what it found as a table, a picture and a file. */
import { datedMinute } from "../clocktime.js";
import { command, get } from "../api.js";
import { bind, clone, make } from "../bind.js";
import { Exports } from "../exports.js";
import { DETERMINATIONS, kindWords, words } from "../words.js";
import { drawn } from "./picture.js";

const $ = (id) => document.getElementById(id);
const DIRECTION = { toward: "→ Toward police", away: "← Away from police", neither: "Neither" };
let [draft, shown, timer, next, watched] = ["", null, 0, null, ""];
const answer = ({ determination, response }) => `${DETERMINATIONS[determination] ?? words(determination)}: ${response.map(kindWords).join(", ") || "nobody"}`;
const side = (text) => {
  const [determination, kinds] = text.split(": ");
  return answer({ determination, response: kinds === "nobody" ? [] : kinds.split(", ") });
};
const count = (n) => Number(n ?? 0).toLocaleString("en");

/** Show the replays of a draft; `ref` empty hides the section. `may`: whether this person starts one. */
export async function of(ref, may) {
  clearTimeout(timer);
  [draft, shown] = [ref, null];
  $("rehearsal").hidden = !ref;
  $("result").hidden = $("progress").hidden = true;
  $("replay-said").textContent = "";
  for (const id of ["do-replay", "over", "sample", "labelled"]) $(id).disabled = !may;
  if (ref) await earlier();
}

async function earlier(choose) {
  const { results } = await get(`/api/replays/?draft=${draft}`);
  const options = results.map((r) => make("option", `${datedMinute(r.at)}, ${words(r.over)}, ${count(r.total)} calls, ${r.state}`, { value: r.replay }));
  $("earlier").replaceChildren(...(options.length ? options : [new Option("None yet", "")]));
  const ref = choose ?? results[0]?.replay;
  if (ref) {
    $("earlier").value = ref;
    await watch(ref);
  }
}

async function watch(ref) {
  clearTimeout(timer);
  const replay = await get(`/api/replays/${ref}/`);
  if (replay.draft !== draft) return;
  const going = replay.state === "queued" || replay.state === "running";
  progress(replay, going);
  if (going) timer = setTimeout(() => watch(ref).catch(lost), 1000);
  else if (replay.state === "failed") say(`The replay failed: ${replay.fault}`, true);
  else if (replay.state === "cancelled") say(`Cancelled after ${count(replay.done)} of ${count(replay.total)} calls. Nothing of it counts.`);
  else {
    const option = [...$("earlier").options].find((o) => o.value === ref);
    if (option) option.textContent = option.textContent.replace(/(queued|running)$/, replay.state);
    await finished(replay);
  }
}

function progress(replay, going) {
  $("progress").hidden = !going;
  $("result").hidden = going || replay.state !== "done";
  $("cancel-replay").hidden = $("do-replay").disabled;
  watched = replay.replay;
  const percent = Math.floor((100 * replay.done) / Math.max(1, replay.total));
  $("bar").value = percent;
  const left = replay.seconds_left === null ? "" : `, about ${time(replay.seconds_left)} left`;
  $("progress-says").textContent = replay.state === "queued" ? "Waiting for a worker…" : `${percent} %, ${count(replay.done)} of ${count(replay.total)} calls${left}`;
  if (going) say("");
}

const time = (seconds) => (seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);

async function finished(replay) {
  shown = replay;
  const r = replay.result;
  const unread = Object.values(r.unanswerable).reduce((a, b) => a + b, 0);
  say(`Done: ${count(r.calls)} calls, ${count(r.flips)} flip.`);
  totals([["Calls", r.calls], ["Flip", r.flips], ["Toward police", r.directions.toward], ["Away from police", r.directions.away], ["Neither", r.directions.neither],
    ["Flips that called backup later", r.backup], ["Flips overridden", r.overridden], ...(unread ? [["Cannot be answered", unread]] : []),
    ...(r.other_version ? [["Assessed under an earlier release", r.other_version]] : [])]);
  const what = replay.over === "labelled" ? "Category" : "Area";
  for (const id of ["area-head", "flip-area-head", "area-label"]) $(id).textContent = what;
  $("picture-says").textContent = r.flips ? `Calls that flip, by ${what.toLowerCase()}` : "No call flips: there is nothing to draw.";
  $("picture").querySelector("svg")?.remove();
  if (r.flips) $("picture").append(drawn(r.areas));
  const areas = Object.entries(r.areas).sort(([a, x], [b, y]) => (y.flips ?? 0) - (x.flips ?? 0) || (a < b ? -1 : 1));
  $("areas").replaceChildren(...areas.map(([area, n]) => row("area-row", { area, ...Object.fromEntries(["calls", "flips", "toward", "away", "neither", "backup"].map((k) => [k, count(n[k])])) })));
  $("area").replaceChildren(new Option("Any", ""), ...areas.filter(([, n]) => n.flips).map(([area]) => make("option", area, { value: area })));
  $("pairs").replaceChildren(...Object.entries(r.pairs).sort(([, a], [, b]) => b - a).map(([pair, n]) => {
    const [before, after] = pair.split(" -> ").map(side);
    return row("pair-row", { count: count(n), before, after });
  }));
  scores(r.scores);
  await flips();
}

function totals(pairs) {
  $("totals").replaceChildren(...pairs.map(([name, n]) => {
    const box = make("div");
    box.append(make("dt", name), make("dd", count(n)));
    return box;
  }));
}

function scores(both) {
  $("scores").hidden = !both;
  const value = (n) => (Number.isInteger(n) ? String(n) : n.toFixed(3));
  $("score-rows").replaceChildren(...Object.entries(both?.after ?? {}).map(([name, after]) => {
    const line = make("tr");
    line.append(make("th", words(name), { scope: "row" }), make("td", value(both.before[name])), make("td", value(after)));
    return line;
  }));
}

function row(name, values) {
  const made = clone(name);
  bind(made, values);
  return made;
}

const query = () => new URLSearchParams({ direction: $("direction").value, area: $("area").value });

async function flips(after = 0) {
  const asked = query();
  if (after) asked.set("after", after);
  const found = await get(`/api/replays/${shown.replay}/flips/?${asked}`);
  const rows = found.results.map(flip);
  if (after) $("flips").append(...rows);
  else $("flips").replaceChildren(...rows);
  next = found.next;
  $("more-flips").hidden = !next;
  $("no-flips").hidden = found.count > 0;
  $("flip-count").textContent = count(found.count);
}

function flip(f) {
  const made = row("flip-row", { area: f.area || "No area", before: answer(f.before), after: answer(f.after), direction: DIRECTION[f.direction], backup: f.backup ? "Yes" : "No", overridden: f.overridden ? "Yes" : "No" });
  made.querySelector(".direction").dataset.direction = f.direction;
  made.querySelector(".subject").append(shown.over === "record" ? make("a", f.subject, { href: `/incidents/${encodeURIComponent(f.subject)}/` }) : document.createTextNode(f.subject));
  return made;
}

function say(text, bad = false) {
  $("replay-said").textContent = text;
  $("replay-said").className = bad ? "problem" : "quiet";
}

const lost = (problem) => say(problem.message, true);

/** Wire the form. `ready` saves what is typed first and says whether the draft may be replayed. */
export function start(ready) {
  $("over").addEventListener("input", () => {
    const labelled = $("over").value === "labelled";
    $("labelled-field").hidden = !labelled;
    $("sample-field").hidden = labelled;
  });
  $("replay-form").addEventListener("submit", (event) => {
    event.preventDefault();
    begin(ready).catch(problems);
  });
  $("earlier").addEventListener("input", () => $("earlier").value && watch($("earlier").value).catch(lost));
  for (const id of ["direction", "area"]) $(id).addEventListener("input", () => flips().catch(lost));
  $("flip-filters").addEventListener("submit", (event) => event.preventDefault());
  $("cancel-replay").addEventListener("click", () => cancel().catch(lost));
  const wanted = () => Object.fromEntries([...query()].filter(([, value]) => value));
  new Exports("flips").on($("csv"), () => ({ replay: shown.replay, ...wanted() }));
  $("more-flips").addEventListener("click", () => flips(next).catch(lost));
}

async function begin(ready) {
  $("labelled-problem").replaceChildren();
  $("sample-problem").textContent = "";
  if (!(await ready())) return;
  const over = $("over").value;
  const fields = { draft, over };
  if (over === "labelled") {
    const [file] = $("labelled").files;
    if (!file) return void $("labelled-problem").append(make("li", "Choose a file first."));
    fields.labelled_text = await file.text();
  } else if ($("sample").value) fields.sample = Number($("sample").value);
  const { facts } = await command("start_replay", fields);
  await earlier(facts.replay);
}

async function cancel() {
  await command("cancel_replay", { replay: watched });
  await earlier(watched);
}

function problems(problem) {
  const { labelled_text: lines, sample } = problem.fields ?? {};
  if (lines) $("labelled-problem").replaceChildren(...lines.map((line) => make("li", line)));
  else if (sample) $("sample-problem").textContent = sample.join(" ");
  else say(problem.message, true);
}
