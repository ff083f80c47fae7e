/** What the schedule offers a phone: never a unit that somebody signed on, and of the form what differs alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { expected, offered, says, signOn } from "../../static/js/field/shifts.js";

const choice = {
  unit: "UM62", duty: "off_duty", until: "2026-11-26T22:00:00.00Z", vehicle: "V7", radio: "R12",
  people: [
    { member: "m.ruiz", name: "Maria Ruiz", planned: true, on: null },
    { member: "j.cole", name: "Jo Cole", planned: true, on: "UM61" },
    { member: "t.ito", name: "Tala Ito", planned: false, on: null },
  ],
};
const shift = { unit: "UM62", starts: "2026-11-26T14:00:00.00Z", ends: "2026-11-26T22:00:00.00Z" };
const plan = { shift, next: null, choices: [choice], vehicles: ["V7"] };
const off = { call_sign: "UM61", duty: "off_duty", crew: [], on_duty_until: null };
const world = { units: { UM61: off }, unit: "UM61", me: "m.ruiz", waiting: false };
const how = { me: "m.ruiz", shown: "22:00", now: Date.parse("2026-11-26T14:10:00Z"), zone: "UTC" };
const form = { crew: ["m.ruiz"], other: "", vehicle: "V7", radio: "R12", until: "22:00" };
const words = { time: (at) => at.slice(11, 16), day: (at) => at.slice(5, 16) };

test("the shift of now is offered, whatever unit is usually the person's", () => {
  assert.equal(offered(plan, world), choice);
  assert.equal(offered({ ...plan, shift: null }, world), null);
  assert.equal(offered(null, world), null);
});

test("nothing is offered while a sign-on waits, to whoever is at work, or when the unit is on duty", () => {
  assert.equal(offered(plan, { ...world, waiting: true }), null);
  assert.equal(offered(plan, { ...world, units: { UM61: { ...off, duty: "available", crew: ["m.ruiz"] } } }), null);
  assert.equal(offered(plan, { ...world, units: { UM61: { ...off, duty: "available", assignment: {} } } }), null);
  assert.equal(offered({ ...plan, choices: [{ ...choice, duty: "available" }] }, world), null);
  assert.equal(offered(plan, { ...world, unit: "UM62", units: { UM62: { ...off, duty: "unavailable" } } }), null);
});

test("those are ticked who are planned and on no other unit; where nobody is planned, oneself", () => {
  assert.deepEqual(expected(choice, "m.ruiz"), ["m.ruiz"]);
  const nobody = { ...choice, people: choice.people.map((one) => ({ ...one, planned: false })) };
  assert.deepEqual(expected(nobody, "t.ito"), ["t.ito"]);
  assert.deepEqual(expected(nobody, "j.cole"), []);
});

test("one tap names the crew and leaves the rest to the schedule", () => {
  assert.deepEqual(signOn(choice, form, how), { fields: { unit: "UM62", crew: ["m.ruiz"] }, problems: {} });
});

test("what was changed is named, and a time with another crew", () => {
  const { fields } = signOn(choice, { ...form, crew: ["t.ito"], vehicle: "V9", radio: "", until: "22:00" }, how);
  assert.deepEqual(fields, { unit: "UM62", crew: ["t.ito"], vehicle: "V9", until: choice.until });
  assert.equal(signOn(choice, { ...form, until: "02:30" }, how).fields.until, "2026-11-27T02:30:00.000Z");
  assert.deepEqual(signOn(choice, { ...form, other: " N.Kim, o.diaz" }, how).fields.crew, ["m.ruiz", "n.kim", "o.diaz"]);
});

test("an empty crew, a name that nobody signs in with and a time that is none are said beside their fields", () => {
  const { problems } = signOn(choice, { ...form, crew: [], other: "Ñandú", until: "25:00" }, how);
  assert.deepEqual(Object.keys(problems).sort(), ["other", "until"]);
  assert.deepEqual(Object.keys(signOn(choice, { ...form, crew: [] }, how).problems), ["crew"]);
});

test("beside signing off stands until when, or that it is over", () => {
  const on = { call_sign: "UM62", duty: "available", on_duty_until: shift.ends };
  assert.equal(says(plan, on, how.now, words), "UM62 is on duty until 22:00.");
  assert.equal(says({ ...plan, shift: null }, on, Date.parse("2026-11-26T22:05:00Z"), words), "The shift of UM62 ended at 22:00.");
  assert.equal(says({ ...plan, shift: { ...shift, ends: "2026-11-26T20:00:00.00Z" } }, on, how.now, words), "UM62 is on duty until 22:00. Your own shift ends at 20:00.");
});

test("without a shift the next one is told, and a shift on another unit is named", () => {
  const next = { unit: "UM61", starts: "2026-11-27T14:00:00.00Z", ends: "2026-11-27T22:00:00.00Z" };
  assert.equal(says({ ...plan, shift: null, next }, off, how.now, words), "No shift is planned for you now. Your next shift: UM61, 11-27T14:00 to 22:00.");
  assert.equal(says(plan, off, how.now, words), "Your shift is on UM62, until 22:00.");
  assert.equal(says(plan, off, how.now, { ...words, offering: true }), "");
  assert.equal(says(null, off, how.now, words), "");
});
