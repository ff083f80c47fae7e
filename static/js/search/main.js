/** Search: the words are in the address, so that a search can be kept and sent to a colleague. */
import { datedMinute } from "../clocktime.js";
import { get } from "../api.js";
import { bind, clone } from "../bind.js";
import { DETERMINATIONS, sendWords, words } from "../words.js";

const $ = (id) => document.getElementById(id);
const form = $("search");
let next = "";

async function find(more) {
  const asked = new URLSearchParams(new FormData(form));
  if (!more) { next = ""; history.replaceState(null, "", `?${asked}`); }
  if (next) asked.set("after", next);
  $("said").textContent = "Searching…";
  try {
    const found = await get(`/api/incidents/?${asked}`);
    const rows = found.results.map(row);
    if (more) $("results").append(...rows);
    else $("results").replaceChildren(...rows);
    next = found.next;
    $("more").hidden = !next;
    $("none").hidden = $("results").childElementCount > 0;
    $("said").textContent = `${$("results").childElementCount}${next ? " and more" : ""} found`;
  } catch (problem) {
    $("said").textContent = problem.message;
  }
}

function row(card) {
  const node = clone("found");
  bind(node, {
    number: card.number, opened: datedMinute(card.opened_at), priority: card.priority, status: words(card.status),
    place: [card.place.address, card.place.area].filter(Boolean).join(", "), narrative: card.narrative,
    determination: DETERMINATIONS[card.determination] ?? "", response: sendWords(card.response),
    ended: [card.disposition, card.outcome].filter(Boolean).map(words).join(", "),
  });
  node.querySelector("a").href = `/incidents/${card.number}/`;
  node.querySelector(".priority").dataset.priority = card.priority;
  return node;
}

form.addEventListener("submit", (event) => { event.preventDefault(); find(false); });
for (const name of ["status", "priority"]) form.elements[name].addEventListener("change", () => find(false));
$("more").addEventListener("click", () => find(true));
for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
find(false);
