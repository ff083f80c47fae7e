/** What the screen itself can do: where the hand goes, how the lists look. Nothing of it changes the record. */
const go = (id, label, key, words, more = {}) => ({ id, act: id, group: "Where the hand is", label, key, line: { words, example: words[0] }, takes: [], says: label, ...more });
const look = (id, label, key, words, more = {}) => ({ ...go(id, label, key, words, more), group: "How it looks" });

export const SCREEN = [
  go("next", "Next incident", "j", ["NEXT"]),
  go("previous", "Previous incident", "k", ["PREV"]),
  go("nextUnit", "Next unit", "J", ["NU"], { with: {} }),
  go("previousUnit", "Previous unit", "K", ["PU"]),
  go("goWaiting", "Waiting incidents", "g w", ["GW"]),
  go("goActive", "Active incidents", "g a", ["GA"]),
  go("goUnits", "Units", "g u", ["GU"]),
  go("goInbox", "Alerts and messages", "g l", ["GL"]),
  go("goDetail", "The selected incident", "g d", ["GD"]),
  go("showIncident", "Show an incident", "g i", ["I", "SHOW"], { takes: ["incident"], says: "Show {incident}", line: { words: ["I", "SHOW"], example: "I 123" } }),
  go("showUnit", "Show a unit", "g y", ["U", "UNIT"], { takes: ["unit"], says: "Show {unit}", line: { words: ["U", "UNIT"], example: "U 6A15" } }),
  go("showBackup", "Show who could go as backup", "g b", ["B", "WHO"], { takes: ["incident"], says: "Backup for {incident}: shows who", line: { words: ["B", "WHO"], example: "B 123" } }),
  go("openRecord", "Whole record of the selected incident", "g r", ["REC", "RECORD"], { takes: ["incident"], says: "Whole record of {incident}", line: { words: ["REC", "RECORD"], example: "REC 123" } }),
  go("newCall", "New call", "n", ["NEW"]),
  go("goMap", "Map", "g m", ["MAP"]),
  go("goSearch", "Search", "g s", ["FIND", "SEARCH"]),
  go("commandLine", "Command line", "/", ["LINE"], { keys: [":"] }),
  go("palette", "Everything by name", "Ctrl+K", ["PALETTE"]),
  go("help", "Keys and commands", "?", ["?", "HELP"]),
  look("freeze", "Hold the order of the lists, or let it go", "p", ["FREEZE"]),
  look("putInOrder", "Put the lists in order now", "o", ["ORDER"]),
  look("groupUnits", "Group the units by status, agency or area", "y", ["GROUP"]),
  look("filterUnits", "Which units are shown", "v f", ["FILTER"]),
  look("density", "Density: roomy, middle, dense", "v d", ["DENSITY"]),
  look("theme", "Light or dark", "v t", ["THEME"]),
  { id: "undo", verb: "undo", act: "undo", group: "Undo", label: "Undo what was just done (10 s)", key: "z", line: { words: ["Z", "UNDO"], example: "Z" }, takes: [], says: "Undo what was just done" },
];
