/** Who is on a unit, what they ride and how they are heard, in one line. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { aboard } from "../../static/js/aboard.js";
import { says } from "../../static/js/board/chosen.js";

const on = { call_sign: "UM61", duty: "available", members: 2, crew_names: ["Maria Ruiz", "Jo Cole"], vehicle: "V7", radio: "R12", on_duty_until: "2026-11-26T22:00:00.00Z" };

test("the crew by name, the vehicle and the radio, each where it is known", () => {
  assert.deepEqual(aboard(on), ["Maria Ruiz, Jo Cole", "vehicle V7", "radio R12"]);
  assert.deepEqual(aboard({ crew_names: [], vehicle: "", radio: "R12" }), ["radio R12"]);
  assert.deepEqual(aboard({}), []);
});

test("the board says of a chosen unit who is on it and until when", () => {
  assert.equal(says(on), "Maria Ruiz, Jo Cole · vehicle V7 · radio R12 · on duty until 22:00");
});

test("a unit nobody signed on by name, and one off duty, say so", () => {
  assert.equal(says({ ...on, crew_names: [], vehicle: "", radio: "", on_duty_until: null }), "nobody signed on by name, 2 seats");
  assert.equal(says({ ...on, duty: "off_duty", crew_names: [], radio: "" }), "off duty · vehicle V7");
});
