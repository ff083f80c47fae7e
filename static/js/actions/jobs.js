/** What can be done with units: sent, reported, taken back, put on and off duty. A table; `registry.js` says how it is read. */
const radio = { source: "radio" };
const step = (id, word, more, key, state, also) => ({
  id, verb: id, group: "Unit on a job", label: `Unit is ${state}`, key, line: { words: [word, ...more], example: `${word} 6A15` },
  takes: ["jobs"], also, with: radio, says: `{unit} ${state} on {incident}`, undo: true,
});

export const JOBS = [
  { id: "send_first", verb: "assign_unit", act: "sendFirst", group: "Send", label: "Send the first recommended unit", key: "d", keys: ["Enter"], line: { words: ["DF", "FIRST"], example: "DF 123" }, takes: ["incident"], says: "Send the first recommended unit to {incident}" },
  { id: "send_nth", verb: "assign_unit", act: "sendNth", group: "Send", label: "Send the recommended unit of that number", key: "1", keys: [..."23456789"], shows: "1 … 9", line: { words: ["DN", "PICK"], example: "DN 2" }, takes: ["n"], says: "Send recommended unit {n} to the selected incident" },
  { id: "assign_unit", verb: "assign_unit", group: "Send", label: "Send units to an incident", key: "u g", line: { words: ["D", "SEND", "DISPATCH"], example: "D 6A15 6A20 123" }, takes: ["units", "incident", "reason?"], says: "Send {unit} to {incident}" },
  { id: "queue_unit", verb: "queue_unit", group: "Send", label: "Queue an incident for a busy unit", key: "u q", line: { words: ["Q", "QUEUE"], example: "Q 6A15 123" }, takes: ["units", "incident", "reason?"], says: "Queue {incident} for {unit}" },
  { id: "preempt_unit", verb: "preempt_unit", group: "Send", label: "Divert a unit from its job to this incident", key: "u p", line: { words: ["P", "DIVERT", "PREEMPT"], example: "P 6A15 123 shots fired" }, takes: ["unit", "incident", "reason"], marked: true, says: "Take {unit} off its job and send it to {incident}: {reason}" },
  { id: "exchange_units", verb: "exchange_units", group: "Send", label: "Exchange two units", key: "u x", line: { words: ["EX", "EXCHANGE", "SWAP"], example: "EX 6A15 6A20" }, takes: ["job", "otherunit"], says: "{unit} on {incident} changes places with {other}" },
  { id: "request_backup", verb: "request_backup", group: "Send", label: "Ask for backup", key: "b", line: { words: ["BK", "BACKUP"], example: "BK 123 crowd gathers" }, takes: ["incident", "reason"], also: ["kind?", "also_unit?"], says: "Backup for {incident}: {reason}" },
  step("acknowledge", "A", ["ACK"], "u a", "acknowledged"),
  step("mark_en_route", "E", ["ENR", "ENROUTE"], "u e", "en route"),
  step("mark_staged", "S", ["STAGED"], "u s", "staged"),
  step("mark_on_scene", "O", ["ONS", "ONSCENE"], "u o", "on scene", ["though_held?"]),
  step("mark_transporting", "T", ["TRANSPORT"], "u t", "transporting", ["though_held?"]),
  { id: "clear_unit", verb: "clear_unit", group: "Unit on a job", label: "Clear a unit", key: "u c", line: { words: ["C", "CLEAR"], example: "C 6A15 resolved" }, takes: ["jobs", "disposition"], with: radio, list: "Clear with one of", says: "Clear {unit} from {incident}: {disposition}" },
  { id: "decline", verb: "decline", group: "Unit on a job", label: "A unit declines its job", key: "u d", line: { words: ["DEC", "DECLINE"], example: "DEC UM61 needs two" }, takes: ["job", "reason"], with: radio, says: "{unit} declines {incident}: {reason}" },
  { id: "cancel_assignment", verb: "cancel_assignment", group: "Unit on a job", label: "Recall a unit", key: "u r", line: { words: ["R", "RECALL"], example: "R 6A15 caller cancelled" }, takes: ["job", "reason"], marked: true, says: "Recall {unit} from {incident}: {reason}" },
  { id: "correct_time", verb: "correct_time", group: "Unit on a job", label: "Correct a time", key: "u k", line: { words: ["CT", "CORRECT"], example: "CT 6A15 on_scene 14:05 heard late" }, takes: ["job", "state", "at", "reason"], says: "{unit} on {incident} was {state} at {at}: {reason}" },
  { id: "check_in", verb: "check_in", group: "Unit on a job", label: "Unit is well (status check)", key: "u w", line: { words: ["OKAY", "CHECK"], example: "OKAY 6A15" }, takes: ["jobs"], with: radio, says: "{unit} on {incident} is well" },
  { id: "press_emergency", verb: "press_emergency", group: "Unit on a job", label: "Unit has an emergency", key: "u !", line: { words: ["EMERGENCY", "1099"], example: "EMERGENCY 6A15" }, takes: ["unit"], with: radio, marked: true, says: "EMERGENCY of {unit}" },
  { id: "acknowledge_emergency", verb: "acknowledge_emergency", group: "Unit on a job", label: "Acknowledge a unit's emergency", key: "u y", line: { words: ["AE"], example: "AE 6A15" }, takes: ["unit"], says: "Acknowledge the emergency of {unit}" },
  { id: "end_emergency", verb: "end_emergency", group: "Unit on a job", label: "End a unit's emergency", key: "u z", line: { words: ["EE"], example: "EE 6A15 safe spoke to the officer" }, takes: ["unit", "how_ended", "words"], marked: true, says: "The emergency of {unit} is over" },
  { id: "sign_on", verb: "sign_on", group: "Duty", label: "Sign a unit on", key: "u n", line: { words: ["ON"], example: "ON 6A15" }, takes: ["units"], says: "Sign {unit} on" },
  { id: "sign_off", verb: "sign_off", group: "Duty", label: "Sign a unit off", key: "u f", line: { words: ["OFF"], example: "OFF 6A15" }, takes: ["units"], says: "Sign {unit} off" },
  { id: "available", verb: "set_unit_status", group: "Duty", label: "Unit is available", key: "u v", line: { words: ["AV", "AVAILABLE"], example: "AV 6A15" }, takes: ["units"], with: { status: "available" }, undo: true, says: "{unit} is available" },
  { id: "unavailable", verb: "set_unit_status", group: "Duty", label: "Unit is unavailable", key: "u u", line: { words: ["UN", "BUSY"], example: "UN 6A15 at the jail" }, takes: ["unit", "reason?"], with: { status: "unavailable" }, undo: true, says: "{unit} is unavailable" },
];
