/**
 * Shortcuts: one registry, single keys off while somebody types and as a whole when switched off (WCAG 2.1.4).
 * A shortcut is a key ("d"), two keys one after the other ("u e"), or a key with Ctrl ("Ctrl+K"). They can be remapped.
 */
import { config } from "./config.js";

export const shortcuts = [];
const WAITS = 4000; // milliseconds that the second of two keys is waited for
let remapped = {}; // id -> key, "" for switched off

export function typing(target) {
  // A dialog that closed this moment still has the hand for a moment: a key pressed then is the page's, and not lost.
  if (target.closest?.("dialog")?.open === false) return false;
  return target.closest?.("input, textarea, select, [contenteditable], dialog") !== null;
}

/** Return how a key event is written in the registry. */
export function written({ key, ctrlKey, metaKey }) {
  return ctrlKey || metaKey ? `Ctrl+${key.toUpperCase()}` : key;
}

/** Return the keys of a shortcut as they are now: its own, or what this person chose. */
export const keysOf = ({ id, keys }) => (id && id in remapped ? [remapped[id]].filter(Boolean) : keys);

/** Return the shortcut for a key event, or undefined. `before`: the first of two keys, when it was pressed. No DOM but the event's target. */
export function shortcutFor(event, { enabled, before = "" }) {
  if (event.altKey) return undefined;
  const key = written(event);
  const single = !key.startsWith("Ctrl+");
  if (single && (!enabled || typing(event.target))) return undefined;
  const wanted = before && single ? `${before} ${key}` : key;
  return shortcuts.find((one) => keysOf(one).includes(wanted));
}

/** Return the shortcuts that begin with this key and want a second one. */
export const following = (key) => shortcuts.filter((one) => keysOf(one).some((each) => each.startsWith(`${key} `)));

let enabled = chosen("single_keys") !== false;
remapped = chosen("keys") ?? {};

function chosen(name) {
  return typeof document === "undefined" ? undefined : config()?.preferences?.[name];
}

export function singleKeys(on) { enabled = on; }
export const singleKeysOn = () => enabled;

/** Put the map of a person in force: id -> key, "" for off. */
export function remap(map) { remapped = { ...map }; }
export const remaps = () => ({ ...remapped });

/** Return a sentence when a key cannot be this action's, else "": taken by another, or the beginning of longer ones. */
export function conflict(id, key) {
  const others = shortcuts.filter((one) => one.id !== id);
  const same = others.find((one) => keysOf(one).includes(key));
  if (same) return `${key} is taken: ${same.says}.`;
  const longer = others.find((one) => keysOf(one).some((each) => each.startsWith(`${key} `) || key.startsWith(`${each} `)));
  return longer ? `${key} would hide ${keysOf(longer)[0]}: ${longer.says}.` : "";
}

/** Add a shortcut: keys, what it does in words, and the doing. `more`: {id, group, shows}. */
export function shortcut(keys, says, act, more = {}) {
  shortcuts.push({ keys, says, act, ...more });
}

/** Listen. `between(key, list)` is told when a second key is waited for, and `between("", [])` when no longer. */
export function listen(document, between = () => {}) {
  let [before, timer] = ["", null];
  const forget = () => { clearTimeout(timer); if (before) { before = ""; between("", []); } };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    const first = before;
    forget();
    if (first && event.key === "Escape") { event.preventDefault(); return; }
    const found = shortcutFor(event, { enabled, before: first });
    if (found) {
      if (event.key === "Enter" && event.target.closest?.("button, a, summary")) return; // the button's own
      event.preventDefault();
      found.act(event);
      return;
    }
    if (first || !enabled || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const list = following(event.key);
    if (!list.length) return;
    event.preventDefault();
    before = event.key;
    timer = setTimeout(forget, WAITS);
    between(before, list);
  });
}
