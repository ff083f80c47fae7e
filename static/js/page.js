/** What every page does: the clock in the centre's time zone, and the theme. */
import { config } from "./config.js";

const clock = document.getElementById("clock");
const theme = document.getElementById("theme");
let ahead = 0; // milliseconds that the server's clock is ahead of this machine's
let heard = false;

/** Set the clock by a server time (RFC 3339). Ages on the page count from it, not from this machine. */
export function setClock(serverTime) {
  ahead = new Date(serverTime).getTime() - Date.now();
  heard = true;
}

/** Return the server's time now, in milliseconds. */
export function now() {
  return Date.now() + ahead;
}

/** Return the server's time now, null while this page has not heard it: a time that goes on the record is not guessed. */
export const serverTime = () => (heard ? now() : null);

function showTime() {
  clock.textContent = new Intl.DateTimeFormat("en-GB", {
    timeStyle: "medium", timeZone: config().time_zone,
  }).format(now());
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  theme.setAttribute("aria-pressed", String(name === "light"));
  try { localStorage.setItem("theme", name); } catch { /* a browser that keeps nothing shows dark */ }
}

if (clock) {
  showTime();
  setInterval(showTime, 1000);
  theme.addEventListener("click", () => {
    setTheme(document.documentElement.dataset.theme === "light" ? "dark" : "light");
  });
}
try { if (localStorage.getItem("theme") === "light" && theme) setTheme("light"); } catch { /* as above */ }

// One key opens a new call from any page; the intake page has its own, which saves what stands there first (U11).
if (config()?.verbs.includes("take_call") && !document.body.classList.contains("intake")) {
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyN") return;
    event.preventDefault();
    location.assign("/intake/");
  });
}
// The centre's colours are a style sheet: fetched again when somebody changes them.
addEventListener("setting", ({ detail: { name } }) => {
  if (name === "colours") document.getElementById("colours").href = `/centre/colours.css?${Date.now()}`;
});
