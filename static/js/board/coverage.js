/** What sending a unit leaves behind: the last free one of its kind in its area is said before it goes. No DOM. */
import { kindWords } from "../words.js";

/** Return one sentence when `sign` is the last free unit of its kind in its area, else "". It warns, nothing else. */
export function leaves(sign, units) {
  const unit = units?.[sign];
  if (!unit?.area || unit.status !== "available") return "";
  const [kind] = unit.kinds;
  const others = Object.values(units).filter((one) => one.call_sign !== sign && one.area === unit.area && one.status === "available" && one.kinds.includes(kind));
  return others.length ? "" : `${sign} is the last free ${kindWords(kind).toLowerCase()} unit in ${unit.area}: none is left there when it goes.`;
}
