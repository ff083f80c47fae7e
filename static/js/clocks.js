/** Clocks in running text: how long since, how long until. One tick a second for the whole page, by the server's time. */
import { make } from "./bind.js";
import { age } from "./words.js";

let now = () => Date.now();
if (globalThis.document) import("./page.js").then((page) => { now = page.now; }); // tests of the words alone have no page

/** Return an element that says how long ago `at` was; it goes on by itself. */
export const since = (at) => ticking("since", at);
/** Return an element that says in how long `at` comes, or how long it is over. */
export const until = (at) => ticking("until", at);

function ticking(way, at) {
  const made = make("span", "", { class: "mono clock", [`data-${way}`]: at });
  show(made);
  return made;
}

function show(element) {
  const text = element.dataset.since ? age(element.dataset.since, now()) : left(element.dataset.until, now());
  if (element.textContent !== text) element.textContent = text;
  if (element.dataset.until) element.toggleAttribute("data-over", now() > new Date(element.dataset.until).getTime());
}

/** Return `in 4:12` or `4:12 over`. */
export function left(at, moment) {
  const due = new Date(at).getTime();
  return due >= moment ? `in ${age(moment, due)}` : `${age(at, moment)} over`;
}

if (globalThis.document?.querySelectorAll) setInterval(() => document.querySelectorAll("[data-since].clock, [data-until].clock").forEach(show), 1000);
