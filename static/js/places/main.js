/** Places: what was used as typed and waits to be checked; and the premise cautions. Both follow the board's line. */
import { showLine } from "../board/acting.js";
import { config } from "../config.js";
import { listen, shortcut } from "../keys.js";
import { SAYS } from "../link.js";
import { setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { Cautions } from "./cautions.js";
import { Unverified } from "./unverified.js";

const $ = (id) => document.getElementById(id);
const store = new Store();
const line = new Line(store);
const may = (verb) => config().verbs.includes(verb);
const unverified = new Unverified($("unverified"), store, may("verify_place"));
const cautions = new Cautions(store, may);
let timer = null;

store.subscribe((changed) => {
  if (changed !== null && !changed.incidents && !changed.cautions) return;
  clearTimeout(timer);
  timer = setTimeout(() => { unverified.draw(); cautions.draw(); }, 150);
});
shortcut(["j"], "next place", () => unverified.step(1));
shortcut(["k"], "previous place", () => unverified.step(-1));
if (may("add_caution")) shortcut(["c"], "new caution", () => cautions.add());
listen(document);
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, SAYS);
line.start().catch((problem) => { $("unverified-said").textContent = problem.message; });
