/** Single-key shortcuts: one registry, off while somebody types, and as a whole when switched off (WCAG 2.1.4). */
export const shortcuts = [];

export function typing(target) {
  return target.closest?.("input, textarea, select, [contenteditable], dialog") !== null;
}

/** Return the shortcut for a key event, or undefined. No DOM but the event's target. */
export function shortcutFor(event, { enabled }) {
  if (!enabled || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return undefined;
  return shortcuts.find(({ keys }) => keys.includes(event.key));
}

const off = () => { try { return localStorage.getItem("single-keys") === "off"; } catch { return false; } };
let enabled = !off();

export function singleKeys(on) {
  enabled = on;
  try { localStorage.setItem("single-keys", on ? "on" : "off"); } catch { /* asked again next time */ }
}
export const singleKeysOn = () => enabled;

/** Add a shortcut: keys, what it does in words, and the doing. */
export function shortcut(keys, says, act) {
  shortcuts.push({ keys, says, act });
}

export function listen(document) {
  document.addEventListener("keydown", (event) => {
    const found = shortcutFor(event, { enabled });
    if (!found) return;
    event.preventDefault();
    found.act(event);
  });
}
