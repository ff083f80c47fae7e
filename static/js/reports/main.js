/** The report on the ladder: asked for by its days, counted by the server, shown as picture and tables. */
import { get } from "../api.js";
import { bind, clone, make } from "../bind.js";
import { Exports } from "../exports.js";
import { kindWords, words } from "../words.js";
import { drawn } from "./picture.js";
import { BACK, CLOCKS, MISSED, percent, time } from "./words.js";

const $ = (id) => document.getElementById(id);
let shown = null; // the report that stands on the page: the file is of its days

function clockRow({ clock, asked, answered, arrived, ended, first_unit: first }) {
  const row = clone("clock-row");
  bind(row, {
    clock: CLOCKS[clock], asked, sent: time(answered.median_s), sent90: time(answered.p90_s), n: arrived.n, median: time(arrived.median_s), p90: time(arrived.p90_s),
    withdrawn: ended.withdrawn, nobody: ended.nobody_yet, stayed: first.stayed, left: first.had_left, unnamed: first.not_named,
  });
  return row;
}

function byRow(clock, { agency, kind, asked, arrived }) {
  const row = clone("by-row");
  bind(row, { clock: CLOCKS[clock], agency: words(agency), kind: kindWords(kind), asked, n: arrived.n, median: time(arrived.median_s), p90: time(arrived.p90_s) });
  return row;
}

function listed(root, names, figures) {
  root.replaceChildren(...Object.entries(names).flatMap(([name, says]) => {
    const row = make("div");
    row.append(make("dt", says), make("dd", name === "share" ? percent(figures.share) : String(figures[name]), { class: "mono" }));
    return [row];
  }));
}

function show(report) {
  bind($("report"), { smallest: report.smallest });
  $("from").value = report.from;
  $("to").value = report.to;
  $("picture").replaceChildren(drawn(report.clocks));
  $("clocks").replaceChildren(...report.clocks.map(clockRow));
  const rows = report.clocks.flatMap(({ clock, by }) => by.map((one) => byRow(clock, one)));
  $("by").replaceChildren(...rows);
  $("by-none").hidden = rows.length > 0;
  listed($("back"), BACK, report.hand_back);
  listed($("missed"), MISSED, report.missed);
  shown = report;
  $("csv").disabled = false;
  $("report").hidden = false;
  $("said").className = "quiet";
  $("said").textContent = `${report.from} to ${report.to}`;
}

async function fetchReport() {
  problems({});
  $("said").textContent = "Counting…";
  const asked = new URLSearchParams(Object.entries({ from: $("from").value, to: $("to").value }).filter(([, day]) => day));
  try {
    show(await get(`/api/reports/ladder/?${asked}`));
  } catch (problem) {
    $("said").className = "problem";
    $("said").textContent = problem.message;
    problems(problem.fields ?? {});
  }
}

/** Say each problem beside its field; the first of them gets the hand. */
function problems(fields) {
  for (const name of ["from", "to"]) {
    const said = [fields[name] ?? []].flat().join(" ");
    $(`${name}-problem`).textContent = said;
    $(`${name}-problem`).hidden = !said;
    $(name).toggleAttribute("aria-invalid", Boolean(said));
  }
  if (fields.from) $("from").focus(); else if (fields.to) $("to").focus();
}

$("days").addEventListener("submit", (event) => { event.preventDefault(); fetchReport(); });
new Exports("ladder").on($("csv"), () => ({ first: shown.from, last: shown.to }));
$("print").addEventListener("click", () => print());
fetchReport();
