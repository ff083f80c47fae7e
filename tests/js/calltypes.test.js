/** What the floor calls the protocol's types of call: by one function, and which of them a taker is offered. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { choices, typeCode, typeWords } from "../../static/js/calltypes.js";
import { tables } from "../../static/js/centre/layouts.js";
import { learn } from "../../static/js/words.js";

const TYPES = [{ code: "5150", text: "mental health" }, { code: "390", text: "drunk" }, { code: "415N", text: "neighbours" }];
const entry = (more) => ({ on: true, label: "", local: "", alias: "", order: 0, ...more });

test("before anything is set a type is as the protocol says, in its order", () => {
  learn({});
  assert.equal(typeWords("5150", "mental health"), "mental health");
  assert.deepEqual([typeWords("5150"), typeWords("", ""), typeWords(undefined)], ["5150", "", ""]);
  assert.deepEqual(choices(TYPES).map(({ code, offered }) => [code, offered]), [["5150", true], ["390", true], ["415N", true]]);
});

test("what the floor calls it counts, what it does not offer is unseen, and what has an order comes first (enforces call_types)", () => {
  learn({ call_types: { "415N": entry({ order: 2, local: "N-1" }), 5150: entry({ on: false, label: "Crisis" }), 390: entry({ order: 1, label: "Intoxicated", alias: "drunk" }) } });
  assert.deepEqual([typeWords("5150", "mental health"), typeCode("415N"), typeWords("415N", "neighbours")], ["Crisis", "N-1", "neighbours"]);
  assert.deepEqual(choices(TYPES), [
    { code: "390", offered: true, says: "390 · Intoxicated (drunk)" }, { code: "415N", offered: true, says: "N-1 · neighbours" }, { code: "5150", offered: false, says: "5150 · Crisis" },
  ]);
  learn({});
});

test("no page shows the protocol's words for a type by itself: all go through the one function", () => {
  const walk = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? walk(`${folder}/${one.name}`) : [`${folder}/${one.name}`]));
  const pages = walk(new URL("../../static/js", import.meta.url).pathname).filter((file) => file.endsWith(".js"));
  for (const file of pages) for (const line of readFileSync(file, "utf8").split("\n")) if (line.includes("call_type_text")) assert.match(line, /typeWords\(/, file);
});

test("the page of the settings has a row for every type of the protocol, and for what is stored of others", () => {
  const [table] = tables("call_types", { OLD: entry({}), 390: entry({}) }, { protocol: new Map(TYPES.map(({ code, text }) => [code, text])) });
  assert.deepEqual(table.rows, ["5150", "390", "415N", "OLD"]);
  assert.deepEqual([table.about("390"), table.about("OLD")], ["drunk", "not in the protocol in force"]);
  assert.deepEqual(Object.keys(table.blank), table.columns.map(({ field }) => field));
});
