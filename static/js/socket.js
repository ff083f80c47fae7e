/**
 * The follower's line to the server: a websocket, and polling when there is none.
 * It says what it is: connecting, live, catching_up, polling, late, stale, offline.
 */
import { get, command as byHttp, Problem, UNKNOWN } from "./api.js";
import { linkState, backOff } from "./link.js";

const ANSWER_WITHIN = 4000; // milliseconds until a command on the socket counts as unknown
const POLL_EVERY = 2000;

export class Line extends EventTarget {
  constructor(store) {
    super();
    this.store = store;
    this.heard = 0; // when the server was last heard, in this machine's milliseconds
    this.tries = 0;
    this.waiting = new Map(); // request_id -> {resolve, reject}
    this.catchingUp = false;
    this.polling = false;
    this.state = "connecting";
    setInterval(() => this.#tick(), 1000);
  }

  async start() {
    await this.resync();
    this.#open();
  }

  /** Fetch a new snapshot and follow from there. */
  async resync() {
    this.catchingUp = true;
    try {
      this.store.restart(await get("/api/board/"));
      this.#hear();
    } finally {
      this.catchingUp = false;
    }
  }

  /** Send a command through the socket while it is live, else by HTTP; the same id is used when sent again, `times` more. */
  async send(verb, fields, times = 3) {
    const sent = { request_id: crypto.randomUUID(), ...fields };
    for (let attempt = 0; ; attempt++) {
      try {
        const event = await (this.#isOpen() ? this.#bySocket(verb, sent) : byHttp(verb, sent));
        this.#take(event);
        return event;
      } catch (problem) {
        const again = problem.code === UNKNOWN || problem.code === "try_again";
        if (!again || attempt >= times) throw problem;
        this.dispatchEvent(new CustomEvent("unknown", { detail: { verb, request_id: sent.request_id, why: problem.message } }));
      }
    }
  }

  /** Tell the other desks which incident this one looks at (null: none), and whether it is about to change it. */
  viewing(number, working = false) {
    this.looking = { viewing: number, working };
    if (this.#isOpen()) this.socket.send(JSON.stringify(this.looking));
  }

  #bySocket(verb, sent) {
    return new Promise((resolve, reject) => {
      this.waiting.set(sent.request_id, { resolve, reject });
      this.socket.send(JSON.stringify({ do: verb, ...sent }));
      setTimeout(() => {
        if (this.waiting.delete(sent.request_id)) reject(new Problem(UNKNOWN, "No answer yet. Asking again."));
      }, ANSWER_WITHIN);
    });
  }

  #isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  #open() {
    const url = new URL("/ws/board/", location.href.replace(/^http/, "ws"));
    this.socket = new WebSocket(url);
    this.socket.onopen = () => {
      this.store.present(null); // who looks at what is told anew
      this.socket.send(JSON.stringify({ since: this.store.seq, log: this.store.log, v: 1 }));
      if (this.looking) this.socket.send(JSON.stringify(this.looking));
    };
    this.socket.onmessage = ({ data }) => this.#message(JSON.parse(data));
    this.socket.onclose = ({ code }) => this.#closed(code);
  }

  #message(message) {
    this.#hear();
    this.tries = 0;
    this.polling = false;
    if ("reply" in message) this.#reply(message);
    else if ("beat" in message) this.#beat(message);
    else if (message.positions) this.store.move(message.positions);
    else if (message.presence) this.store.present(message.presence);
    else if (message.resync) this.resync();
    else if ("seq" in message) this.#take(message);
  }

  #reply({ reply, event, error }) {
    const asked = this.waiting.get(reply);
    this.waiting.delete(reply);
    if (!asked) return;
    if (error) asked.reject(new Problem(error.code, error.detail, error.fields));
    else asked.resolve(event);
  }

  #beat({ beat, at }) {
    this.dispatchEvent(new CustomEvent("clock", { detail: at }));
    if (beat > this.store.seq) this.#fetchMissing();
  }

  #take(event) {
    if (this.store.take(event) === "gap") this.#fetchMissing();
  }

  async #fetchMissing() {
    if (this.catchingUp) return;
    this.catchingUp = true;
    try {
      for (;;) {
        const { events, head } = await get(`/api/events/?since=${this.store.seq}`);
        if (head < this.store.seq) return this.resync();
        for (const event of events) this.store.take(event);
        this.#hear();
        if (!events.length || this.store.seq >= head) return;
      }
    } catch (problem) {
      if (problem.code === "not_signed_in") location.assign("/accounts/login/");
    } finally {
      this.catchingUp = false;
    }
  }

  #closed(code) {
    for (const { reject } of this.waiting.values()) reject(new Problem(UNKNOWN, "The connection broke. Asking again."));
    this.waiting.clear();
    if (code === 4401 || code === 1008) return location.assign("/accounts/login/");
    this.tries += 1;
    if (this.tries > 2) this.polling = true;
    setTimeout(() => this.#open(), backOff(this.tries, Math.random()));
  }

  #hear() {
    this.heard = Date.now();
  }

  #tick() {
    if (this.polling && Date.now() - this.heard >= POLL_EVERY) this.#fetchMissing();
    const age = (Date.now() - this.heard) / 1000;
    const seen = { age, open: this.#isOpen(), polling: this.polling, catchingUp: this.catchingUp, online: navigator.onLine };
    this.state = this.heard ? linkState(seen) : "connecting";
    this.dispatchEvent(new CustomEvent("state", { detail: { state: this.state, age } }));
  }
}
