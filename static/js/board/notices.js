/** Alerts and the override of the selected incident, as nodes of the detail panel. */
import { minute } from "../clocktime.js";
import { bind, clone, make } from "../bind.js";
import { kindWords } from "../words.js";
import { OVERRIDE_STATES, overrideWords, steps, undecided } from "./alerts.js";

const time = minute;

/** Return an alert's node: what changed in words, the next best to send, and who has seen it. */
export function alertNode(alert, { acknowledge, send }) {
  const node = clone("alert");
  const seen = alert.acknowledged ? `Seen by ${alert.acknowledged.by}, ${time(alert.acknowledged.at)}` : "Not acknowledged";
  node.dataset.seen = String(Boolean(alert.acknowledged));
  bind(node, {
    word: alert.acknowledged ? "Earlier alert" : "▲ Alert", at: time(alert.at), says: alert.says,
    who: [seen, alert.unseen_by.length ? `not seen by ${alert.unseen_by.join(", ")}` : ""].filter(Boolean).join(" · "),
  });
  node.querySelector(".steps").append(...steps(alert).map(([name, before, after]) => {
    const li = make("li", `${name}: `);
    li.append(make("span", before, { class: "quiet" }), make("span", " → "), make("b", after));
    return li;
  }));
  const row = node.querySelector(".actions");
  if (!alert.acknowledged && acknowledge) row.append(button(alert.alert, "Acknowledge", () => acknowledge(alert)));
  if (send) row.append(...(alert.next_best ?? []).map((offer) => {
    const about = [kindWords(offer.kind), offer.costs].filter(Boolean).join(", ");
    return button(`${alert.alert}-${offer.unit}`, `Send ${offer.unit}: ${about}`, () => send(alert, offer));
  }));
  return node;
}

/** Return the override's node; `decide(agree)` is given to those who may. Its proposer is told who else must. */
export function overrideNode(override, me, decide) {
  const node = clone("override");
  node.dataset.state = override.state;
  bind(node, { state: OVERRIDE_STATES[override.state], says: overrideWords(override), who: decided(override) });
  if (!undecided({ override }) || !decide) return node;
  const mine = override.by === me;
  const row = node.querySelector(".actions");
  row.append(button("confirm", "Confirm the override", () => decide(true)), button("refuse", "Refuse it", () => decide(false)));
  if (mine) {
    row.append(make("span", "You proposed it: somebody else has to confirm or refuse.", { class: "quiet" }));
    for (const each of row.querySelectorAll("button")) each.disabled = true;
  }
  return node;
}

function decided({ state, decided_by: by, decided_at: at, decided_words: why }) {
  if (!by) return "";
  return `${state === "refused" ? "Refused" : "Confirmed"} by ${by}, ${time(at)}${why ? `: ${why}` : ""}`;
}

function button(key, says, press) {
  const made = make("button", says, { type: "button", "data-key": key });
  made.addEventListener("click", press);
  return made;
}
