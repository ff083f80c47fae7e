/** HTTP: reads and commands. A problem is thrown with the server's code and sentence. */
import { config } from "./config.js";

export class Problem extends Error {
  constructor(code, detail, fields) {
    super(detail);
    this.code = code;
    this.fields = fields ?? {};
  }
}

export const UNKNOWN = "unknown_outcome"; // the server may have done it or not: send the same again

function csrf() {
  const { cookie } = config().csrf;
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${cookie}=`));
  return found ? decodeURIComponent(found.slice(cookie.length + 1)) : "";
}

/** Return the JSON of an answer. `options.signal` aborts; `options.seconds` is the deadline (8). */
export async function ask(method, url, body, options = {}) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() };
  const deadline = AbortSignal.timeout((options.seconds ?? 8) * 1000);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  let answer;
  try {
    answer = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem(UNKNOWN, "The server did not answer. What was sent may be saved or not.");
  }
  const text = await answer.text();
  let json = null;
  try { json = text ? JSON.parse(text) : null; } catch { json = null; }
  if (answer.ok) return json;
  const { code, detail, fields } = json?.error ?? { code: UNKNOWN, detail: `The server answered ${answer.status}.` };
  throw new Problem(code, detail, fields);
}

export const get = (url, options) => ask("GET", url, undefined, options);

/** Send a command over HTTP and return its event. Pass the same `request_id` to send it again. */
export async function command(verb, fields) {
  const { event } = await ask("POST", `/api/commands/${verb}/`, { request_id: crypto.randomUUID(), ...fields });
  return event;
}
