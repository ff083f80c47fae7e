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
  if (found.plan) return planNode(found);
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

const CONSENTS = { person: () => t("the person"), guardian: () => t("a guardian"), conservator: () => t("a conservator"), operator: () => t("who runs the place") };

/** Return a care plan: what helps first, then what sets it off and whom to call; who consented, and until when it counts. */
function planNode({ plan, text, ...found }) {
  const box = make("section", "", { class: "premise plan", "aria-label": t("Care plan") });
  box.append(make("b", plan.about === "person" ? t("Care plan: %(person)s", { person: plan.person }) : t("Care plan for %(address)s", { address: found.address })));
  const list = make("dl");
  for (const [name, says] of [[t("What helps"), text], [t("What sets it off"), plan.triggers], [t("Whom to call"), plan.call]]) {
    if (!says) continue;
    const value = make("dd");
    showText(value, says);
    list.append(make("dt", name), value);
  }
  const about = make("p", "", { class: "quiet" });
  showText(about, [t("consent of %(whom)s: %(by)s", { whom: CONSENTS[plan.consent]?.() ?? plan.consent, by: plan.consent_by }), t("source: %(source)s", { source: found.source }), t("until %(day)s", { day: found.expires_at.slice(0, 10) }), t(READERS.care)].join(" · "));
  box.append(list, about);
  return box;
}
