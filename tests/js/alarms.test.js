/** Alarms: their order, what blinks, what is heard and what is not, and what mute never silences. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { announcement, blinking, counts, loudness, MUTED_FOR, ordered, toSound } from "../../static/js/alarms/order.js";
import { Sound } from "../../static/js/alarms/tones.js";

const AT = "2026-11-24T20:00:00.00Z";
const alarm = (key, priority, more = {}) => ({ alarm: key, kind: "x", priority, tone: priority, says: key, raised_at: AT, sounds_at: AT, acknowledged_at: null, escalated_at: null, members: [], ...more });
const TONES = {
  emergency: { volume: 1, every: 3, notes: [[1400, 180]] }, high: { volume: 0.8, every: 15, notes: [[880, 150]] },
  low: { volume: 0.4, every: 0, notes: [[523, 120]] }, trouble: { volume: 0.5, every: 60, notes: [[220, 350]] },
};
const names = (alarms) => alarms.map((a) => a.alarm);

test("U36: an emergency is always on top, then what nobody has taken, by priority, passed on first, then the oldest", () => {
  const all = [
    alarm("taken", "high", { acknowledged_at: AT }), alarm("goes on", "emergency", { acknowledged_at: AT }), alarm("low", "low"), alarm("young", "high", { raised_at: "2026-11-24T20:05:00.00Z" }),
    alarm("old", "high"), alarm("passed on", "high", { raised_at: "2026-11-24T20:06:00.00Z", escalated_at: AT }), alarm("emergency", "emergency"),
  ];
  assert.deepEqual(names(ordered(all)), ["emergency", "goes on", "passed on", "old", "young", "low", "taken"]);
  assert.deepEqual(counts(all), { fresh: 5, all: 7 });
});

test("U38: only the top class that is nobody's blinks, and it stops when somebody takes it", () => {
  assert.equal(blinking([alarm("a", "high"), alarm("b", "emergency")]), "emergency");
  assert.equal(blinking([alarm("a", "high"), alarm("b", "emergency", { acknowledged_at: AT })]), "high");
  assert.equal(blinking([alarm("a", "medium"), alarm("b", "low")]), "");
});

test("U37: the highest is heard first, again after its time, and not any more when it is taken (enforces tones.every)", () => {
  const heard = new Map();
  const all = [alarm("low", "low"), alarm("high", "high")];
  assert.equal(toSound(all, TONES, heard, 0, 0).alarm, "high");
  heard.set("high", { sounds_at: AT, at: 0 });
  assert.equal(toSound(all, TONES, heard, 100, 0).alarm, "low");
  heard.set("low", { sounds_at: AT, at: 100 });
  assert.equal(toSound(all, TONES, heard, 14_000, 0), undefined);
  assert.equal(toSound(all, TONES, heard, 15_000, 0).alarm, "high");
  assert.equal(toSound([alarm("high", "high", { acknowledged_at: AT })], TONES, heard, 99_000, 0), undefined);
  assert.equal(toSound([alarm("low", "low")], TONES, heard, 999_000, 0), undefined, "once is enough for a low one");
});

test("U37: a cause that comes again is heard again; a silent one is not heard at all", () => {
  const heard = new Map([["a", { sounds_at: AT, at: 0 }]]);
  assert.equal(toSound([alarm("a", "low", { sounds_at: "later" })], TONES, heard, 10, 0).alarm, "a");
  assert.equal(toSound([alarm("b", "low", { sounds_at: null })], TONES, heard, 10, 0), undefined);
});

test("U37: mute silences all but an emergency, and ends by itself", () => {
  const all = [alarm("high", "high"), alarm("emergency", "emergency")];
  assert.equal(toSound(all, TONES, new Map(), 1000, 1000 + MUTED_FOR).alarm, "emergency");
  assert.equal(toSound([all[0]], TONES, new Map(), 1000, 1000 + MUTED_FOR), undefined);
  assert.equal(toSound([all[0]], TONES, new Map(), 1000 + MUTED_FOR, 1000 + MUTED_FOR).alarm, "high");
});

test("U37: volume is the tone's times the desk's, an emergency never below half (enforces tones.volume)", () => {
  assert.equal(loudness(alarm("a", "high"), TONES.high, 0.5), 0.4);
  assert.equal(loudness(alarm("a", "emergency"), TONES.emergency, 0.1), 0.5);
});

function quiet() {
  const played = [];
  const node = () => ({ frequency: {}, gain: { setValueAtTime() {}, linearRampToValueAtTime(v) { if (v) played.at(-1).volume = v; } }, connect: (next) => next, start() {}, stop() {} });
  const context = {
    state: "running", currentTime: 0, destination: {}, resume: async () => {},
    createOscillator() { played.push({}); return Object.defineProperty(node(), "frequency", { value: { set value(hz) { played.at(-1).hz = hz; } } }); },
    createGain: node,
  };
  return { played, makeContext: () => context };
}

test("U37: trouble sounds different from an emergency: its own notes are played (enforces tones.notes)", async () => {
  const { played, makeContext } = quiet();
  const sound = new Sound({ tones: () => TONES, makeContext });
  await sound.wake();
  sound.tick([alarm("worker", "medium", { tone: "trouble" })], 0);
  sound.tick([alarm("button", "emergency")], 10_000);
  assert.deepEqual(played.map(({ hz }) => hz), [220, 1400]);
  assert.ok(played[1].volume > played[0].volume);
});

test("U37: before the page was touched nothing sounds, and that is said; ten of a tone are one tone", async () => {
  const { played, makeContext } = quiet();
  const sound = new Sound({ tones: () => TONES, makeContext });
  const ten = Array.from({ length: 10 }, (_, n) => alarm(`a${n}`, "low"));
  assert.equal(sound.tick(ten, 0), undefined);
  assert.equal(sound.state(0), "blocked");
  await sound.wake();
  sound.tick(ten, 0);
  sound.tick(ten, 5000);
  assert.equal(played.length, 1);
  sound.mute(6000);
  assert.equal(sound.state(7000), "muted");
  assert.equal(sound.state(6000 + MUTED_FOR), "on");
});

test("U32: loud ones are said at once, calm ones counted, none twice", () => {
  const all = [alarm("6A15 pressed", "emergency"), alarm("b", "low"), alarm("c", "low")];
  assert.deepEqual(announcement(all, new Map()), { assertive: "Emergency: 6A15 pressed", polite: "2 new alarms" });
  assert.deepEqual(announcement(all, new Map(all.map((a) => [a.alarm, a.sounds_at]))), { assertive: "", polite: "" });
});

test("the emergency button is sent when it was held for a second, and not before", async () => {
  const { holding, told } = await import("../../static/js/field/emergency.js");
  let [sent, due] = [0, null];
  const hold = holding(() => { sent += 1; }, { set: (act, after) => { assert.equal(after, 1000); due = act; return 1; }, clear: () => { due = null; } });
  hold.begin();
  hold.end();
  assert.equal(due, null);
  hold.begin();
  hold.begin(); // a key that repeats while it is held
  due();
  assert.equal(sent, 1);
  const one = { kind: "emergency", unit: "6A15", acknowledged_by: null, ended_at: null };
  assert.equal(told({ a: one }, "6A15"), "Your emergency was sent. Nobody has taken it yet.");
  assert.equal(told({ a: { ...one, acknowledged_by: "j.ruiz" } }, "6A15"), "j.ruiz answers your emergency.");
  assert.equal(told({ a: one }, "UM61"), "");
});
