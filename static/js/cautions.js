/** Premise cautions as everybody sees them: on the desk, on the board, with whoever is sent. They warn, nothing else. */
import { make, showText } from "./bind.js";
import { t } from "./i18n.js";

const SEVERITIES = { danger: "▲ Danger", caution: "! Caution", information: "i Information" };
const READERS = { law: "police and the floor only", care: "crisis teams and the floor only" };
const WORST = ["danger", "caution", "information"];

/** Return all cautions that this viewer was sent on an incident's card, the worst first. */
export function cautionsOf(card) {
  const all = [...(card.cautions ?? []), ...(card.cautions_law ?? []), ...(card.cautions_care ?? [])];
  return all.sort((a, b) => WORST.indexOf(a.severity) - WORST.indexOf(b.severity));
}

/** Return the node for one caution (css/cautions.css). */
export function cautionNode(found) {
  const box = make("div", "", { class: "premise", "data-severity": found.severity });
  const text = make("p", "", { class: "premise-text" });
  showText(text, found.text);
  const about = make("p", "", { class: "quiet" });
  const where = found.distance_m ? t("%(n)s m from here, at %(address)s", { n: found.distance_m, address: found.address }) : found.address;
  const until = t("until %(day)s, to be reviewed %(review)s", { day: found.expires_at.slice(0, 10), review: found.review_at.slice(0, 10) });
  showText(about, [where, t("source: %(source)s", { source: found.source }), until, t(READERS[found.compartment] ?? "")].filter(Boolean).join(" · "));
  box.append(make("b", t(SEVERITIES[found.severity])), text, about);
  return box;
}
