/** How each setting is laid out: tables of rows and columns, and what its fields are called. No DOM. */
const PRIORITIES = ["P1", "P2", "P3", "P4"];
const seconds = (field, label) => ({ field, label, type: "seconds" });
const text = (field, label, most, wide = false) => ({ field, label, type: "text", most, wide });
const count = (field, label) => ({ field, label, type: "count" });
const numbers = (field, label) => ({ field, label, type: "numbers" });
const several = (field, label) => ({ field, label, type: "list", most: 400, wide: true }); // separated by commas, empty: any
const choice = (field, label, options) => ({ field, label, type: "choice", options });
const tick = (field, label) => ({ field, label, type: "tick" });
const table = (caption, rows, columns, at = []) => ({ caption, rows, columns, at });

export const TITLES = {
  timers: ["Timers", "Limits in seconds. Ages on the board turn, and alarms are raised, when they are reached."],
  desk: ["Locking", "A desk that nobody touches is locked; a session ends, and one key lets it last longer, never past 12 hours after the password."],
  alarms: ["Alarms", "Every alarm has a cause, an action and a time in which somebody must have taken it; then it goes up the phone tree."],
  colours: ["Colours", "Of states, for both themes. Checked against every ground they stand on; red is for immediate danger alone."],
  tones: ["Tones", "Pairs of pitch in Hz (0 is silence) and length in ms, with commas between. Press Play to hear one."],
  priorities: ["Priorities", "What they are called on this floor. Which call gets which, the protocol says."],
  dispositions: ["Dispositions", "Which ways of ending a call are offered, and what they are called."],
  call_types: ["Call types", "What this floor calls the protocol's types of call, and which its takers are offered. An empty field is as the protocol says; order 0 is its place there. What triage does with a type is never decided here."],
  transfer_targets: ["Transfer targets", "Where a call may be handed to."],
  tracks: ["Tracks", "How long it is kept where units were. What is older is not shown, and deleted."],
  plans: ["Response plans", "What follows from the kind that triage asks for: who is preferred, how many go, what they must be able to do. The first plan that fits counts. Which kind goes is never decided here."],
  lookback: ["Look-back", "For how many days an earlier call is shown to somebody who is typing a new one."],
  lookback_types: ["Look-back by type", "How many days back the record of a place is read for a call of this type, in place of the general look-back."],
  phone_tree: ["Phone tree", "Who is called when an alarm was not taken in its time, and who after them."],
};

/** Return the tables of a setting. `values` are all settings as they are, for choices among them. */
export function tables(name, value, values) {
  const codes = Object.keys(value);
  return {
    timers: () => [
      table("Calls", ["waiting", "outreach", "team"], PRIORITIES.map((p) => seconds(p, p))),
      table("Units on a job", ["assigned", "acknowledged"], PRIORITIES.map((p) => seconds(p, p)), ["unit"]),
      table("Check-in on scene", ["check_in"], [seconds("armed", "Armed"), seconds("unarmed", "Unarmed"), seconds("level_3", "Level 3"), seconds("level_4", "Level 4"), seconds("caution", "Danger known"), seconds("alone", "One alone")]),
      table("After the supervisor was told", ["silence"], [seconds("police", "Police called")]),
      table("On the telephone", ["line"], [seconds("ringing", "Rings"), seconds("callback", "Call-back late by")]),
      table("Silence that is trouble", ["trouble"], [seconds("worker", "Worker"), seconds("feed", "Feeds")]),
    ],
    desk: () => [table("A desk", codes, [seconds("", "Time")])],
    alarms: () => [table("Alarms", codes, [
      tick("on", "On"), choice("priority", "Priority", ["low", "medium", "high", "emergency"]), seconds("time_allowed", "Taken within"),
      choice("tone", "Tone", Object.keys(values.tones ?? {})), choice("escalates_to", "Then goes to", Object.keys(values.phone_tree ?? {})),
      text("cause", "Cause", 120, true), text("action", "What to do", 200, true),
    ])],
    colours: () => [table("States", codes, [text("label", "Stands for", 40), { field: "dark", label: "Dark theme", type: "colour" }, { field: "light", label: "Light theme", type: "colour" }])],
    tones: () => [table("Tones", codes, [{ field: "volume", label: "Volume, 0 to 1", type: "number" }, seconds("every", "Again every"), { field: "notes", label: "Notes", type: "notes" }])],
    priorities: () => [table("Priorities", codes, [text("", "Called", 24)])],
    dispositions: () => [table("Dispositions", codes, [tick("on", "Offered"), text("label", "Called", 40)])],
    call_types: () => [{ ...table("Call types", withProtocol(codes, values), [
      tick("on", "Offered"), text("label", "Called", 60), text("local", "Code here", 12), text("alias", "Also known as", 60, true), count("order", "Order"),
    ]), blank: { on: true, label: "", local: "", alias: "", order: 0 }, about: (code) => values.protocol?.get(code) ?? "not in the protocol in force" }],
    transfer_targets: () => [{ ...table("Targets", codes, [text("name", "Name", 60), choice("kind", "Kind", ["988", "211", "311", "fire", "other"]), text("number", "Number", 24)]), open: true }],
    phone_tree: () => [{ ...table("People", codes, [text("name", "Name", 60), text("number", "Number", 24), choice("then", "And then", ["", ...codes])]), open: true }],
    lookback: () => [table("Days", codes, [count("", "Days")])],
    lookback_types: () => [{ ...table("Call types", codes, [count("days", "Days")]), open: true }],
    plans: () => [{ ...table("Plans", codes.sort((a, b) => value[a].order - value[b].order), [
      count("order", "Order"), count("minimum", "Units at least"), text("hours", "Hours, local", 11), numbers("levels", "Levels"), text("name", "Called", 80, true),
      several("first_kind", "Where triage asks first for"), several("call_types", "Call types"), several("areas", "Areas"),
      several("agencies", "These agencies first"), several("requires", "Must have"), several("legs", "All of these kinds"),
    ]), open: true }],
    tracks: () => [table("Where units were", codes, [count("", "Hours, 1 to 720")])],
  }[name]();
}

