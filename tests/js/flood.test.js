/** U33: what is announced at one position: ten lines in ten minutes, then one line a kind; emergencies and P1 alone. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ALONE, Flood, itemOf, MOST, ROOM, WINDOW } from "../../static/js/alarms/flood.js";
import { announcement, toSound } from "../../static/js/alarms/order.js";
import { news, said, unfolded } from "../../static/js/board/groups.js";
import { counted, items } from "../../static/js/board/inbox.js";

const NOON = Date.parse("2026-11-24T12:00:00Z");
const stamp = (at) => new Date(at).toISOString();
const alarm = (n, kind, priority, at, more = {}) => ({ alarm: `a${n}`, kind, priority, tone: priority, says: `${kind} ${n}`, raised_at: stamp(at), sounds_at: stamp(at), acknowledged_at: null, members: [], ...more });
const line = (key, at, more = {}) => ({ key, group: "Message", urgent: 3, at: stamp(at), ...more });
const keys = (lines) => lines.map(({ key }) => key);

/** A flood that has been looking since before it began. */
function looking() {
  const flood = new Flood();
  flood.look([], NOON - WINDOW);
  return flood;
}

test("U33: the sixth calm line stands alone, what comes after it joins its kind, and the group opens to its parts", () => {
  const flood = looking();
  const all = [];
  for (let n = 0; n < 9; n += 1) { all.push(line(`m${n}`, NOON + n * 1000)); flood.look(all, NOON + n * 1000); }
  const lines = flood.lines(all);
  assert.deepEqual(keys(lines), ["m0", "m1", "m2", "m3", "m4", "m5", "group/Message"]);
  assert.deepEqual(keys(lines.at(-1).parts), ["m6", "m7", "m8"]);
  assert.deepEqual(keys(unfolded(lines.slice(5), new Set())), ["m5", "group/Message"]);
  assert.deepEqual(keys(unfolded(lines.slice(5), new Set(["group/Message"]))), ["m5", "group/Message", "m6", "m7", "m8"]);
  assert.equal(said(lines.at(-1)).kind, "3 grouped");
});

test("U33: room is left for what is urgent: until the tenth it stands alone", () => {
  const flood = looking();
  const all = Array.from({ length: 6 }, (_, n) => line(`m${n}`, NOON));
  const urgent = Array.from({ length: 6 }, (_, n) => line(`u${n}`, NOON, { group: "Alert", urgent: 1 }));
  flood.look(all, NOON);
  flood.look([...all, ...urgent], NOON + 1);
  assert.equal(flood.lines(urgent).filter(({ parts }) => !parts).length, MOST - ROOM);
  assert.equal(flood.lines(urgent).at(-1).parts.length, 2);
});

test("U33: each kind has its own line, and what is grouped stays there until it is done", () => {
  const flood = looking();
  const first = Array.from({ length: 6 }, (_, n) => line(`m${n}`, NOON));
  const later = [line("m7", NOON + 1), line("c1", NOON + 1, { group: "Call back", urgent: 2 }), line("c2", NOON + 1, { group: "Call back", urgent: 2 })];
  flood.look(first, NOON);
  flood.look([...first, ...later], NOON + 1);
  assert.deepEqual(keys(flood.lines(later)), ["group/Message", "group/Call back"]);
  flood.look(later, NOON + 2 * WINDOW);
  assert.deepEqual(keys(flood.lines(later)), ["group/Message", "group/Call back"], "an hour later it is no news");
  flood.look([later[1]], NOON + 2 * WINDOW + 1);
  assert.deepEqual(flood.lines([later[1]])[0].parts.length, 1);
  const fresh = line("m9", NOON + 2 * WINDOW + 2);
  flood.look([fresh], NOON + 2 * WINDOW + 2);
  assert.deepEqual(keys(flood.lines([fresh])), ["m9"], "when it is quiet again, lines stand alone again");
});

