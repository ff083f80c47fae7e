import assert from "node:assert/strict";
import test from "node:test";
import { choiceWords, mayDecide, withRate } from "../../static/js/supervise/rules.js";

const flag = (more) => ({ by: "calltaker", state: "open", reviews: [], ...more });

test("an open flag may be dismissed, coached or referred by anybody but its flagger", () => {
  assert.deepEqual(mayDecide(flag(), "supervisor").choices, ["dismiss", "coach", "refer"]);
  assert.match(mayDecide(flag({ by: "supervisor" }), "supervisor").why, /You raised/);
});

test("a proposed referral needs somebody else, and is no longer a matter for coaching", () => {
  const proposed = flag({ state: "referral_proposed", reviews: [{ by: "supervisor" }] });
  assert.match(mayDecide(proposed, "supervisor").why, /second supervisor/);
  assert.deepEqual(mayDecide(proposed, "supervisor2").choices, ["refer", "dismiss"]);
  assert.equal(choiceWords("refer", true)[0], "Agree to refer");
});

test("what is decided is not decided again", () => {
  for (const state of ["dismissed", "coached", "referred"]) assert.deepEqual(mayDecide(flag({ state }), "other"), { choices: [], why: "" });
});

test("a hidden count has no rate", () => {
  assert.equal(withRate("<10", null), "<10");
  assert.equal(withRate(20, 0.5), "20 (50.0 %)");
});
