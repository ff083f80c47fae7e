/** U42. Before an unarmed team is sent: weapon, violence and consent are answered from what is known, never guessed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { forUnarmed, lines } from "../../static/js/board/detail/safety.js";

const team = [{ kind: "mental_health", role: "primary" }, { kind: "co_response", role: "stand_by" }];
const card = (answers = {}, reasons = []) => ({ status: "waiting", response: team, answers, assessment: { reasons } });

test("the lines are for incidents whose first is an unarmed team, police standing by or not", () => {
  assert.equal(forUnarmed(card()), true);
  assert.equal(forUnarmed({ ...card(), response: [{ kind: "police", role: "primary" }, { kind: "mental_health", role: "also" }] }), false);
  assert.equal(forUnarmed({ ...card(), status: "closed" }), false);
});

test("what was not asked is said as such", () => {
  assert.deepEqual(lines(card()).map(({ says }) => says), ["Not asked", "Being hurt now: not asked; threats: not asked", "Not asked"]);
  assert.deepEqual(lines(card()).map(({ tone }) => tone), ["warn", "warn", "warn"]);
});

test("what the caller's words deny is said in them, and is still not an answer", () => {
  const denied = { ...card({ violence_now: "no" }), assessment: { reasons: [], denials: [{ question: "weapons", text: "no weapons" }, { question: "threat_to_others", text: "not threatening" }] } };
  const said = lines(denied);
  assert.deepEqual(said[0], { ask: "Weapon?", says: "The caller's words deny it (“no weapons”); not asked", tone: "warn" });
  assert.equal(said[1].says, "Being hurt now: no; threats: the caller's words deny it (“not threatening”); not asked");
});

test("a no to one of two questions does not answer the other", () => {
  assert.deepEqual(lines(card({ violence_now: "no" }))[1], { ask: "Violence?", says: "Being hurt now: no; threats: not asked", tone: "warn" });
});

test("answers of no and of consent are good news", () => {
  const said = lines(card({ weapons: "no", violence_now: "no", threat_to_others: "no", will_meet_team: "yes" }));
  assert.deepEqual(said.map(({ tone }) => tone), ["good", "good", "good"]);
});

test("words of a weapon count although the answer was no", () => {
  const reasons = [{ rule: "weapon", says: "A weapon, or something used as one", evidence: { text: "knife" } }];
  assert.deepEqual(lines(card({ weapons: "no", weapon_place: "room" }, reasons))[0], { ask: "Weapon?", says: "Yes: A weapon, or something used as one: “knife” (where: room)", tone: "danger" });
});

test("unknown is not no", () => {
  assert.equal(lines(card({ weapons: "unknown", will_meet_team: "unknown" }))[0].says, "Asked, the caller does not know");
  assert.equal(lines(card({ weapons: "unknown" }))[0].tone, "warn");
});
