/**
 * The list of alarms, mountable on any page that follows the log: `mountAlarms(root, {store, act})`, with the partial
 * alarms/list.html somewhere on the page. Fixed and counted: what nobody has taken stands on top and stays there.
 */
import { attribute, bind, clone, make } from "../bind.js";
import { config } from "../config.js";
import { shortcut } from "../keys.js";
import { now } from "../page.js";
import { age, words } from "../words.js";
import { announcement, blinking, counts, isNew, ordered } from "./order.js";
import { endForm } from "./ending.js";
import { Flood, itemOf } from "./flood.js";
import { Groups, showMembers } from "./groups.js";
import { mountSound } from "./sound.js";

const CALLED = { emergency: "Emergency", high: "High", medium: "Medium", low: "Low" };
const may = (verb) => config().verbs.includes(verb);

/** Mount it; return {draw, takeFirst}. `keys` take the first alarm that is nobody's, `show(number)` opens an incident. */
export function mountAlarms(root, { store, act, keys = ["A"], show = null }) {
  const list = root.querySelector("ol");
  const rows = new Map();
  const known = new Map();
  const [flood, groups] = [new Flood(), new Groups({ place: () => arrange() })];
  let [first, lines] = [true, []];
  const sound = mountSound(root, () => store.snapshot?.settings?.tones ?? {});

  function draw() {
    const alarms = ordered(store.cards.alarms ?? {});
    const { fresh, all } = counts(alarms);
    bind(root, { count: all ? `${fresh} to take, ${all} in all` : "none" });
    attribute(root, "data-fresh", fresh > 0);
    root.querySelector(".no-alarms").hidden = all > 0;
    const items = alarms.map((alarm) => ({ ...itemOf(alarm), alarm }));
    flood.look(items.filter(({ alarm }) => isNew(alarm)), now());
    lines = flood.lines(items);
    for (const [ref, row] of rows) if (!store.cards.alarms[ref]) { letGo(row); rows.delete(ref); }
    const blinks = blinking(alarms);
    for (const alarm of alarms) one(alarm, blinks);
    for (const row of groups.draw(lines, { list, called: CALLED })) letGo(row);
    if (!list.contains(document.activeElement)) arrange();
    else groups.hide(lines, rows);
    const heard = hearable(alarms);
    announce(heard);
    ages();
    sound.tick(heard);
  }

  /** At this position no more than ten in ten minutes are heard; the rest stands in its groups (U33). */
  const hearable = (alarms) => flood.heard(alarms, ({ alarm }) => alarm);

  /** A row that has the hand or the focus leaves it to the next one. */
  function letGo(row) {
    const held = row.contains(document.activeElement);
    row.remove();
    if (held) (list.querySelector("li:not([hidden]) > button:not([hidden])") ?? list).focus();
  }

  function one(alarm, blinks) {
    let row = rows.get(alarm.alarm);
    if (!row) {
      row = clone("alarm");
      row.querySelector(".take").addEventListener("click", () => take(alarm.alarm));
      if (alarm.kind === "emergency" && may("end_emergency")) row.append(endForm(alarm, act));
      rows.set(alarm.alarm, row);
      list.append(row);
    }
    const { cause } = store.snapshot.settings.alarms?.[alarm.kind] ?? {};
    attribute(row, "data-priority", alarm.priority);
    attribute(row, "data-new", isNew(alarm));
    attribute(row, "data-passed-on", isNew(alarm) && Boolean(alarm.escalated_at));
    attribute(row, "data-blinks", isNew(alarm) && alarm.priority === blinks);
    bind(row, { priority: CALLED[alarm.priority], says: alarm.says, action: alarm.action, cause, state: state(alarm) });
    row.title = cause ?? "";
    const link = row.querySelector("a");
    link.hidden = !alarm.incident;
    if (alarm.incident) { link.href = `/incidents/${alarm.incident}/`; bind(row, { incident: alarm.incident }); }
    link.onclick = show && ((event) => { event.preventDefault(); show(alarm.incident); });
    const button = row.querySelector(".take");
    button.hidden = !isNew(alarm) || !may("acknowledge_alarm");
    attribute(button, "aria-label", `Take: ${alarm.says}`);
    const end = row.querySelector(".end");
    if (end) end.hidden = isNew(alarm);
    showMembers(row.querySelector(".parts"), alarm);
  }

  function arrange() {
    groups.hide(lines, rows);
    groups.rowsOf(lines, rows).forEach((row, at) => {
      if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
    });
  }

  function announce(alarms) {
    const { assertive, polite } = announcement(alarms, known);
    known.clear();
    for (const alarm of alarms) known.set(alarm.alarm, alarm.sounds_at);
    if (assertive) document.getElementById("assertive").textContent = assertive;
    if (polite && !first) document.getElementById("polite").textContent = polite;
    first = false;
  }

  function ages() {
    for (const [ref, row] of rows) bind(row, { age: age(store.cards.alarms[ref]?.raised_at ?? now(), now()) });
    groups.ages(lines, (at) => age(at, now()));
  }

  const take = (alarm) => act("acknowledge_alarm", { alarm }).catch(() => {});
  function takeFirst() {
    const alarm = lines.flatMap((line) => line.parts ?? [line]).map((item) => item.alarm).find(isNew);
    if (alarm) take(alarm.alarm);
  }

  if (may("acknowledge_alarm")) shortcut(keys, "take the first alarm that is nobody's", takeFirst);
  else root.querySelector(".key").hidden = true;
  store.subscribe((changed) => { if (!changed || changed.alarms || changed.settings) draw(); });
  setInterval(() => { ages(); sound.tick(hearable(ordered(store.cards.alarms ?? {}))); }, 500);
  return { draw, takeFirst };
}

/** Say to whom it went on: to whoever reads this, or whom to call. */
const passed = (to) => (config()?.me.role === to.code ? "Not taken in its time: it has come to you" : `Not taken in its time: call ${to.name}, ${to.number}`);

/** Return in words whose it is, whom it was passed to, and what else is known of it. */
export function state(alarm) {
  const to = alarm.escalated_to;
  return [
    alarm.acknowledged_by ? `Taken by ${alarm.acknowledged_by}` : "",
    to && !alarm.acknowledged_by ? passed(to) : "",
    alarm.ended_at ? "Its cause is gone" : "",
    alarm.chattering ? "Comes and goes" : "",
    alarm.times > 1 && !alarm.members.length ? `${alarm.times} times` : "",
    alarm.members.length ? `${alarm.members.length} ${words(alarm.kind)}` : "",
  ].filter(Boolean).join(" · ");
}
