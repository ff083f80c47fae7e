/** What a person chose for the desk: keys, density, grouping. Kept on the server, so that it is there on any desk. */
import { command } from "./api.js";
import { config } from "./config.js";

const SETTLES = 400; // milliseconds: several changes at once are saved as one
const chosen = { ...(config()?.preferences ?? {}) };
let [timer, waiting] = [null, []];

/** Return what was chosen under a name, or the default. */
export const preference = (name, otherwise) => chosen[name] ?? otherwise;

/** Keep a choice; resolves when it is saved, throws the server's problem. Nothing is kept where nobody may save. */
export function prefer(name, value) {
  chosen[name] = value;
  if (!config()?.verbs.includes("save_preferences")) return Promise.resolve();
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    clearTimeout(timer);
    timer = setTimeout(save, SETTLES);
  });
}

async function save() {
  const told = waiting;
  waiting = [];
  try {
    await command("save_preferences", { preferences: chosen });
    for (const { resolve } of told) resolve();
  } catch (problem) {
    for (const { reject } of told) reject(problem);
  }
}