/** A surge: for half an hour something comes every few seconds, one in `p1` a P1 without a unit, one in 50 an emergency. */
function surge(flood, { p1 = 9, each = () => {} } = {}) {
  let seed = 7;
  const random = () => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; };
  const all = [];
  for (let at = NOON, n = 0; at < NOON + 3 * WINDOW; at += 4000, n += 1) {
    const kind = n % 50 === 7 ? ["emergency", "emergency"] : n % p1 === 0 ? ["p1_without_unit", "high"] : random() < 0.2 ? ["not_acknowledged", "medium"] : ["call_waiting", "low"];
    all.push(alarm(n, ...kind, at));
    const lines = all.map((one) => itemOf(one));
    flood.look(lines, at);
    each(all, lines, at);
  }
  return all;
}

test("U33: in a surge a line that may be grouped never is the eleventh in ten minutes", () => {
  const flood = looking();
  const began = new Map();
  const all = surge(flood, { p1: 60, each: (_, lines, at) => { for (const { key, parts } of flood.lines(lines)) if (!parts && !began.has(key)) began.set(key, at); } });
  const calm = all.filter(({ kind, alarm: key }) => !ALONE.includes(kind) && began.has(key)).map(({ alarm: key }) => began.get(key));
  assert.ok(calm.length > 5, "they are not all grouped");
  for (const at of calm) assert.ok([...began.values()].filter((other) => other <= at && other > at - WINDOW).length <= MOST);
});

test("U33: in a surge every P1 and every emergency stands alone and is heard at once", () => {
  const flood = looking();
  let sounded = 0;
  surge(flood, { each: (all, lines) => {
    const newest = all.at(-1);
    if (!ALONE.includes(newest.kind)) return;
    const [heard] = flood.heard([newest], ({ alarm: key }) => key);
    assert.equal(heard.sounds_at, newest.sounds_at, newest.says);
    assert.ok(flood.lines(lines).some(({ key, parts }) => key === newest.alarm && !parts));
    sounded += 1;
  } });
  assert.ok(sounded > 50);
});

test("U33: what is grouped makes no sound and is not said, what stands alone does", () => {
  const flood = looking();
  const all = Array.from({ length: 8 }, (_, n) => alarm(n, "call_waiting", "low", NOON));
  flood.look(all.map((one) => itemOf(one)), NOON);
  const heard = flood.heard(all, ({ alarm: key }) => key);
  assert.equal(announcement(heard, new Map()).polite, `${ROOM} new alarms`);
  const tones = { low: { volume: 0.4, every: 0, notes: [] } };
  const known = new Map(heard.slice(0, ROOM).map((one) => [one.alarm, { sounds_at: one.sounds_at, at: 0 }]));
  assert.equal(toSound(heard, tones, known, 1, 0), undefined);
});

test("U33: a line that calls again is an announcement: without room it keeps its place and is not heard", () => {
  const flood = looking();
  const first = alarm(0, "feed_silent", "high", NOON);
  const others = Array.from({ length: 9 }, (_, n) => line(`u${n}`, NOON, { group: "Alert", urgent: 1 }));
  flood.look([itemOf(first), ...others], NOON);
  const again = { ...first, sounds_at: stamp(NOON + 5000) };
  flood.look([itemOf(again), ...others], NOON + 5000);
  assert.deepEqual(flood.lines([itemOf(again)]).map(({ parts }) => parts), [undefined]);
  assert.equal(flood.heard([again], ({ alarm: key }) => key)[0].sounds_at, first.sounds_at);
  flood.look([itemOf(again), ...others], NOON + WINDOW + 5000);
  assert.equal(flood.heard([again], ({ alarm: key }) => key)[0].sounds_at, again.sounds_at, "as soon as there is room");
});

