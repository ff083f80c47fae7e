/** The week of a roster: places on a line, the centre's clock in the nights it changes, and where arrows lead. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { ends, heard } from "../../static/js/roster/hearing.js";
import { makeToken, setups } from "../../static/js/roster/token.js";
import { daysFrom, expiry, lanes, moment, monday, neighbour, placed, stepped, steps, typed } from "../../static/js/roster/weekmath.js";

const LA = "America/Los_Angeles";
const shift = (name, from, to) => ({ shift: name, starts: `2026-11-30T${from}:00Z`, ends: `2026-11-30T${to}:00Z` });

test("a time is typed on the centre's clock, in summer and in winter", () => {
  assert.equal(moment("2026-07-01T22:00", LA), "2026-07-02T05:00:00.000Z");
  assert.equal(moment("2026-12-01T22:00", LA), "2026-12-02T06:00:00.000Z");
  assert.equal(typed("2026-12-02T06:00:00Z", LA), "2026-12-01T22:00");
  assert.equal(moment("soon", LA), null);
});

test("a time that exists twice is the first, one that does not is after the jump", () => {
  assert.equal(moment("2026-11-01T01:30", LA), "2026-11-01T08:30:00.000Z");
  assert.equal(moment("2026-03-08T02:30", LA), "2026-03-08T10:30:00.000Z");
});

test("a shift lies where its hours are, cut off at the week's ends", () => {
  const [first, last] = ["2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"];
  assert.deepEqual(placed(shift("a", "06:00", "12:00"), first, last), { left: 25, width: 25 });
  assert.equal(placed({ starts: "2026-11-28T00:00:00Z", ends: "2026-11-29T00:00:00Z" }, first, last), null);
});

test("shifts at the same time lie below each other, those after another on one line", () => {
  const { of, count } = lanes([shift("a", "06:00", "12:00"), shift("b", "06:00", "12:00"), shift("c", "12:00", "18:00")]);
  assert.deepEqual([of.a, of.b, of.c, count], [0, 1, 0, 2]);
});

test("a shift moves by half an hour, as a whole or at one end", () => {
  assert.equal(stepped(shift("a", "06:00", "12:00"), 1).starts, "2026-11-30T06:30:00.000Z");
  assert.deepEqual(stepped(shift("a", "06:00", "12:00"), -1, "ends"), { starts: "2026-11-30T06:00:00Z", ends: "2026-11-30T11:30:00.000Z" });
  assert.equal(steps(25, 480, "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"), 3);
});

test("arrows lead along a row, and to the nearest in time in the next row that has any", () => {
  const rows = [[shift("a", "06:00", "12:00"), shift("b", "12:00", "18:00")], [], [shift("c", "01:00", "02:00"), shift("d", "13:00", "20:00")]];
  assert.equal(neighbour(rows, "a", "ArrowRight").shift, "b");
  assert.equal(neighbour(rows, "b", "ArrowDown").shift, "d");
  assert.equal(neighbour(rows, "c", "ArrowUp").shift, "a");
  assert.equal(neighbour(rows, "a", "ArrowLeft"), null);
  assert.equal(neighbour(rows, null, "ArrowDown").shift, "a");
});

test("a week begins on its Monday", () => {
  assert.equal(monday("2026-11-29"), "2026-11-23");
  assert.equal(monday("2026-11-30"), "2026-11-30");
  assert.equal(daysFrom("2026-11-30", 7), "2026-12-07");
});

test("a certificate that runs out is warned of in words", () => {
  assert.deepEqual(expiry("2026-12-10", "2026-11-30", 60), { says: "runs out in 10 d, on 2026-12-10", warns: true });
  assert.equal(expiry("2026-11-01", "2026-11-30", 60).says, "ran out on 2026-11-01");
  assert.equal(expiry("2028-01-01", "2026-11-30", 60).warns, false);
  assert.equal(expiry(null, "2026-11-30", 60).says, "no end");
});

test("a token is new each time, and the server is sent its hash and its beginning alone", async () => {
  const [one, other] = [await makeToken(), await makeToken()];
  assert.notEqual(one.token, other.token);
  assert.match(one.token, /^[\w-]{43}$/);
  assert.equal(one.prefix, one.token.slice(0, 8));
  assert.equal(one.digest, createHash("sha256").update(one.token).digest("hex"));
});

test("what is typed into a sender names this installation", () => {
  const said = setups("https://dispatch.example.org");
  assert.match(said.traccar, /<entry key='forward.url'>https:\/\/dispatch\.example\.org\/api\/positions\/traccar\/<\/entry>/);
  assert.equal(said.owntracks, "https://dispatch.example.org/api/positions/owntracks/");
  assert.equal(said.own, "POST https://dispatch.example.org/api/positions/");
});

test("a tracker that is quiet for long and a token that ends soon are marked by a sign", () => {
  const now = Date.parse("2026-11-24T20:00:00Z");
  assert.equal(heard("2026-11-24T19:59:48Z", now), "12 s ago");
  assert.equal(heard("2026-11-24T17:00:00Z", now), "▲ 3 h ago");
  assert.equal(heard(null, now), "▲ never");
  assert.equal(ends("2027-02-22T20:00:00Z", now), "2027-02-22 (90 days)");
  assert.equal(ends("2026-11-26T08:00:00Z", now), "▲ 2026-11-26 (2 days)");
  assert.equal(ends(null, now), "▲ no token: make a new one");
});
