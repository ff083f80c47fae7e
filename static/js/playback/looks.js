/** Who looked at where units were: fetched when somebody opens the list, a page at a time. */
import { get } from "../api.js";
import { bind, clone } from "../bind.js";
import { looked } from "./looked.js";

const $ = (id) => document.getElementById(id);
let next = null;

async function load(before) {
  $("looks-said").textContent = "Fetching…";
  try {
    const page = await get(`/api/tracks/reads/${before ? `?before=${before}` : ""}`);
    next = page.next;
    const rows = page.results.map((one) => { const row = clone("look"); bind(row, looked(one)); return row; });
    if (before) $("looks").append(...rows); else $("looks").replaceChildren(...rows);
    $("looks-none").hidden = $("looks").rows.length > 0;
    $("looks-said").textContent = `${$("looks").rows.length} shown${next ? "" : ", these are all"}`;
  } catch (problem) {
    $("looks-said").textContent = problem.message;
  }
  $("looks-older").hidden = next === null;
}

$("looks-older").addEventListener("click", () => load(next));
const details = $("reads");
if (details) details.addEventListener("toggle", () => { if (details.open) load(null); });
else load(null);
