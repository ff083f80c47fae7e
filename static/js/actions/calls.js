/** What can be done with calls, messages and alarms. A table; `registry.js` says how it is read. */
const CALLS = [
  { id: "claim_call", verb: "claim_call", label: "Answer the call that rings longest", key: "l c", line: { words: ["CLAIM", "ANSWER"], example: "CLAIM" }, takes: ["ringing"], says: "Answer {ringing}" },
  { id: "end_ringing", verb: "end_ringing", label: "End a ringing call", key: "l x", line: { words: ["ER"], example: "ER hung_up" }, takes: ["ringing", "how"], says: "{ringing} ended: {how}" },
  { id: "plan_callback", verb: "plan_callback", label: "Plan a call-back", key: "l b", line: { words: ["CB", "CALLBACK"], example: "CB 123 14:30" }, takes: ["incident", "call", "due_at?"], drops: ["incident"], says: "Call back about {incident}" },
  { id: "record_callback", verb: "record_callback", label: "Say what came of a call-back", key: "l r", line: { words: ["CBR"], example: "CBR reached_no_emergency" }, takes: ["callback", "callback_outcome"], also: ["again_at?", "no_more?", "note?"], says: "Call-back {callback}: {outcome}" },
  { id: "post_text", verb: "post_text", label: "Text the caller", key: "l w", line: { words: ["TXT", "TEXT"], example: "TXT 123 are you safe to talk?" }, takes: ["incident", "call", "message"], drops: ["incident"], says: "Text to the caller of {incident}: {text}" },
  { id: "transfer_call", verb: "transfer_call", label: "Transfer a call to another line", key: "l t", line: { words: ["XF", "TRANSFER"], example: "XF 123 988 caller agrees" }, takes: ["incident", "call", "target", "reason?"], asks: ["call", "target", "reason?"], says: "Transfer the call of {incident} to {to}" },
  { id: "end_transfer", verb: "end_transfer", label: "Say how far a transfer is", key: "l e", line: { words: ["XE"], example: "XE completed" }, takes: ["transfer", "transfer_state", "outcome_words?"], carries: ["incident"], says: "The transfer of {incident} is {state}" },
  { id: "record_interpreter", verb: "record_interpreter", label: "Interpreter on a call", key: "l i", line: { words: ["INT", "INTERPRETER"], example: "INT 123 es requested" }, takes: ["incident", "call", "language", "interpreter"], says: "Interpreter for {language} on {incident}: {state}" },
].map((action) => ({ group: "Calls", ...action }));

const MESSAGES = [
  { id: "post_message", verb: "post_message", label: "Message to a unit, an agency or a desk", key: "m m", line: { words: ["M", "MSG"], example: "M 6A15 call the desk" }, takes: ["to", "message"], with: { kind: "message" }, says: "To {to}: {text}" },
  { id: "post_bolo", verb: "post_message", label: "Be on the look-out (BOLO)", key: "m b", line: { words: ["BOLO"], example: "BOLO Hollywood / white van, plate 8ABC123" }, takes: ["area", "message"], also: ["until?"], with: { kind: "bolo", to: { agency: "ALL" } }, says: "BOLO in {area}: {text}" },
  { id: "acknowledge_message", verb: "acknowledge_message", label: "Acknowledge a message", key: "m a", line: { words: ["AM"], example: "AM" }, takes: ["heard"], says: "Acknowledge message {message}" },
  { id: "acknowledge_alarm", verb: "acknowledge_alarm", label: "Acknowledge the first alarm", key: "m k", line: { words: ["AA", "ALARM"], example: "AA" }, takes: ["alarm"], says: "Acknowledge {alarm}" },
].map((action) => ({ group: "Messages and alarms", ...action }));

export const CALLS_AND_MESSAGES = [...CALLS, ...MESSAGES];
