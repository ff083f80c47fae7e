/**
 * Preset layouts of a desk's windows. Where a window stood is kept in the browser (numbers only); which layout a
 * person works with is kept by the server with their preferences, or in the address (`?layout=`).
 */
export const WINDOWS = {
  board: { key: "B", says: "open the board in its own window", path: "/board/" },
  map: { key: "M", says: "open the map in its own window", path: "/map/" },
  incident: { key: "I", says: "open the chosen incident in its own window", path: "/search/" },
  wall: { key: "W", says: "open the wall display in its own window", path: "/wall/" },
};

/** Each layout: its key, its name, and the windows beside the board with their share of the screen {x, y, w, h}, 0..1. */
export const LAYOUTS = {
  single: { key: "F1", says: "Board alone", windows: {} },
  map_right: { key: "F2", says: "Board, map on the right", windows: { map: { x: 0.5, y: 0, w: 0.5, h: 1 } } },
  record_right: { key: "F3", says: "Board, record on the right", windows: { incident: { x: 0.6, y: 0, w: 0.4, h: 1 } } },
  all: { key: "F4", says: "Board, map and record", windows: { map: { x: 0.5, y: 0, w: 0.5, h: 0.55 }, incident: { x: 0.5, y: 0.55, w: 0.5, h: 0.45 } } },
};

const kept = (which) => `window-${which}`;

/** Return window features for where a window stood last, else for a share of the screen, else for half of it. */
export function bounds(which, share = null, screen = globalThis.screen, storage = globalThis.localStorage) {
  let last = null;
  try { last = share ? null : JSON.parse(storage.getItem(kept(which))); } catch { /* the browser keeps nothing */ }
  const [left, top] = [screen.availLeft ?? 0, screen.availTop ?? 0];
  const [w, h] = [screen.availWidth, screen.availHeight];
  const at = last ?? (({ x, y, w: wide, h: high }) => [left + x * w, top + y * h, wide * w, high * h])(share ?? { x: 0.5, y: 0, w: 0.5, h: 1 });
  const [x, y, width, height] = at.map(Math.round);
  return `popup=yes,left=${x},top=${y},width=${width},height=${height}`;
}

/** Keep where this window stands, so that it opens there again. */
export function remember(which) {
  addEventListener("pagehide", () => {
    if (window.name !== `daybreak-${which}`) return;
    try { localStorage.setItem(kept(which), JSON.stringify([screenX, screenY, innerWidth, innerHeight])); } catch { /* asked again */ }
  });
}

/** Return the name of the layout wanted: out of the address, else out of the preferences; null when unknown. */
export function wanted(address, preferences = {}) {
  const name = new URL(address).searchParams.get("layout") ?? preferences.layout;
  return name in LAYOUTS ? name : null;
}
