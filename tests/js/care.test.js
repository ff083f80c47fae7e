/** Care plans on a team's phone: a form begins with what is known, and a refusal is said in words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { begun, mountCare } from "../../static/js/field/care.js";
import { said } from "../../static/js/field/said.js";

const plan = { caution: "8c4e", text: "Speak slowly", source: "case manager", address: "1358 N Wilcox Ave", plan: { about: "person", person: "R. Amari", triggers: "dogs", call: "", consent: "person", consent_by: "R. Amari, 3 Nov" } };
const incident = { number: "LA26-000123", place: { address: "1358 N Wilcox Ave", lat: 34.09, lon: -118.33, area: "Hollywood" } };

test("a review begins with the plan's own words", () => {
  assert.deepEqual(begun(incident, plan), { helps: "Speak slowly", told_by: "case manager", about: "person", person: "R. Amari", triggers: "dogs", call: "", consent: "person", consent_by: "R. Amari, 3 Nov" });
});

test("a new plan begins with the person the job is about, where one is named", () => {
  const named = { ...incident, persons: [{ n: 1, role: "caller" }, { n: 2, role: "subject" }], persons_named: [{ n: 1, name: "A. Soto" }, { n: 2, name: "R. Amari" }] };
  assert.deepEqual(begun(named), { about: "person", person: "R. Amari" });
  assert.deepEqual(begun({ ...named, persons_named: [{ n: 1, name: "A. Soto" }] }), {});
  assert.deepEqual(begun(incident), {});
});

test("a plan is added at the place of the job and nowhere else; without a job nothing is asked", () => {
  const asked = [];
  const propose = (verb, title, card, given, { action }) => asked.push([verb, card.number, given, action.verb]);
  mountCare({ job: () => incident, propose, may: () => true }).add();
  mountCare({ job: () => undefined, propose, may: () => true }).add();
  assert.deepEqual(asked, [["add_care_plan", "LA26-000123", { address: "1358 N Wilcox Ave", lat: 34.09, lon: -118.33 }, "add_care_plan"]]);
});

test("a care plan that was refused is changed where it stands; other things that wait are not", () => {
  const asked = [];
  const care = mountCare({ job: () => incident, propose: (verb, title, card, given, more) => asked.push([given, more.values.reason, more.change]), may: () => true });
  const change = () => {};
  const item = { verb: "expire_care_plan", fields: { request_id: "1", care_plan: "8c4e", reason: "moved" } };
  care.amend(item, incident, change).press();
  assert.deepEqual(asked, [[{ care_plan: "8c4e" }, "moved", change]]);
  assert.equal(care.amend({ verb: "add_note", fields: {} }, incident, change), null);
  assert.equal(care.amend(item, undefined, change), null);
});

test("what the server refuses of a plan or of signing on is said in words that the phone knows", () => {
  assert.equal(said({ why: "m.ruiz is on UM61 now: sign that off first." }), "m.ruiz is on UM61 now: sign that off first.");
  assert.equal(said({ why: "crew: There is no member x.y of CRISIS who works." }), "Nobody of this agency signs in as x.y.");
  assert.equal(said({ why: "vehicle: V7 is out of service: brakes." }), "V7 is out of service: brakes.");
  assert.equal(said({ why: "This caution ended on 2026-11-24: consent withdrawn." }), "This care plan has ended.");
});
