/** The numbers to call: transfer targets and the phone tree, as they are now. */
import { make } from "../bind.js";

/** Draw both into `root`. */
export function phones(root, { transfer_targets: targets = {}, phone_tree: tree = {} }) {
  const rows = [
    ...Object.entries(targets).map(([code, { name, number }]) => [code, name, number, "Transfer"]),
    ...Object.entries(tree).map(([code, { name, number, then }]) => [code, name, number, then ? `Alarms; then ${tree[then]?.name ?? then}` : "Alarms; the last"]),
  ];
  root.replaceChildren(...rows.map(([code, name, number, what]) => {
    const tr = make("tr");
    const call = make("a", number, { href: `tel:${number.replaceAll(/[^0-9+]/g, "")}`, class: "mono" });
    const cell = make("td");
    cell.append(call);
    tr.append(make("th", name, { scope: "row" }), cell, make("td", what, { class: "quiet" }), make("td", code, { class: "mono quiet" }));
    return tr;
  }));
}
