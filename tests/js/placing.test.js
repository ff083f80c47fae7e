import assert from "node:assert/strict";
import { test } from "node:test";
import { parted, put, still } from "../../static/js/board/placing.js";

/** A parent that counts what is moved. */
class Root {
  constructor(...nodes) { this.children = []; this.moves = 0; for (const node of nodes) this.insertBefore(node, null); this.moves = 0; }
  insertBefore(node, next) {
    node.root?.drop(node);
    this.children.splice(next ? this.children.indexOf(next) : this.children.length, 0, node);
    this.moves += 1;
    node.root = this;
    node.remove = () => this.drop(node);
  }
  drop(node) { this.children.splice(this.children.indexOf(node), 1); node.root = null; }
}
const nodes = (count) => Array.from({ length: count }, (_, i) => ({ i }));
const read = (root) => root.children.map(({ i }) => i);

test("what stays is a longest part that is in order", () => {
  assert.deepEqual([...still([1, 2, 3, 4, 0])].sort(), [1, 2, 3, 4]);
  assert.equal(still([5, 1, 4, 2, 3]).size, 3);
  assert.equal(still([]).size, 0);
});

test("a row that goes to the other end is one move, whichever end", () => {
  const rows = nodes(500);
  const root = new Root(...rows);
  put(root, [...rows.slice(1), rows[0]]);
  assert.equal(root.moves, 1);
  put(root, rows);
  assert.equal(root.moves, 2);
  assert.deepEqual(read(root), rows.map(({ i }) => i));
});

test("what is gone leaves, what is new comes in, what is in order is not touched", () => {
  const rows = nodes(6);
  const root = new Root(...rows.slice(0, 4));
  put(root, [rows[5], rows[0], rows[3], rows[4]]);
  assert.deepEqual(read(root), [5, 0, 3, 4]);
  assert.equal(root.moves, 2);
});

test("a row of another list comes over", () => {
  const rows = nodes(4);
  const [one, two] = [new Root(rows[0], rows[1]), new Root(rows[2], rows[3])];
  put(two, [rows[2], rows[1], rows[3]]);
  put(one, [rows[0]]);
  assert.deepEqual([read(one), read(two)], [[0], [2, 1, 3]]);
});

test("any order comes out of any other", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const rows = nodes(40);
  const shuffled = () => rows.map((row) => [random(), row]).sort(([a], [b]) => a - b).map(([, row]) => row).slice(0, 5 + Math.floor(random() * 36));
  const root = new Root(...shuffled());
  for (let turn = 0; turn < 200; turn++) {
    const wanted = shuffled();
    put(root, wanted);
    assert.deepEqual(read(root), wanted.map(({ i }) => i));
  }
});

test("rows stand in parts below the head of their group, and a part keeps its name when an earlier group grows", () => {
  const rows = Array.from({ length: 50 }, (_, i) => i);
  const parts = parted([{ name: "assigned", head: "A", rows: rows.slice(0, 1) }, { name: "available", head: "B", rows }]);
  assert.deepEqual(parts.map(({ head, key }) => head ?? key), ["A", "assigned/0", "B", "available/0", "available/24", "available/48"]);
  assert.deepEqual(parts.flatMap(({ rows: of = [] }) => of), [0, ...rows]);
  assert.deepEqual(parted([{ rows: [] }]), []);
});