/** Every type of the protocol in force has a row, also those of which nothing is stored. */
const withProtocol = (codes, { protocol = new Map() }) => [...protocol.keys(), ...codes.filter((code) => !protocol.has(code))];

const ROWS = {
  waiting: "A call without a unit", outreach: "The same, where outreach leads", team: "An eligible call without a team",
  assigned: "Assigned, not acknowledged", acknowledged: "Acknowledged, not under way",
  hours: "Kept for", generally: "Any call", dangerous: "Any in which triage found a danger",
  lock_after: "Untouched until it locks", session: "Password until the session ends", extend: "What one key adds to it",
  line: "Unanswered, or not called back",
  check_in: "Nothing heard of a unit", silence: "Still nothing heard of it", trouble: "Nothing heard of a part",
};
const NAMED = ["timers", "desk", "tracks", "lookback"];
export const rowWords = (code, name) => (NAMED.includes(name) && ROWS[code]) || (/^P\d$/.test(code) ? code : String(code).replaceAll("_", " "));

/** Return seconds in words: 90 -> "90 s", 300 -> "5 min", 7200 -> "2 h". */
export function span(value) {
  if (!Number.isInteger(value)) return "";
  if (value === 0) return "once";
  if (value < 120 && value % 60) return `${value} s`;
  if (value % 60) return `${Math.floor(value / 60)} min ${value % 60} s`;
  return value < 7200 || value % 3600 ? `${value / 60} min` : `${value / 3600} h`;
}

/** Return what was typed as the value of its kind; what cannot be read is returned as typed, and the server says so. */
export function read(type, typed) {
  if (type === "tick") return typed;
  if (type === "list" || type === "numbers") return parts(typed).map((part) => (type === "numbers" && /^\d+$/.test(part) ? Number(part) : part));
  if (type === "seconds" || type === "count") return /^\d+$/.test(typed.trim()) ? Number(typed) : typed;
  if (type === "number") return typed.trim() !== "" && Number.isFinite(Number(typed)) ? Number(typed) : typed;
  if (type === "notes") return notes(typed);
  if (type === "colour") return typed.trim().toLowerCase();
  return typed;
}

export function write(type, value) {
  if (type === "list" || type === "numbers") return [value ?? []].flat().join(", ");
  return type === "notes" ? value.map((note) => note.join(" ")).join(", ") : String(value ?? "");
}

const parts = (typed) => typed.split(",").map((part) => part.trim()).filter(Boolean);

function notes(typed) {
  const found = typed.split(",").map((note) => note.trim().split(/\s+/));
  return found.every((note) => note.length === 2 && note.every((part) => /^\d+$/.test(part))) ? found.map((note) => note.map(Number)) : typed;
}

/** Return what an entry without a name says, field by field: "on no, order 1". */
const filled = (entry) => Object.entries(entry).filter(([, value]) => value !== "" && value !== 0).map(([field, value]) => `${field} ${value === true ? "yes" : value === false ? "no" : value}`).join(", ");

/** Return what differs, in words, of one line of a history. */
export function changeWords({ field, before, after }, name) {
  const said = (value) => (value === null || value === undefined ? "nothing" : Array.isArray(value) && !Array.isArray(value[0]) ? value.join(", ") || "any" : typeof value === "object" ? (value.name || value.label || filled(value)) : value === true ? "on" : value === false ? "off" : String(value));
  return [field.split(".").map((part) => rowWords(part, name)).join(", "), said(before), said(after)];
}
