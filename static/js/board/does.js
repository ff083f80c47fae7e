/** What the screen's own actions do, by the names the registry gives them. Nothing here changes the record by itself. */
import { prefer, preference } from "../preferences.js";
import { nextGrouping } from "./grouping.js";

const $ = (id) => document.getElementById(id);
const DENSITIES = ["roomy", "middle", "dense"];

/** Return act -> function(fields). `at`: the lists and panels of the board. */
export function screen({ lists, units, inbox, detail, line, palette, keymap, next, assignNth, flag, say, desk }) {
  const go = (where) => () => location.assign(where);
  return {
    next: () => lists.step(1), previous: () => lists.step(-1), nextUnit: () => units.step(1), previousUnit: () => units.step(-1),
    goWaiting: () => lists.focus("waiting"), goActive: () => lists.focus("active"), goUnits: () => { $("units").focus({ preventScroll: true }); if (!units.selected) units.step(0); },
    goInbox: () => inbox.focus(), goDetail: () => $("detail").focus({ preventScroll: true }),
    showIncident: ({ incident }) => lists.select(incident), showUnit: ({ unit }) => units.show(unit ?? units.selected),
    showBackup: ({ incident }) => { lists.select(incident); $("detail").querySelector(".offer button")?.scrollIntoView({ block: "nearest" }); },
    openRecord: ({ incident }) => incident && location.assign(`/incidents/${incident}/`),
    newCall: go("/intake/"), goMap: go("/map/"), goSearch: go("/search/"),
    commandLine: () => line.focus(), palette: () => palette.open(), help: () => keymap.open(),
    freeze: () => $("hold-order").click(), putInOrder: () => { lists.refresh(lists.cards, { force: true }); units.refresh(units.cards, [], true); say("", "The lists are in order."); },
    groupUnits: () => { const by = nextGrouping(units.by); $("unit-group").value = by; group(units, by); say("", `Units by ${by}.`); },
    filterUnits: () => { const box = $("unit-filter"); box.selectedIndex = (box.selectedIndex + 1) % box.options.length; box.dispatchEvent(new Event("change")); say("", `Units: ${box.selectedOptions[0].textContent}.`); },
    density: () => { const to = DENSITIES[(DENSITIES.indexOf(document.body.dataset.density) + 1) % DENSITIES.length]; dense(to); prefer("density", to).catch(() => {}); say("", `Density: ${to}.`); },
    theme: () => $("theme").click(),
    mapWindow: () => desk.open("map"), recordWindow: () => desk.open("incident"), wallWindow: () => desk.open("wall"),
    layoutSingle: () => desk.arrange("single"), layoutMap: () => desk.arrange("map_right"), layoutRecord: () => desk.arrange("record_right"), layoutAll: () => desk.arrange("all"),
    lock: () => dispatchEvent(new Event("lock-desk")), stay: () => dispatchEvent(new Event("stay-signed-in")),
    undo: () => { if (!next.press("undo")) say("", "There is nothing to undo: it is offered for 10 s after a close, a note, a status or a merge."); },
    sendFirst: ({ incident } = {}) => assignNth(1, incident), sendNth: ({ n }) => assignNth(n), flag: ({ incident }) => flag(incident),
  };
}

export function group(units, by) {
  units.group(by);
  prefer("grouping", by).catch(() => {});
}

export function dense(to) { document.body.dataset.density = to; }

/** Put what this person chose for the lists in force. */
export function restore(units) {
  dense(preference("density", "middle"));
  units.by = preference("grouping", "status");
  $("unit-group").value = units.by;
}
