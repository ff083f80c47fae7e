/**
 * The windows of one desk in step: board, map and incident. What is carried between them is the number of an
 * incident and nothing else; each window fetches what its person may see by itself.
 */
import { WINDOWS, bounds, remember } from "./layouts.js";

const CHANNEL = "daybreak-desk";
const NUMBER = /^[A-Z]{2}\d{2}-\d{6}$/;

/**
 * Join the desk's windows as `name` (board, map, incident). `chosen(number)` is called when another window chose
 * an incident. Return {tell, keys, open}: tell the others, register the opening keys, open a window.
 */
export function windows(name, chosen) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => { if (typeof data === "string" && NUMBER.test(data)) chosen(data); };
  let newest = "";
  const tell = (number) => {
    if (!number || !NUMBER.test(number)) return;
    newest = number;
    channel.postMessage(number);
  };
  remember(name);
  return {
    tell,
    open: (which, share = null) => open(which, newest, share),
    /** Register the keys that open the other windows with `shortcut(keys, says, act)`. */
    keys: (shortcut) => {
      for (const [which, { key, says }] of Object.entries(WINDOWS)) {
        if (which !== name) shortcut([key], says, () => open(which, newest));
      }
    },
  };
}

/** Open a window of the desk, or bring it to the front, where it was the last time. Return it, null when blocked. */
export function open(which, number = "", share = null) {
  const { path } = WINDOWS[which];
  const url = which === "incident" && number ? `/incidents/${number}/` : path;
  const opened = window.open("", `daybreak-${which}`, bounds(which, share));
  if (!opened) return null;
  if (which === "incident" || opened.location.href === "about:blank") opened.location.replace(new URL(url, location.href).href);
  opened.focus();
  return opened;
}
