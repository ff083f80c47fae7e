/** What comes first of the selected incident: how urgent, who goes, what is dangerous, where, what was said. */
import { typeWords } from "../../calltypes.js";
import { clock } from "../../clocktime.js";
import { make, showText } from "../../bind.js";
import { DETERMINATIONS, doorWords, LEVELS, sendWords, words } from "../../words.js";

/** Return the chips that say how it stands. */
export function headline(card) {
  const line = make("div", "", { class: "headline" });
  const overridden = card.override?.state === "in_force";
  line.append(
    make("span", card.priority, { class: "chip priority", "data-priority": card.priority }),
    make("b", card.number, { class: "mono" }),
    make("span", words(card.status), { class: "chip" }),
    ...(card.call_type ? [make("span", typeWords(card.call_type, card.call_type_text), { class: "chip type" })] : []),
    make("span", DETERMINATIONS[card.determination] ?? "", { class: "chip", "data-tone": card.determination === "criminal" ? "accent" : "good" }),
    make("span", LEVELS[card.level] ?? "", { class: "chip", "data-tone": card.level === 4 ? "danger" : card.level === 3 ? "warn" : "" }),
    make("span", `Send: ${sendWords(card.response)}${overridden ? " (override)" : ""}`, { class: "chip", "data-tone": card.unarmed_alone_is_safe ? "good" : "violet" }),
  );
  return line;
}

export function hazards(card) {
  return card.hazards.map((text) => make("p", `▲ ${text}`, { class: "hazard" }));
}

/** Say that unarmed units wait, since when and why; or that the scene was reported clear, by whom. */
export function staging({ staging: hold }) {
  if (!hold) return [];
  const line = make("p", "", { class: "staging", "data-stands": hold.stands });
  const text = make("span");
  if (hold.stands) {
    line.append(make("b", "▲ Staging hold: "), text, ` Unarmed units wait nearby until the police report the scene clear. Since ${clock(hold.at)}, ${hold.by || "by rule"}.`);
    showText(text, `${hold.why}.`);
  } else {
    line.append(make("b", "✓ Scene clear: "), text, ` ${[hold.cleared_unit, hold.cleared_by].filter(Boolean).join(", ")}, ${clock(hold.cleared_at)}.`);
    showText(text, `${hold.words}.`);
  }
  return [line];
}

/** Say who else looks at it or works on it. */
export function others(looks, me) {
  const named = looks.filter((one) => one.by !== me).map((one) => `${one.name} (${words(one.role)}${one.working ? ", working on it" : ""})`);
  return named.length ? [make("p", `Also here: ${named.join(", ")}`, { class: "quiet" })] : [];
}

export function narrative(card) {
  const box = make("div");
  const place = make("p", "", {});
  place.append(make("b", card.place.address), make("span", ` ${whereabouts(card.place)}`, { class: "quiet" }));
  const text = make("div", "", { class: "narrative" });
  showText(text, card.narrative || "No narrative yet.");
  box.append(place, text);
  return box;
}

/** Return what else is known of a place: where inside it, near what, how sure. */
function whereabouts(place) {
  const unsure = place.lat !== null && place.uncertainty_m ? `within ${place.uncertainty_m} m` : "";
  return [doorWords(place.apartment), place.gate && `gate ${place.gate}`, place.cross_street && `near ${place.cross_street}`, place.area ? `${place.area} area` : "area not known", unsure, place.verified ? "" : "address not verified"].filter(Boolean).join(" · ");
}
