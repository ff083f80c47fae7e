/** Who and what is on a unit, as its card says: the names of its crew, its vehicle, its radio. No DOM. */
import { t } from "./i18n.js";

/** Return what is known of it in words, in order: ["Maria Ruiz, Jo Cole", "vehicle V7", "radio R12"]; empty for nothing. */
export function aboard({ crew_names: names = [], vehicle, radio }) {
  return [names.join(", "), vehicle && t("vehicle %(name)s", { name: vehicle }), radio && t("radio %(name)s", { name: radio })].filter(Boolean);
}
