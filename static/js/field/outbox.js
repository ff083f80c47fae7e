/** The list of what was tapped: each with a mark and a word, never looking done before it is. */
import { make, showText } from "../bind.js";
import { t } from "../i18n.js";
import { clockTime } from "./clock.js";
import { PENDING, REFUSED, SAVED, SENDING } from "./queue.js";
import { said } from "./said.js";

const MARKS = { [PENDING]: "◌", [SENDING]: "◍", [REFUSED]: "✕", [SAVED]: "●" };
const WORDS = () => ({ [PENDING]: t("waiting to be sent"), [SENDING]: t("sending"), [REFUSED]: t("not done"), [SAVED]: t("saved") });

/** Mount the list; `again(item)` takes a refused item's words back into their box, null where there is none. */
export function mountOutbox({ root, summary, queue, again = () => null }) {
  function draw() {
    const items = [...queue.told, ...queue.items];
    root.hidden = !items.length;
    root.replaceChildren(...items.map(row));
    const text = sum();
    if (summary.textContent !== text) summary.textContent = text;
    summary.dataset.state = queue.refused.length ? REFUSED : queue.waiting.length ? PENDING : SAVED;
  }

  function sum() {
    const [waits, refused] = [queue.waiting.length, queue.refused.length];
    const signIn = queue.problem?.code === "not_signed_in" ? t("Sign in again: what waits is kept and sent then.") : "";
    return [refused ? t("%(n)s not done: decide below.", { n: refused }) : "", waits ? t("%(n)s not sent yet.", { n: waits }) : "", signIn].filter(Boolean).join(" ");
  }

  function row(item) {
    const held = item.state === PENDING && queue.held(item);
    const li = make("li", "", { "data-state": held ? "held" : item.state });
    const when = item.state === SAVED ? item.saved : item.at;
    const word = held ? t("held back by the one that was not done") : WORDS()[item.state];
    const head = make("p");
    head.append(make("span", MARKS[item.state], { class: "mark", "aria-hidden": "true" }), make("b", ` ${item.says} `), make("span", `${word}${when ? ` · ${clockTime(when)}` : ""}`, { class: "quiet" }));
    li.append(head);
    if (item.fields?.text) { const text = make("p", "", { class: "quiet words" }); showText(text, item.fields.text); li.append(text); }
    if (item.kept === false && item.state !== SAVED) li.append(make("p", t("Kept on this page only: do not close it before it is sent."), { class: "quiet" }));
    if (item.state === REFUSED) li.append(make("p", said(item), { class: "problem" }), deciding(item));
    return li;
  }

  function deciding(item) {
    const bar = make("div", "", { class: "deciding" });
    const take = again(item);
    const choices = [[t("Try again"), () => queue.retry(item.id)], take && [t("Change it"), () => queue.drop(item.id).then(take)], [t("Drop it"), () => queue.drop(item.id)]];
    bar.append(...choices.filter(Boolean).map(([label, press]) => {
      const button = make("button", label, { type: "button", "aria-label": `${label}: ${item.says}` });
      button.addEventListener("click", press);
      return button;
    }));
    return bar;
  }

  queue.addEventListener("change", draw);
  draw();
}
