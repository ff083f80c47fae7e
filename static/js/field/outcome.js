/** What came of a contact: for crisis and outreach teams, read by them and the floor. The lists are the server's. */
import { make } from "../bind.js";
import { t } from "../i18n.js";
import { words } from "../words.js";

const $ = (id) => document.getElementById(id);
const MANY = ["needs", "offered", "accepted"];
const ONE = ["contact", "transport", "hold", "police", "follow_up"];
const CODES = { de_escalation: "calming the situation", food_water_clothing: "food, water or clothing", 5150: "5150: adult held 72 h", 5585: "5585: minor held 72 h" };
const called = (code) => t(CODES[code] ?? words(code));

/** Mount the form over `lists` (field -> codes); return `draw(there)`: shown while the team is with somebody. */
export function mountOutcome({ act, job, unit, lists }) {
  const form = $("outcome");
  for (const name of ONE) $(`outcome-${name}`).append(...lists[name].map((code) => make("option", called(code), { value: code })));
  for (const name of MANY) $(`outcome-${name}`).append(...lists[name].map((code) => tick(name, code)));
  $("outcome-offered").addEventListener("change", offered);
  const met = () => { $("outcome-met").hidden = ["not_found", "gone"].includes($("outcome-contact").value); };
  $("outcome-contact").addEventListener("change", met);
  offered();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const incident = job();
    if (!incident) return;
    await act("record_contact_outcome", { incident: incident.number, unit, ...filled() }, { says: t("Outcome of the contact, %(incident)s", { incident: incident.number }) });
    form.reset();
    met();
    offered();
    form.closest("details").open = false;
  });

  /** Only what was offered can have been accepted. */
  function offered() {
    const some = new Set(new FormData(form).getAll("offered"));
    $("outcome-accepted").hidden = !some.size;
    for (const box of form.querySelectorAll('input[name="accepted"]')) {
      box.parentElement.hidden = !some.has(box.value);
      if (!some.has(box.value)) box.checked = false;
    }
  }

  function filled() {
    const all = new FormData(form);
    const alone = $("outcome-met").hidden;
    const some = Object.fromEntries(MANY.map((name) => [name, alone ? [] : all.getAll(name)]));
    const one = Object.fromEntries(ONE.map((name) => [name, alone && ["transport", "hold"].includes(name) ? "none" : all.get(name)]));
    return { ...some, ...one, words: all.get("words") };
  }
  return { draw: (there) => { $("outcome-box").hidden = !there; } };
}

function tick(name, code) {
  const label = make("label", "", { class: "tick" });
  label.append(make("input", "", { type: "checkbox", name, value: code }), make("span", called(code)));
  return label;
}
