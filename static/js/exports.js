/** Files that leave the product: asked for with the reason, large ones approved by a second person, fetched for a day. */
import { command, get, UNKNOWN } from "./api.js";
import { bind, clone, make } from "./bind.js";
import { datedMinute } from "./clocktime.js";
import { described, standing } from "./exportwords.js";

const $ = (id) => document.getElementById(id);

export class Exports {
  /** `what` is exported on this page. */
  constructor(what) {
    Object.assign(this, { what, asking: null });
    $("export-form").addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
    $("export-cancel").addEventListener("click", () => $("export-ask").close());
    addEventListener("focus", () => this.refresh());
    this.refresh();
  }

  /** Let a button ask for a file; `about()` says which one. */
  on(button, about) {
    button.addEventListener("click", () => {
      this.asking = { request_id: crypto.randomUUID(), what: this.what, ...about() };
      $("export-reason").value = "";
      this.#problem("", "");
      $("export-ask").showModal();
      $("export-reason").focus();
    });
  }

  /** Show the files that can be fetched, and those that wait for a second person. */
  async refresh() {
    const found = await get(`/api/exports/?what=${this.what}`).catch(() => null);
    if (!found) return; // what stands there stays: the next look says more
    const key = JSON.stringify(found.results);
    if (key === this.shown) return;
    this.shown = key;
    $("exports").hidden = !found.results.length;
    $("exports").querySelector("ul").replaceChildren(...found.results.map((one) => this.#row(one)));
  }

  #row(one) {
    const row = clone("export-row");
    bind(row, { says: described(one, datedMinute) });
    const [says, does] = [standing(one, datedMinute), row.querySelector(".does")];
    if (one.link) does.append(make("a", says, { href: one.link, download: "", class: "button" }));
    else if (one.may_approve) does.append(this.#approval(one, says));
    else does.append(make("span", says, { class: "chip" }));
    return row;
  }

  #approval(one, says) {
    const button = make("button", says, { type: "button", "aria-label": `${says}: ${described(one, datedMinute)}` });
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await command("approve_export", { export: one.export });
        this.#said("", `Approved: ${one.asked_by} can fetch it for a day.`);
      } catch (problem) {
        button.disabled = false;
        this.#said("problem", problem.message);
      }
      this.refresh();
    });
    return button;
  }

  async #send() {
    const reason = $("export-reason").value.trim();
    this.#problem("", reason ? "" : "Write why the file is needed.");
    if (!reason) return;
    $("export-send").disabled = true;
    try {
      const { facts } = await command("ask_export", { ...this.asking, reason });
      $("export-ask").close();
      await this.refresh();
      if (facts.state === "ready") make("a", "", { href: `/api/exports/${facts.export}/`, download: "" }).click();
      this.#said("", facts.state === "ready" ? "The file is on its way. Its link works for 24 hours." : `${facts.rows.toLocaleString("en")} rows: a second person approves it first.`);
    } catch (problem) {
      if (problem.code !== UNKNOWN) this.asking.request_id = crypto.randomUUID(); // refused: what is sent next is another request
      this.#problem(problem.fields?.reason ? "" : problem.message, [problem.fields?.reason ?? ""].flat().join(" "));
    } finally {
      $("export-send").disabled = false;
    }
  }

  #problem(above, beside) {
    const [box, told] = [$("export-problem"), $("export-reason-problem")];
    Object.assign(box, { textContent: above, hidden: !above });
    Object.assign(told, { textContent: beside, hidden: !beside });
    $("export-reason").toggleAttribute("aria-invalid", Boolean(beside));
    if (beside) { $("export-reason").setAttribute("aria-invalid", "true"); $("export-reason").focus(); }
  }

  #said(tone, text) {
    $("exports-said").className = `${tone || "quiet"} no-print`;
    $("exports-said").textContent = text;
  }
}
