/** Trackers and gateways of an agency: what reports where its units are, when each was heard, and how to set a sender up. */
import { get } from "../api.js";
import { make } from "../bind.js";
import { datedMinute } from "../clocktime.js";
import { now } from "../page.js";
import { ask } from "./form.js";
import { ends, heard, isQuiet, QUIET_S } from "./hearing.js";
import { makeToken, setups } from "./token.js";

const $ = (id) => document.getElementById(id);
const EVERY = 30_000; // the server keeps the time of hearing exact to 15 s
const CARRIED = { vehicle: "in the vehicle", phone: "a phone" };

export class Trackers {
  /** `code()`: whose roster is shown; `signs()`: its units; `send(verb, fields)`: the verb; `may`: whether this person changes it; `say(tone, text)`. */
  constructor({ code, signs, send, may, say }) {
    Object.assign(this, { code, signs, send, may, say, shown: false, known: null });
    for (const [name, says] of Object.entries(setups(location.origin))) $(`setup-${name}`).textContent = says;
    for (const [id, act] of [["add-tracker", () => this.#enrol()], ["add-gateway", () => this.#gateway()]]) {
      $(id).hidden = !may;
      $(id).addEventListener("click", act);
    }
    $("token-done").addEventListener("click", () => { this.#forget(); $("add-gateway").focus(); });
    $("token-copy").addEventListener("click", () => navigator.clipboard.writeText($("token").textContent).then(
      () => { $("token-said").textContent = "Copied."; }, () => { $("token-said").textContent = "Not copied: select it and copy it by hand."; }));
    setInterval(() => { if (this.shown && !document.hidden) this.load(); }, EVERY);
  }

  /** Show or leave the part: what it shows is fetched when somebody looks. */
  show(shown) {
    this.shown = shown;
    if (shown && this.code()) this.load();
    if (!shown) this.#forget();
  }

  async load() {
    this.known = await get(`/api/roster/trackers/?agency=${encodeURIComponent(this.code())}`).catch(() => this.known);
    if (this.known) this.#draw();
  }

  /** Take an event: a changed tracker or gateway of this agency. */
  hear({ facts }) {
    if (this.shown && facts?.agency === this.code() && (facts.roster?.trackers || facts.roster?.gateways)) this.load();
  }

  #draw() {
    const { trackers, gateways } = this.known;
    const devices = Object.values(trackers);
    this.#rows("devices", devices, (one) => [one.device, [
      make("td", one.unit, { class: "mono" }), one.consent ? `${CARRIED[one.carried]}, agreed: ${one.consent}` : CARRIED[one.carried], heard(one.heard_at, now()), datedMinute(one.since),
    ], [["End", one.device, () => this.#end(one)]]]);
    const silent = devices.filter((one) => isQuiet(one.heard_at, now())).length;
    $("device-count").textContent = devices.length ? `${devices.length}${silent ? `, ${silent} not heard for ${QUIET_S / 60} min` : ""}` : "";
    this.#rows("gateways", Object.values(gateways), (one) => [one.gateway, [
      make("td", one.prefix ? `${one.prefix}…` : "–", { class: "mono" }), ends(one.expires_at, now()),
    ], [["New token", one.gateway, () => this.#renew(one)], ["End", one.gateway, () => this.#close(one)]]]);
  }

  /** Draw a table anew; a button that had the hand keeps it. */
  #rows(id, things, cells) {
    const held = $(id).contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
    $(id).replaceChildren(...things.map((one) => {
      const [head, rest, buttons] = cells(one);
      const row = make("tr");
      const last = make("td", "", { class: "duty" });
      if (this.may) {
        last.append(...buttons.map(([says, about, act]) => {
          const button = make("button", says, { type: "button", "aria-label": `${says}: ${about}` });
          button.addEventListener("click", act);
          return button;
        }));
      }
      row.append(make("th", head, { scope: "row", class: "mono" }), ...rest.map((cell) => (cell instanceof Node ? cell : make("td", cell))), last);
      return row;
    }));
    $(`${id}-none`).hidden = things.length > 0;
    if (held) $(id).querySelector(`[aria-label="${CSS.escape(held)}"]`)?.focus();
  }

  #enrol() {
    const options = this.signs().map((sign) => [sign, sign]);
    return ask({
      title: "New tracker", button: "Add", says: "Its positions count from now on. A device that changes its unit is ended there first.",
      fields: [
        { name: "device", label: "Device", max: 64, hint: "its own name: Traccar's unique id, OwnTracks' user/device" },
        { name: "unit", label: "Unit", type: "select", options },
        { name: "carried", label: "Carried", type: "select", options: Object.entries(CARRIED) },
        { name: "consent", label: "Who agreed to share it, for a phone", max: 80, hint: "a name: told of only while on duty" },
      ],
      send: (said) => this.send("enrol_tracker", said),
    });
  }

  #end(one) {
    return ask({ title: `End ${one.device}`, says: `No more positions of it are taken. It rides with ${one.unit} now.`, fields: [], button: "End it", send: () => this.send("end_tracker", { device: one.device }) });
  }

  #gateway() {
    return this.#withToken("add_gateway", { title: "New gateway", says: "Its token is shown once, after this, and ends after 90 days.", button: "Make it", fields: [{ name: "gateway", label: "Name", max: 60, hint: "small letters, digits, dots: lahsa.traccar" }] });
  }

  #renew(one) {
    return this.#withToken("renew_gateway", { title: `New token for ${one.gateway}`, says: "Every earlier token of it ends at once: nothing is taken until the new one is typed in.", button: "Make it", fields: [] }, one.gateway);
  }

  #close(one) {
    return ask({ title: `End ${one.gateway}`, says: "Its token ends at once. No more positions of its trackers are taken.", fields: [], button: "End it", send: () => this.send("end_gateway", { gateway: one.gateway }) });
  }

  /** Ask, and show the token when the server has its hash. Sent again for the same name it is the same request: nothing is made twice. */
  async #withToken(verb, asked, name) {
    this.#forget();
    const made = await makeToken().catch((problem) => { this.say("danger", problem.message); return null; });
    if (!made) return;
    const { token, ...kept } = made;
    let sent = {};
    const send = (said) => {
      const of = name ?? said.gateway;
      if (sent.gateway !== of) sent = { gateway: of, request_id: crypto.randomUUID() };
      return this.send(verb, { ...sent, ...kept }).then(() => of);
    };
    const gateway = await ask({ ...asked, send });
    if (!gateway) return;
    $("token-title").textContent = `The token of ${gateway}`;
    $("token").textContent = token;
    $("token-box").hidden = false;
    $("token-box").focus();
  }

  #forget() {
    $("token").textContent = "";
    $("token-said").textContent = "";
    $("token-box").hidden = true;
  }
}
