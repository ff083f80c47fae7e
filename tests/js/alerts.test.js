/** What has still to be seen, and how a change is put into words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { overrideWords, steps, undecided, unseen, unseenBy, waiting } from "../../static/js/board/alerts.js";

const seen = { by: "dispatcher", at: "2026-01-01T10:00:00.00Z" };
const alert = (key, at, more) => ({ alert: key, at, says: key, acknowledged: null, unseen_by: [], ...more });
const changed = {
  before: { determination: "non_criminal", level: 2, priority: "P2", response: ["mental_health"], hazards: [], unarmed_alone_is_safe: true },
  after: { determination: "non_criminal", level: 4, priority: "P1", response: ["co_response", "medical"], hazards: ["A weapon"], unarmed_alone_is_safe: false },
};

test("a change is said as before and after, and only what differs", () => {
  assert.deepEqual(steps(changed), [
    ["Danger", "Level 2, moderate", "Level 4, immediate threat"], ["Priority", "P2", "P1"],
    ["Send", "Mental health", "Co-response + Medical"], ["Dangers", "none known", "A weapon"], ["Unarmed alone", "safe", "not safe"],
  ]);
  assert.deepEqual(steps({ says: "no team" }), []);
});

test("the floor and a unit each have their own to see, the oldest first", () => {
  const card = { alerts: [alert("A3", "3", { unseen_by: ["UM61"] }), alert("A2", "2", { acknowledged: seen, unseen_by: ["UM61"] }), alert("A1", "1")] };
  assert.deepEqual(unseen(card).map((a) => a.alert), ["A1", "A3"]);
  assert.deepEqual(unseenBy(card, "UM61").map((a) => a.alert), ["A2", "A3"]);
});

test("alerts and overrides that wait for a second person are counted together", () => {
  const override = { state: "awaiting_confirmation", by: "calltaker", at: "2", n: 1 };
  const incidents = {
    b: { number: "b", alerts: [alert("b/A1", "3")], override: null },
    a: { number: "a", alerts: [alert("a/A1", "1", { acknowledged: seen })], override },
  };
  assert.deepEqual(waiting(incidents).map(({ key }) => key), ["a/O1", "b/A1"]);
  assert.equal(undecided({ override: { ...override, state: "in_force" } }), false);
});

test("an override says what it changes, who and why", () => {
  const said = overrideWords({ response: ["mental_health"], was: ["police"], by: "dispatcher", reason_code: "clinician_advice", words: "knows him", determination: "" });
  assert.equal(said, "Police → Mental health. dispatcher, clinician advice: knows him");
});
