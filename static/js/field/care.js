/**
 * Care plans at the job: a team that reads them adds one for its person or place, says that one is still right, or ends it.
 * Only for those who read `care`: a phone of the police is sent no plan and never gets here.
 */
import { ofVerb } from "../actions/registry.js";
import { make } from "../bind.js";
import { t } from "../i18n.js";

/** What is asked for, as entries of `actions/fields.js`. */
const ASKED = {
  add_care_plan: ofVerb("add_care_plan"),
  review_care_plan: { verb: "review_care_plan", takes: [], asks: ["helps", "triggers?", "whom_to_call?", "consent", "consent_by", "told_by"] },
  expire_care_plan: { verb: "expire_care_plan", takes: ["reason"] },
};
const SAYS = { add_care_plan: () => t("Care plan"), review_care_plan: () => t("Care plan still right"), expire_care_plan: () => t("End of the care plan") };

/** Return what a form begins with: of a plan its own words; of a new one the person the job is about, where one is named. */
export function begun(card, found = null) {
  if (found) return { helps: found.text, told_by: found.source, ...found.plan };
  const subject = (card.persons ?? []).find(({ role }) => role === "subject");
  const name = (card.persons_named ?? []).find(({ n }) => n === subject?.n)?.name;
  return name ? { about: "person", person: name } : {};
}

/** Return {add, moves, amend}; `job()` is the incident now, `propose(verb, title, incident, given, more)` asks and sends. */
export function mountCare({ job, propose, may }) {
  function ask(verb, incident, given, values, more = {}) {
    return propose(verb, SAYS[verb](), incident, given, { action: ASKED[verb], values, ...more });
  }

  /** Add a plan at the place of the job. */
  function add() {
    const incident = job();
    if (!incident) return null;
    const { address, lat, lon } = incident.place;
    return ask("add_care_plan", incident, { address, lat, lon }, begun(incident));
  }

  /** Return the buttons of a plan that stands at the job. */
  function moves(found) {
    const bar = make("div", "", { class: "deciding" });
    const whose = found.plan.about === "person" ? found.plan.person : found.address;
    const given = { care_plan: found.caution };
    const choices = [["review_care_plan", t("Still right…"), (incident) => begun(incident, found)], ["expire_care_plan", t("End it…"), () => ({})]];
    bar.append(...choices.filter(([verb]) => may(verb)).map(([verb, says, values]) => {
      const button = make("button", says, { type: "button", "aria-label": `${says} ${whose}`, "data-key": `${verb}-${found.caution}` });
      button.addEventListener("click", () => { const incident = job(); if (incident) ask(verb, incident, given, values(incident)); });
      return button;
    }));
    return bar;
  }

  /** Return what an action that was refused may be changed by, as the list of what was tapped offers it; null for others. */
  function amend(item, incident, change) {
    if (!ASKED[item.verb] || !incident) return null;
    const { address, lat, lon, care_plan: plan } = item.fields;
    const given = plan ? { care_plan: plan } : { address, lat, lon };
    return { label: t("Change it"), press: () => ask(item.verb, incident, given, item.fields, { change }) };
  }
  return { add, moves, amend };
}
