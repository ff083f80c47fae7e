/** Who changed a setting, when, from what to what; the newest first. */
import { get } from "../api.js";
import { make } from "../bind.js";
import { changeWords } from "./layouts.js";

/** Draw the history of `name` into `list`; `more` is shown while there are older ones. */
export async function showHistory(name, { list, said, more, zone, before = 0 }) {
  try {
    const { results, next } = await get(`/api/settings/${name}/history/?before=${before}`);
    if (!before) list.replaceChildren();
    list.append(...results.map((line) => version(line, zone, name)));
    said.hidden = list.childElementCount > 0;
    said.className = "empty";
    said.textContent = "As it was shipped: nobody has changed it.";
    more.hidden = !next;
    more.onclick = () => showHistory(name, { list, said, more, zone, before: next });
  } catch (problem) {
    said.hidden = false;
    said.className = "problem";
    said.textContent = `The history cannot be read: ${problem.message}`;
  }
}

function version({ version: n, by, at, changes }, zone, name) {
  const li = make("li");
  const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: zone }).format(new Date(at));
  const head = make("p");
  head.append(make("b", `Version ${n}`), make("span", ` ${by === "system" ? "as shipped" : by}, ${when}`, { class: "quiet" }));
  li.append(head);
  if (!changes.length) return li;
  const list = make("ul");
  list.append(...changes.map((change) => {
    const [field, before, after] = changeWords(change, name);
    const item = make("li", `${field}: `);
    item.append(make("del", before), document.createTextNode(" → "), make("ins", after));
    return item;
  }));
  li.append(list);
  return li;
}
