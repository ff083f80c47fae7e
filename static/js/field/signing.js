/** Signing on by the schedule: the shift that is this person's now, filled in, each part of it to be changed, one tap. */
import { aboard } from "../aboard.js";
import { get } from "../api.js";
import { make, showText } from "../bind.js";
import { t } from "../i18n.js";
import { clockTime, dayTime } from "./clock.js";
import { said } from "./said.js";
import * as shifts from "./shifts.js";

const $ = (id) => document.getElementById(id);
const LOOKS = 300_000; // milliseconds: a shift begins, or is moved, while the page is open
const FIELDS = ["unit", "until", "crew", "other", "vehicle", "radio"];

/**
 * Mount the form. `units()` are the units' cards now, `clock()` the server's time in milliseconds or null, `changed()` is
 * called when the schedule was read anew. Return {draw, says, look}: `draw(card)` shows it or not and returns whether.
 */
export function mountShift({ act, unit, me, queue, units, clock, zone, changed }) {
  const form = $("shift");
  let [plan, filled, choice, busy, duty] = [null, "", null, false, undefined];
  const now = () => clock() ?? Date.now();
  const waiting = () => queue.waiting.some(({ verb }) => verb === "sign_on");

  /** Ask the schedule; without a network what it said last stays. */
  async function look() {
    plan = await get("/api/shifts/mine/").catch(() => plan);
    changed();
  }

  function draw(card) {
    if (plan && card?.duty !== duty) look(); // who signs off is told what comes next
    duty = card?.duty;
    const found = busy ? choice : shifts.offered(plan, { units: units(), unit, me, waiting: waiting() });
    $("shift-box").hidden = !found;
    if (found && !busy) fill(found);
    return Boolean(found);
  }

  /** Put what the schedule says into the form: not under somebody who changes it. */
  function fill(first) {
    const key = JSON.stringify([plan.shift, plan.choices, plan.vehicles]);
    if (key === filled || (choice && $("shift-more").open)) return;
    filled = key;
    const { unit: sign, starts, ends } = plan.shift;
    $("shift-planned").textContent = t("Planned for you: %(unit)s, %(from)s to %(to)s.", { unit: sign, from: clockTime(starts), to: clockTime(ends) });
    $("shift-unit").replaceChildren(...plan.choices.map((one) => make("option", one.unit, { value: one.unit })));
    $("shift-vehicles").replaceChildren(...plan.vehicles.map((name) => make("option", "", { value: name })));
    take(first);
  }

  function take(one) {
    choice = one;
    $("shift-unit").value = one.unit;
    $("shift-until").value = shownUntil();
    $("shift-vehicle").value = one.vehicle;
    $("shift-radio").value = one.radio;
    $("shift-other").value = "";
    const ticked = shifts.expected(one, me);
    $("shift-people").replaceChildren(...one.people.map((person) => tick(person, ticked.includes(person.member))));
    tell({});
    sum();
  }

  const shownUntil = () => (choice.until ? clockTime(choice.until).slice(0, 5) : "");
  const crew = () => [...$("shift-people").querySelectorAll("input:checked")].map(({ value }) => value);
  const typed = () => ({ crew: crew(), ...Object.fromEntries(["other", "vehicle", "radio", "until"].map((name) => [name, $(`shift-${name}`).value])) });

  /** Say in words what one tap would do now. */
  function sum() {
    const { other, vehicle, radio, until } = typed();
    const names = choice.people.filter(({ member }) => crew().includes(member)).map(({ name }) => name);
    const away = choice.people.filter(({ planned, on }) => planned && on).map(({ name, on }) => t("%(who)s is on %(unit)s now.", { who: name, unit: on }));
    const all = aboard({ crew_names: [...names, other.trim()].filter(Boolean), vehicle: vehicle.trim(), radio: radio.trim() });
    showText($("shift-aboard"), t("On it: %(who)s", { who: all.join(" · ") || "–" }) + (away.length ? `. ${away.join(" ")}` : ""));
    $("shift-send").textContent = until.trim() ? t("Sign on %(unit)s until %(time)s", { unit: choice.unit, time: until.trim() }) : t("Sign on %(unit)s", { unit: choice.unit });
  }

  /** Say each problem beside its field, what is about none above the button; the hand goes to the first. */
  function tell(problems, whole = "") {
    let first = null;
    for (const name of FIELDS) {
      const field = $(`shift-${name}`);
      $(`shift-${name}-problem`).textContent = problems[name] ?? "";
      const input = name === "crew" ? field.querySelector("input") : field;
      if (problems[name]) input?.setAttribute("aria-invalid", "true"); else input?.removeAttribute("aria-invalid");
      if (problems[name]) first ??= input;
    }
    $("shift-problem").hidden = !whole;
    $("shift-problem").textContent = whole;
    if (first) $("shift-more").open = true;
    first?.focus();
  }

  function refused(problem) {
    const sentences = (why) => (typeof why === "object" ? Object.values(why).flat() : [why]);
    const beside = Object.entries(problem.fields ?? {}).filter(([name]) => FIELDS.includes(name)).map(([name, why]) => [name, sentences(why).map((one) => said({ why: String(one) })).join(" ")]);
    tell(Object.fromEntries(beside), beside.length ? "" : said(problem));
  }

  async function send(event) {
    event.preventDefault();
    const { fields, problems } = shifts.signOn(choice, typed(), { me, shown: shownUntil(), now: now(), zone });
    tell(problems);
    if (Object.keys(problems).length) return;
    busy = $("shift-send").disabled = true;
    try {
      await act("sign_on", fields, { says: t("Sign on, %(unit)s", { unit: choice.unit }), wait: true });
      $("shift-more").open = false;
    } catch (problem) { refused(problem); } finally {
      busy = $("shift-send").disabled = false;
      changed();
      if ($("shift-box").hidden && document.activeElement === document.body) $("main")?.focus({ preventScroll: true });
    }
  }

  form.addEventListener("submit", send);
  form.addEventListener("input", ({ target }) => { if (target.id !== "shift-unit") sum(); });
  $("shift-unit").addEventListener("change", ({ target }) => take(plan.choices.find((one) => one.unit === target.value)));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  setInterval(look, LOOKS);
  return { draw, look, says: (card) => shifts.says(plan, card, now(), { time: clockTime, day: dayTime, offering: !$("shift-box").hidden }) };
}

function tick({ member, name, on }, checked) {
  const label = make("label", "", { class: "tick" });
  const box = make("input", "", { type: "checkbox", value: member });
  box.checked = checked;
  const words = make("span");
  showText(words, on ? t("%(who)s (on %(unit)s now)", { who: name, unit: on }) : name);
  label.append(box, words);
  return label;
}
