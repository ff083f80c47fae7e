/** Running what a line, a key or the palette meant: one command or several, each reported; the next best after a refusal. */
import { get } from "../api.js";
import { ofVerb } from "../actions/registry.js";
import { tail } from "../words.js";

/** Return {run, begin, refused, done, assignNth}. `lists.selected` is the incident that is meant when none is named. */
export function sending({ store, lists, units, next, say, line, doings }) {
  let together = false; // while several are sent, one sentence at the end tells of all

  /** Do what was understood. Throws when nothing of it was done, so that the line keeps what was typed. */
  async function run(understood) {
    if (understood.asks) return doings().askFor(understood.asks.action, understood.asks.fields).catch(() => {});
    if (understood.commands) return several(understood.commands);
    if (understood.act) return doings().acts[understood.act](understood.fields);
    const action = ofVerb(understood.verb);
    const more = (action.also ?? []).filter((entry) => !entry.endsWith("?"));
    if (more.length) return doings().askFor(action, { ...understood.fields, ...(understood.dropped ?? {}) }).catch(() => {});
    return doings().act(understood.verb, role(understood));
  }

  /** Send one after the other, so that the first becomes the primary; one that is refused keeps no other back. */
  async function several(commands) {
    const refusals = [];
    together = true;
    for (const each of commands) {
      try { await doings().act(each.verb, role(each)); } catch (problem) { refusals.push([each.fields.unit, problem.message]); }
    }
    together = false;
    if (!refusals.length) return say("good", `${commands.length} done: ${commands.map(({ fields }) => fields.unit).join(", ")}.`);
    say("danger", `${commands.length - refusals.length} of ${commands.length} done. ${refusals.map(([unit, why]) => `${unit}: ${why}`).join(" ")}`);
    if (refusals.length === commands.length) throw new Error("nothing was done");
    return undefined;
  }

  /** As primary, or as backup when there is a primary. */
  function role({ verb, fields }) {
    if (verb !== "assign_unit") return fields;
    const card = store.cards.incidents[fields.incident];
    return { role: card?.assignments.some((a) => a.open && a.role === "primary") ? "backup" : "primary", ...fields };
  }

  /** Begin an action from its key or its name: done at once when nothing is missing, else asked for. */
  function begin(action) {
    if (action.act && action.act !== "flag" && !action.takes.length) return doings().acts[action.act]({});
    const fields = implied(action);
    if (fields.error) return say("danger", fields.error);
    if (action.act) return doings().acts[action.act](fields);
    return doings().askFor(action, fields, { selectedUnit: units.selected }).catch(() => {});
  }

  /** What the selected rows already say of an action's fields. */
  function implied({ takes, label, id }) {
    const [number, sign] = [lists.selected, units.selected];
    const wants = (...names) => takes.some((each) => names.includes(each));
    const fields = {};
    if (wants("incident")) {
      if (!number) return { error: `${label}: select an incident first (j, k).` };
      fields.incident = number;
    }
    if (wants("unit", "units") && sign) fields.unit = sign;
    if (wants("job", "jobs")) {
      const on = (unit) => store.cards.units[unit]?.assignment?.incident;
      const here = Object.values(store.cards.units).filter((unit) => unit.assignment && unit.assignment.incident === number);
      const one = sign && on(sign) ? sign : here.length === 1 ? here[0].call_sign : null;
      if (one) Object.assign(fields, { unit: one, incident: on(one) });
      else if (!Object.values(store.cards.units).some((unit) => unit.assignment)) return { error: `${label}: no unit is on a job.` };
    }
    if (id === "acknowledge_alert") {
      const first = (store.cards.incidents[number].alerts ?? []).filter((alert) => !alert.acknowledged).at(-1);
      if (!first) return { error: `${number} has no alert to acknowledge.` };
      fields.alert = first.alert;
    }
    return fields;
  }

  /** After a refusal: who has it stands in the sentence; the next best is one Enter away (U20). */
  async function refused(verb, fields, problem) {
    if (together || verb !== "assign_unit" || !["refused.unit_taken", "refused.unavailable", "refused.off_duty"].includes(problem.code)) return;
    const typed = line().input.value;
    const { units: offers } = await get(`/api/incidents/${fields.incident}/recommendation/`).catch(() => ({ units: [] }));
    const best = offers.find(({ unit }) => unit !== fields.unit);
    if (!best) { say("danger", `${problem.message} Nobody else of the kinds asked for is free.`); return; }
    const away = best.eta_s ? `, ${Math.max(1, Math.round(best.eta_s / 60))} min` : "";
    say("danger", `${problem.message} Next: ${best.unit}${away}: Enter sends it.`);
    const kept = line().input.value || typed;
    next.put({ kind: "next", label: `Send ${best.unit} to ${tail(fields.incident)}`, line: kept || null, does: () => doings().act("assign_unit", role({ verb, fields: { incident: fields.incident, unit: best.unit } })).catch(() => {}) });
  }

  /** After it was saved: what can be undone is offered for 10 s (U21). */
  function done(verb, event) {
    if (next.offer) next.drop();
    const able = store.snapshot.verbs.includes("undo") && event.seq && (ofVerb(verb)?.undo ?? false);
    if (able) next.undo("Undo (z)", () => doings().act("undo", { seq: event.seq }).catch(() => {}));
  }

  return { run, begin, refused, done };
}