test("U33: what the server grouped is one line already, counted only when it calls", () => {
  const flood = looking();
  const group = alarm(0, "call_waiting", "low", NOON, { members: ["call_waiting LA26-000123", "call_waiting LA26-000124"], sounds_at: null });
  const calm = Array.from({ length: 6 }, (_, n) => line(`m${n}`, NOON));
  flood.look(calm, NOON);
  flood.look([itemOf(group), ...calm], NOON + 1);
  assert.deepEqual(keys(flood.lines([itemOf(group), ...calm])), ["a0", ...keys(calm)]);
  const shown = items({ incidents: {}, alarms: { a0: group } }, "dispatcher", NOON);
  assert.deepEqual(shown[0].parts.map(({ number, says }) => [number, says]), [["LA26-000123", "LA26-000123"], ["LA26-000124", "LA26-000124"]]);
  assert.equal(unfolded(shown, new Set([shown[0].key])).length, 3);
});

test("U33: a page that is opened in a surge shows the same as one that was open: what stood came when it came", () => {
  const all = Array.from({ length: 12 }, (_, n) => line(`m${n}`, NOON + n * 60_000));
  const flood = new Flood();
  flood.look(all, NOON + 12 * 60_000);
  assert.deepEqual(keys(flood.lines(all)).slice(0, 7), ["m0", "m1", "m2", "m3", "m4", "m5", "group/Message"]);
});

test("U33: an alert on a P1 leaves the group when the call becomes one, a call that rings is never counted", () => {
  const incident = (n, priority) => ({ number: `LA26-${n}`, priority, override: null, alerts: [{ alert: `LA26-${n}/A1`, at: stamp(NOON), says: "a knife", acknowledged: null, unseen_by: [] }] });
  const cards = { incidents: Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`LA26-${n}`, incident(n, "P2")])), ringing: Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`r${n}`, { ringing: `r${n}`, rang_at: stamp(NOON) }])) };
  const flood = looking();
  flood.look(items(cards, "me", NOON), NOON);
  const lines = flood.lines(items(cards, "me", NOON));
  assert.equal(lines.filter(({ key }) => key.startsWith("ringing/")).length, 30);
  const grouped = lines.find(({ parts, key }) => parts && key === "group/Alert").parts;
  assert.equal(grouped.length, 2);
  cards.incidents[grouped[0].number] = { ...cards.incidents[grouped[0].number], priority: "P1" };
  flood.look(items(cards, "me", NOON), NOON + 1);
  assert.ok(keys(flood.lines(items(cards, "me", NOON))).includes(grouped[0].key));
  Object.assign(cards.incidents[grouped[1].number].alerts[0], { kind: "help_asked" });
  flood.look(items(cards, "me", NOON), NOON + 1);
  assert.ok(keys(flood.lines(items(cards, "me", NOON))).includes(grouped[1].key), "and so does one of a unit that wants help");
  assert.equal(counted(items(cards, "me", NOON)), "12 alerts, 30 calls ring", "the count is of everything");
});

test("U32: new lines are said with their numbers, a kind once when it begins to be grouped", () => {
  const fresh = [{ key: "alerts/1", number: "LA26-000123", kind: "Alert" }, { key: "group/call_waiting", group: "call_waiting", parts: [] }];
  assert.equal(news(fresh), "1 new alert: LA26-000123. Too many at once, grouped from now on: call waiting");
  assert.equal(news([]), "");
});

test("the figures and the kinds that are never grouped are those of the server", () => {
  const python = readFileSync(new URL("../../dispatch/annunciation.py", import.meta.url), "utf8");
  const figure = (name) => Number(new RegExp(`^${name}: Final = (\\d+)`, "m").exec(python)[1]);
  assert.deepEqual([MOST, ROOM], [figure("MOST"), figure("ROOM")]);
  assert.equal(WINDOW, Number(/^FLOOD: Final = timedelta\(minutes=(\d+)\)/m.exec(python)[1]) * 60_000);
  assert.deepEqual(ALONE, JSON.parse(`[${/^ALONE: Final = \((.*)\)/m.exec(python)[1]}]`));
});
