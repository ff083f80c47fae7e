/** The tables of a roster: members with what they are certified for, stations, vehicles, templates, minimums, scope. */
import { make } from "../bind.js";
import { typeWords } from "../calltypes.js";
import { kindWords, words } from "../words.js";
import * as asks from "./asks.js";
import { ruled } from "./rules.js";
import { expiry } from "./weekmath.js";

const $ = (id) => document.getElementById(id);

function button(says, about, act) {
  const made = make("button", says, { type: "button", "aria-label": `${says}: ${about}` });
  made.addEventListener("click", act);
  return made;
}

function row(head, cells, buttons = []) {
  const line = make("tr");
  line.append(make("th", head, { scope: "row" }), ...cells.map((cell) => (cell instanceof Node ? cell : make("td", cell))));
  const last = make("td", "", { class: "duty" });
  last.append(...buttons);
  line.append(last);
  return line;
}

/** Return a member's certificates as a list; one that runs out says so in words. */
function held(one, known, may, send) {
  const cell = make("td");
  const list = make("ul", "", { class: "held" });
  for (const each of one.certifications) {
    const { says, warns } = expiry(each.expires_on, known.today, known.warnDays);
    const name = `${asks.CERTIFICATES[each.kind]}${each.language ? ` ${each.language}` : ""}`;
    const item = make("li", "", { class: warns ? "warns" : undefined });
    item.append(make("span", `${warns ? "▲ " : ""}${name}${each.number ? ` (${each.number})` : ""}, ${says}`));
    if (may) item.append(button("Revoke", `${name} of ${one.name}`, () => asks.revoke(one, each, send)));
    list.append(item);
  }
  cell.append(list);
  return cell;
}

export function drawMembers(known, { may, send }) {
  const words_ = $("member-words").value.trim().toLowerCase();
  const warned = $("member-warned").checked;
  const all = Object.values(known.people).filter((one) => one.is_active || $("member-left").checked);
  const runsOut = (one) => one.certifications.some((each) => expiry(each.expires_on, known.today, known.warnDays).warns);
  const wanted = all.filter((one) => (!words_ || `${one.name} ${one.username} ${one.unit}`.toLowerCase().includes(words_)) && (!warned || runsOut(one)));
  const shown = wanted.slice(0, 300);
  $("members").replaceChildren(...shown.map((one) => row(one.name, [
    make("td", one.username, { class: "mono" }), one.is_active ? words(one.role) : "left", make("td", one.unit ?? "", { class: "mono" }), one.languages.join(", "), held(one, known, may, send),
  ], may ? (one.is_active
    ? [button("Edit", one.name, () => asks.editMember(known, one, send)), button("Certify", one.name, () => asks.certify(one, send)), button("End", one.name, () => asks.deactivate(one, send))]
    : [button("Take back", one.name, () => send("update_member", { member: one.username, active: true }).catch(() => {}))]) : [])));
  const soon = all.filter(runsOut).length;
  $("member-count").textContent = `${all.length}${soon ? `, ${soon} with a certificate that runs out or has` : ""}${wanted.length > shown.length ? `; the first ${shown.length} shown` : ""}`;
}

export function drawPlaces(known, { may, send }) {
  const { stations, vehicles, templates, minimums, scope } = known.roster;
  const edit = (about, act) => (may ? [button("Edit", about, act)] : []);
  $("stations").replaceChildren(...Object.values(stations).map((one) => row(one.station, [one.address, one.area || "–"], edit(one.station, () => asks.saveStation(known, one, send)))));
  $("vehicles").replaceChildren(...Object.values(vehicles).map((one) => row(one.vehicle, [one.what, one.station, one.out_of_service ? `out of service: ${one.out_of_service}` : "in service"], edit(one.vehicle, () => asks.saveVehicle(known, one, send)))));
  $("templates").replaceChildren(...Object.values(templates).map((one) => row(one.template, [make("td", one.unit, { class: "mono" }), one.crew.map((name) => known.people[name]?.name ?? name).join(", "), `${one.start}–${one.end}`, ruled(one.rule)],
    may ? [button("Plan", one.template, () => asks.planShifts(known, one, known.last, send)), button("Edit", one.template, () => asks.saveTemplate(known, one, send))] : [])));
  $("minimums").replaceChildren(...minimums.map((one) => row(kindWords(one.kind), [one.area || "anywhere", one.hours, one.days || "every day", String(one.units)], edit(`${kindWords(one.kind)} ${one.hours}`, () => asks.setMinimum(known, one, send)))));
  const contract = [scope.contract_from ? `from ${scope.contract_from}` : "", scope.contract_until ? `until ${scope.contract_until}` : ""].filter(Boolean).join(" ");
  const facts = [["Areas", scope.serves.join(", ") || "the whole city"], ["Types of call", scope.call_types.map((code) => typeWords(code, words(code))).join(", ") || "all"], ["Hours", scope.hours], ["Contract", contract || "no end"]];
  $("scope").replaceChildren(...facts.flatMap(([name, value]) => [make("dt", name), make("dd", value)]));
}
