/** The supervisors' page: flags of suspected bias, overrides of triage, numbers. Ties the parts together. */
import { mountAlarms } from "../alarms/list.js";
import { get } from "../api.js";
import { make } from "../bind.js";
import { acting, showLine } from "../board/acting.js";
import { config } from "../config.js";
import { listen, shortcut } from "../keys.js";
import { SAYS } from "../link.js";
import { now, setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { words } from "../words.js";
import { decideForm, exportForm } from "./forms.js";
import { Queue } from "./queue.js";
import { drawn } from "./record.js";
import { overrides, statistics } from "./tables.js";

const $ = (id) => document.getElementById(id);
const store = new Store();
const line = new Line(store);
const queue = new Queue($("queue"), choose);
const EMPTY = { waiting: "Nothing waits for a review.", referred: "Nothing was referred.", coached: "Nothing was coached.", dismissed: "Nothing was dismissed.", "": "No flag was raised." };
let [reasons, next, timer, fetched] = [{}, null, null, 0];

// --- the queue -----------------------------------------------------------------------------------------
async function fetchFlags(more = false) {
  const mine = ++fetched;
  const asked = new URLSearchParams({ state: $("state").value, after: more && next ? next : "" });
  try {
    const page = await get(`/api/bias-flags/?${asked}`);
    if (mine !== fetched) return;
    [reasons, next] = [page.reasons, page.next];
    queue.show(more ? [...queue.flags, ...page.results] : page.results, reasons, now());
    tell(page.counts);
    keepUp();
  } catch (problem) {
    $("queue-said").hidden = false;
    $("queue-said").className = "problem";
    $("queue-said").textContent = `The flags cannot be read: ${problem.message}`;
  }
}

function tell(counts) {
  $("queue-count").textContent = counts.open + counts.referral_proposed;
  $("queue-said").className = "empty";
  $("queue-said").hidden = queue.flags.length > 0;
  $("queue-said").textContent = EMPTY[$("state").value];
  $("more").hidden = !next;
}

// --- the chosen flag -----------------------------------------------------------------------------------
let shown = "";
function choose(ref) {
  queue.chosen = ref;
  queue.mark();
  $("said").replaceChildren();
  draw(queue.flags.find((f) => f.flag === ref));
}

/** Draw the chosen flag anew when it changed; what somebody is typing about an unchanged one stays. */
function keepUp() {
  const flag = queue.flags.find((f) => f.flag === queue.chosen);
  if (flag && JSON.stringify(flag) !== shown) draw(flag);
}

function draw(flag) {
  shown = JSON.stringify(flag);
  $("flag-head").textContent = `Flag ${flag.flag}`;
  $("open-record").hidden = false;
  $("open-record").href = `/incidents/${flag.incident}/`;
  $("review").replaceChildren(...[...drawn(flag, reasons), decideForm(flag, config().me.username, send), ...exportForm(flag, send)].filter(Boolean));
}

async function send(verb, fields) {
  const event = await line.send(verb, fields);
  const { flag, state } = event.facts;
  await refetchChosen(flag, fields.incident);
  $("said").replaceChildren(make("p", verb === "export_bias_referral" ? `The file for ${flag} was made and its hash is in the log.` : `${flag}: ${words(state)}.`));
  $("review").focus();
}

/** A decided flag leaves the list that waits; it stays on the screen as it is now. */
async function refetchChosen(ref, incident) {
  const { results } = await get(`/api/bias-flags/?${new URLSearchParams({ incident })}`);
  draw(results.find((f) => f.flag === ref));
  await Promise.all([fetchFlags(), statistics()]);
}

// --- alarms --------------------------------------------------------------------------------------------
const { act } = acting({ line, store, echo: (tone, text) => $("said").replaceChildren(make("p", text, { class: tone === "danger" ? "problem" : "" })) });
mountAlarms($("alarms-list"), { store, act });

// --- following -----------------------------------------------------------------------------------------
store.subscribe((changed) => {
  // Flags are on no card: their events change none.
  if (changed !== null && Object.keys(changed).length) return;
  clearTimeout(timer);
  timer = setTimeout(() => { fetchFlags(); statistics(); }, 200);
});
for (const [id, act] of [["state", () => fetchFlags()], ["by", statistics], ["override-state", overrides], ["override-direction", overrides]]) $(id).addEventListener("change", act);
$("more").addEventListener("click", () => fetchFlags(true));
shortcut(["j"], "next flag", () => queue.step(1));
shortcut(["k"], "previous flag", () => queue.step(-1));
listen(document);
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, SAYS);
overrides();
line.start().catch((problem) => { $("said").replaceChildren(make("p", problem.message, { class: "problem" })); });
