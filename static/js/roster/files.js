/** A roster file: looked at first, with every fault by its line; imported only when it has none; exported. */
import { Problem } from "../api.js";
import { make } from "../bind.js";
import { config } from "../config.js";
import { words } from "../words.js";

const $ = (id) => document.getElementById(id);
let checked = null; // the file and choice that the preview shows
let asking = null; // {request_id} of an import that is under way or unanswered

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

/** Do `work` and say after a second that it goes on, with the seconds; the bar says so too. */
async function waiting(says, work) {
  const began = Date.now();
  const tick = () => { $("file-said").textContent = `${says} ${Math.round((Date.now() - began) / 1000)} s`; };
  const slow = setTimeout(() => { $("file-progress").hidden = false; tick(); }, 1000);
  const timer = setInterval(() => { if (Date.now() - began > 1000) tick(); }, 1000);
  for (const id of ["file-check", "file-import"]) $(id).disabled = true;
  try {
    return await work();
  } finally {
    clearTimeout(slow);
    clearInterval(timer);
    $("file-progress").hidden = true;
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

function show({ counts, changes, more, faults }) {
  $("preview").hidden = false;
  $("file-faults").replaceChildren(...faults.map(({ line, says }) => make("li", line ? `Line ${line}: ${says}` : says)));
  $("file-wrong").hidden = !faults.length;
  $("file-counts").replaceChildren(...counted(counts));
  $("file-changes").replaceChildren(...changes.map(({ line, record, key, what, differs }) => {
    const row = make("tr");
    row.append(make("td", line ? String(line) : "–"), make("td", record), make("th", key, { scope: "row" }), make("td", what), make("td", differs.map(words).join(", ")));
    return row;
  }));
  const ready = !faults.length && changes.length + more > 0;
  $("file-import").disabled = !ready;
  $("file-said").textContent = faults.length ? `${faults.length} ${faults.length === 1 ? "fault" : "faults"}: nothing can be imported.`
    : ready ? `${changes.length + more} changes, no fault.${more ? ` The first ${changes.length} are shown.` : ""}` : "The roster is as the file says.";
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
      show(await waiting("Reading and comparing…", () => upload({ ...given, dry_run: true })));
      checked = given;
    } catch (problem) { failed(problem); }
  });
  $("file-import").addEventListener("click", async () => {
    if (!checked) return;
    asking ??= { request_id: crypto.randomUUID() };
    try {
      const { event } = await waiting("Importing…", () => upload({ ...checked, ...asking, dry_run: false }));
      asking = null;
      $("preview").hidden = true;
      $("file-said").textContent = `Imported as event ${event.seq}: ${Object.entries(event.facts.counts).map(([record, of]) => `${record} ${of.added} added, ${of.changed} changed, ${of.retired} retired`).join("; ")}.`;
      imported();
    } catch (problem) { failed(problem); $("file-import").disabled = false; }
  });
}

export function drawImports(list, imports, zone) {
  const at = (moment) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(new Date(moment));
  list.replaceChildren(...(imports.length ? imports.map((one) => make("li", `${at(one.at)}, ${one.by}: ${Object.entries(one.counts).map(([record, of]) => `${record} +${of.added} ~${of.changed} −${of.retired}`).join(", ")}`)) : [make("li", "No file was imported yet.", { class: "quiet" })]));
}
