/** A roster file: looked at first, with every fault by its line; imported only when it has none. */
import { get, Problem } from "../api.js";
import { make } from "../bind.js";
import { config } from "../config.js";
import { words } from "../words.js";
import { Bar } from "./bar.js";

const $ = (id) => document.getElementById(id);
let checked = null; // the file and choice that the preview shows
const ASKED_EVERY = 500; // milliseconds between two questions how far it is
let asking = null; // the request_id of an import that is under way or unanswered

async function upload(fields) {
  const { cookie, header } = config().csrf;
  const token = document.cookie.split("; ").find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1) ?? "";
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  let answer;
  try {
    answer = await fetch("/api/roster/import/", { method: "POST", body, headers: { [header]: decodeURIComponent(token), Accept: "application/json" }, signal: AbortSignal.timeout(120_000) });
  } catch {
    throw new Problem("unknown_outcome", "The server did not answer. Import again: nothing is done twice.");
  }
  const json = await answer.json().catch(() => null);
  if (answer.ok) return json;
  throw new Problem(json?.error?.code ?? "unknown_outcome", json?.error?.detail ?? `The server answered ${answer.status}.`, json?.error?.fields);
}

/** Do `work(request_id)`; after a second the bar says how many rows of how many are done, asked of the server. */
async function waiting(says, id, work) {
  const bar = new Bar(says);
  const timer = setInterval(async () => bar.show(await get(`/api/roster/import/how-far/?request_id=${id}`).catch(() => null)), ASKED_EVERY);
  for (const button of ["file-check", "file-import"]) $(button).disabled = true;
  $("file-said").textContent = says;
  try {
    return await work(id);
  } finally {
    clearInterval(timer);
    bar.end();
    $("file-check").disabled = false;
  }
}

function counted(counts) {
  return Object.entries(counts).map(([record, of]) => {
    const line = make("tr");
    line.append(make("th", record, { scope: "row" }), ...["added", "changed", "unchanged", "retired"].map((what) => make("td", String(of[what]))));
    return line;
  });
}

export function changed({ line, record, key, what, differs }) {
  const row = make("tr");
  row.append(make("td", line ? String(line) : "–"), make("td", record), make("th", key, { scope: "row" }), make("td", what), make("td", differs.map(words).join(", ")));
  return row;
}

function show({ counts, changes, more, faults }) {
  $("preview").hidden = false;
  $("file-faults").replaceChildren(...faults.map(({ line, says }) => make("li", line ? `Line ${line}: ${says}` : says)));
  $("file-wrong").hidden = !faults.length;
  $("file-counts").replaceChildren(...counted(counts));
  $("file-changes").replaceChildren(...changes.map(changed));
  const ready = !faults.length && changes.length + more > 0;
  $("file-import").disabled = !ready;
  $("file-said").textContent = faults.length ? `${faults.length} ${faults.length === 1 ? "fault" : "faults"}: nothing can be imported.`
    : ready ? `${changes.length + more} ${changes.length + more === 1 ? "change" : "changes"}, no fault.${more ? ` The first ${changes.length} are shown.` : ""}` : "The roster is as the file says.";
  if (faults.length) $("file-wrong").focus();
}

function failed(problem) {
  $("preview").hidden = false;
  const lines = Object.values(problem.fields).flat(2).map(String);
  $("file-faults").replaceChildren(...(lines.length ? lines : [problem.message]).map((says) => make("li", says)));
  $("file-wrong").hidden = false;
  $("file-said").textContent = "Nothing was imported.";
  $("file-wrong").focus();
}

/** Wire the section; `imported()` is called after an import. */
export function files(imported) {
  const chosen = () => ({ file: $("file").files[0], retire_missing: $("file-retire").checked });
  for (const id of ["file", "file-retire"]) {
    $(id).addEventListener("change", () => { checked = null; asking = null; $("file-import").disabled = true; $("preview").hidden = true; $("file-said").textContent = ""; });
  }
  $("file-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = chosen();
    $("file-problem").hidden = Boolean(given.file);
    $("file-problem").textContent = given.file ? "" : "Choose a file first.";
    if (!given.file) { $("file").focus(); return; }
    try {
      show(await waiting("Reading and comparing…", crypto.randomUUID(), (id) => upload({ ...given, request_id: id, dry_run: true })));
      checked = given;
    } catch (problem) { failed(problem); }
  });
  $("file-import").addEventListener("click", async () => {
    if (!checked) return;
    asking ??= crypto.randomUUID();
    try {
      const { event } = await waiting("Importing…", asking, (id) => upload({ ...checked, request_id: id, dry_run: false }));
      asking = null;
      $("preview").hidden = true;
      $("file-said").textContent = `Imported as event ${event.seq}: ${Object.entries(event.facts.counts).map(([record, of]) => `${record} ${of.added} added, ${of.changed} changed, ${of.retired} retired`).join("; ")}.`;
      imported();
    } catch (problem) { failed(problem); $("file-import").disabled = false; }
  });
}
