/** The two tables beside the queue: overrides of triage, and flags in numbers. */
import { datedMinute } from "../clocktime.js";
import { get } from "../api.js";
import { bind, clone, make } from "../bind.js";
import { kindWords, words } from "../words.js";
import { withRate } from "./rules.js";

const $ = (id) => document.getElementById(id);
const GROUPS = { area: "Area", flagger: "Flagger", language: "Language" };

/** Say in a section that it is loading, empty or broken; an empty text shows the table instead. */
function say(name, text, broken = false) {
  const line = $(`${name}-said`);
  line.hidden = !text;
  line.textContent = text;
  line.className = broken ? "problem" : "empty";
  $(`${name}-table`).hidden = Boolean(text);
}

export async function statistics() {
  const by = $("by").value;
  try {
    const { results } = await get(`/api/bias-flags/statistics/?by=${by}`);
    $("grouped").textContent = GROUPS[by];
    $("statistics").replaceChildren(...results.map((row) => {
      const node = clone("statistics-row");
      bind(node, { ...row, flagged: withRate(row.flags, row.flag_rate), gone: withRate(row.dismissed, row.dismissed_rate) });
      return node;
    }));
    say("statistics", results.length ? "" : "No flag was ever raised.");
  } catch (problem) {
    say("statistics", `The numbers cannot be read: ${problem.message}`, true);
  }
}

export async function overrides() {
  const asked = new URLSearchParams({ state: $("override-state").value, direction: $("override-direction").value });
  try {
    const { results, counts } = await get(`/api/overrides/?${asked}`);
    choices($("override-state"), results.map((o) => o.state));
    choices($("override-direction"), results.map((o) => o.direction));
    const inAll = Object.values(counts ?? {}).filter(Number.isFinite).reduce((sum, n) => sum + n, 0);
    $("overrides-count").textContent = inAll ? `${results.length} shown` : "";
    $("overrides").replaceChildren(...results.map(override));
    say("overrides", results.length ? "" : "No override matches.");
  } catch (problem) {
    say("overrides", `Overrides cannot be read: ${problem.message}`, true);
  }
}

function override(o) {
  const node = clone("override-row");
  bind(node, {
    incident: o.incident, change: `${words(o.direction)}: ${brief(o.before)} → ${brief(o.after)}`, why: [words(o.reason_code), o.words].filter(Boolean).join(": "),
    by: `${o.by}, ${datedMinute(o.at)}`, state: o.confirmed_by ? `${words(o.state)} by ${o.confirmed_by}` : words(o.state),
  });
  node.querySelector("a").href = `/incidents/${o.incident}/`;
  return node;
}

/** Return a value of any shape in a few words. */
function brief(value) {
  if (Array.isArray(value)) return value.map(brief).join(" + ");
  if (value && typeof value === "object") return value.kind ? kindWords(value.kind) : Object.values(value).map(brief).filter(Boolean).join(", ");
  return value === null || value === undefined ? "" : kindWords(String(value));
}

/** Add what was met to a filter's choices; what is chosen stays chosen. */
function choices(select, met) {
  const known = new Set([...select.options].map((option) => option.value));
  for (const value of new Set(met)) if (value && !known.has(value)) select.append(make("option", words(value), { value }));
}
