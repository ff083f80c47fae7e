/**
 * Locking a desk and keeping a session: one key covers every window of it, so does a time without a hand, and a warning
 * comes a minute before, which takes no focus. What counts is the server's: windows tell each other only to ask it again.
 */
import { ask, get } from "../api.js";
import { config } from "../config.js";
import { keysOf, typing, written } from "../keys.js";
import { Cover } from "./cover.js";
import { due } from "./desk.js";

const LOCK = { id: "lock", keys: ["F9"] };
const STAY = { id: "stay", keys: ["F8"] };
const TELLS = 5000; // milliseconds between two words to the other windows that a hand was here
const AGAIN = 3000; // milliseconds until a lock that the server did not hear is told again
const HANDS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];

const strip = document.getElementById("ending");
const [says, left, stay] = [strip.querySelector("[data-says]"), strip.querySelector("[data-left]"), strip.querySelector("button")];
const channel = new BroadcastChannel("daybreak-lock");
const cover = new Cover(document.getElementById("lock"), async (password) => { know(await ask("POST", "/api/desk/unlock/", { password })); tell("ask"); });
const alone = document.body.classList.contains("wall"); // nobody touches a wall: it is locked with its desk, not by itself
let desk = config().desk;
let [touched, told, ahead] = [Date.now(), 0, 0];
let [warned, over] = ["", false];

const tell = (word) => channel.postMessage(word);
/** Ask the server again; when the session is over the page is loaded anew, which leads to sign-in and back here. */
const refresh = () => get("/api/desk/").then(know, ({ code }) => { if (code === "not_signed_in") location.reload(); });

/** Take what the server says of this desk. */
function know(said) {
  desk = said;
  ahead = new Date(said.at).getTime() - Date.now();
  over = false;
  touched = Date.now();
  if (said.locked) cover.close(); else cover.open();
  look();
}

function lock() {
  if (!desk.lock_after) return;
  cover.close();
  tell("lock");
  ask("POST", "/api/desk/lock/", {}).catch(() => setTimeout(() => { if (cover.isDown) lock(); }, AGAIN));
}

async function extend() {
  touched = Date.now();
  tell("touched");
  const ending = warned === "end";
  hush();
  if (!ending) return;
  try { know(await ask("POST", "/api/desk/extend/", {})); tell("ask"); }
  catch (problem) { warn("end", problem.message); }
}

// --- the warning ---------------------------------------------------------------------------------------
function warn(of, more = "") {
  const may = of === "lock" || (desk.may_extend && !more);
  const ways = { lock: ["This desk locks by itself.", `Stay (${STAY.keys[0]}, or any key)`], end: ["Your session ends.", `Stay signed in (${keysOf(STAY)[0] ?? "press here"})`] };
  const [what, button] = ways[of];
  const how = may ? "" : desk.lock_after ? ` ${more || "It is 12 hours since your password."} Lock the desk (${keysOf(LOCK)[0] ?? ""}) and unlock it to go on.` : " Sign in again.";
  says.textContent = `${what}${how}`;
  stay.textContent = may ? button : `Lock (${keysOf(LOCK)[0] ?? ""})`;
  stay.hidden = !may && !desk.lock_after;
  stay.onclick = may ? extend : lock;
  strip.hidden = false;
  warned = of;
  // Said once, when whoever listens has a moment; it takes no focus and interrupts nobody.
  document.getElementById("polite").textContent = `${what}${how} In one minute.${may ? ` ${button}.` : ""}`;
}

function hush() {
  strip.hidden = true;
  warned = "";
}

function look() {
  const now = Date.now();
  const next = due({ now, touched, lockAfter: alone || cover.isDown ? 0 : desk.lock_after * 1000, endsAt: new Date(desk.ends_at).getTime() - ahead });
  if (next.do === "lock") lock();
  if (next.do === "end" && !over) { over = true; refresh(); }
  if (next.do !== "warn") { hush(); return; }
  if (warned !== next.of) warn(next.of);
  left.textContent = `${Math.ceil(next.left / 1000)} s`;
}

// --- hands, keys and the other windows -----------------------------------------------------------------
function hand() {
  if (cover.isDown) return;
  touched = Date.now();
  if (warned === "lock") hush();
  if (touched - told < TELLS) return;
  told = touched;
  tell("touched");
}
for (const kind of HANDS) addEventListener(kind, hand, { capture: true, passive: true });

const pressed = (one, event) => keysOf(one).some((key) => key === written(event) && !(key.length === 1 && typing(event.target)));
addEventListener("keydown", (event) => {
  if (cover.isDown) return;
  const does = pressed(LOCK, event) ? lock : pressed(STAY, event) && warned ? extend : null;
  if (!does || (does === lock && !desk.lock_after)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.dispatchEvent(new Event("wake")); // a key is a key: sound may begin
  does();
}, true);
addEventListener("lock-desk", lock);
addEventListener("stay-signed-in", extend);
addEventListener("setting", ({ detail: { name } }) => { if (name === "desk") refresh(); });
channel.onmessage = ({ data }) => {
  if (data === "touched") { touched = Date.now(); if (warned === "lock") hush(); }
  if (data === "lock" && desk.lock_after) cover.close();
  if (data === "ask") refresh();
};
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });

know(desk);
setInterval(look, 1000);
