/** An export in words: what it is, who asked for it and why, and what becomes of it now. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { described, standing } from "../../static/js/exportwords.js";

const at = (moment) => moment.slice(11, 16);
const one = {
  what: "roster", file_format: "csv", rows: 3210, reason: "audit", asked_by: "lahsa_admin", asked_at: "2026-11-26T14:05:00.00Z",
  expires_at: "2026-11-27T14:05:00.00Z", approved_by: null, state: "waits", may_approve: false, link: null,
};

test("it says what was asked for, by whom, when and why", () => {
  assert.equal(described(one, at), "Roster, CSV, 3,210 rows, asked for 14:05 by lahsa_admin: audit");
  assert.equal(described({ ...one, what: "ladder", rows: null }, at), "Report on the ladder, CSV, asked for 14:05 by lahsa_admin: audit");
  assert.match(described({ ...one, approved_by: "second" }, at), /, approved by second: audit$/);
});

test("a large one waits for somebody else, who sees that it waits for them", () => {
  assert.equal(standing(one, at), "Waits for a second person");
  assert.equal(standing({ ...one, may_approve: true }, at), "Approve");
});

test("one that can be fetched says until when, a dead one why", () => {
  assert.equal(standing({ ...one, state: "ready", link: "/api/exports/x/" }, at), "Fetch it until 14:05");
  assert.match(standing({ ...one, state: "ready" }, at), /^Its link is dead/);
});
