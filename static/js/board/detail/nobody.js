/** What is said where no unit is offered: who was asked for may be no unit at all. No DOM. */
import { going } from "../../words.js";

/** Return {says, tone}: a transfer and "nobody" are no shortage, a missing team is. */
export function whyNobody(card) {
  const kinds = going(card.response);
  if (kinds[0] === "988_transfer") return { says: "988 is a desk and not a unit: transfer the call (l t).", tone: "calm" };
  if (kinds[0] === "no_dispatch") return { says: "Triage asks for nobody: close it with how it ended, or send somebody with a reason.", tone: "calm" };
  return { says: "No unit of the kinds that triage asks for is free. Queue a busy one, or send another kind with a reason.", tone: "danger" };
}
