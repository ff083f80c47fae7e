/** The files that were imported before; opened, one says row by row what it changed. */
import { get } from "../api.js";
import { make } from "../bind.js";
import { datedMinute } from "../clocktime.js";
import { changed } from "./files.js";

const HEADS = ["Line", "Record", "Name", "Became", "Differed in"];
const counted = (counts) => Object.entries(counts).map(([record, of]) => `${record} ${of.added} added, ${of.changed} changed, ${of.retired} retired`).join("; ");

function table(changes, about) {
  const [frame, body] = [make("div", "", { class: "wide-table", tabindex: "0", role: "region", "aria-label": `What changed: ${about}` }), make("table")];
  const heads = make("tr");
  heads.append(...HEADS.map((head) => make("th", head, { scope: "col" })));
  const [top, rows] = [make("thead"), make("tbody")];
  top.append(heads);
  rows.append(...changes.map(changed));
  body.append(top, rows);
  frame.append(body);
  return frame;
}

/** Read what an import changed when its line is opened, once. */
async function open(details, one, agency) {
  if (!details.open || details.dataset.read) return;
  details.dataset.read = "true";
  const said = details.querySelector("p");
  try {
    const { changes, more } = await get(`/api/roster/imports/${one.import}/?agency=${encodeURIComponent(agency)}`);
    said.textContent = more ? `The first ${changes.length} of ${changes.length + more} changes.` : `${changes.length} ${changes.length === 1 ? "change" : "changes"}.`;
    details.append(table(changes, `${one.by}, ${one.at}`));
  } catch (problem) {
    delete details.dataset.read;
    said.textContent = `Cannot be read: ${problem.message} Close it and open it again.`;
  }
}

export function drawImports(list, imports, agency) {
  const key = [agency, ...imports.map((one) => one.import)].join(" ");
  if (list.dataset.shown === key) return; // what is open and where the hand is stays
  list.dataset.shown = key;
  const opened = new Set([...list.querySelectorAll("details[open]")].map(({ dataset }) => dataset.import));
  list.replaceChildren(...(imports.length ? imports.map((one) => {
    const [item, details] = [make("li"), make("details", "", { "data-import": one.import })];
    details.append(make("summary", `${datedMinute(one.at)}, ${one.by}: ${counted(one.counts)}`), make("p", "Reading…", { class: "quiet", role: "status" }));
    details.addEventListener("toggle", () => open(details, one, agency));
    details.open = opened.has(one.import);
    item.append(details);
    return item;
  }) : [make("li", "No file was imported yet.", { class: "quiet" })]));
}
