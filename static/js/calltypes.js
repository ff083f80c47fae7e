/** What this floor calls the protocol's types of call, and which a taker chooses among: the setting `call_types`. No DOM. */
import { t } from "./i18n.js";
import { set } from "./words.js";

const known = (code) => set("call_types")?.[code] ?? {};

/** Return what a type is called, "" for none; `text` is what the protocol calls it. Used wherever a type is shown. */
export const typeWords = (code, text = "") => t(known(code).label || text || typeCode(code) || "");

/** Return the code that this floor writes for a type. */
export const typeCode = (code) => known(code).local || code;

/**
 * Return what a taker chooses among, [{code, says, offered}], of the protocol's [{code, text}]: those with an order
 * first, then as the protocol has them. What is not offered stays in the list, unseen: a call may have it already.
 */
export function choices(types) {
  const order = ({ code }) => known(code).order || Infinity;
  return types.map((type, at) => [type, at])
    .sort(([a, i], [b, j]) => (order(a) === order(b) ? i - j : order(a) - order(b)))
    .map(([{ code, text }]) => ({ code, offered: known(code).on !== false, says: `${typeCode(code)} · ${typeWords(code, text)}${known(code).alias ? ` (${known(code).alias})` : ""}` }));
}
