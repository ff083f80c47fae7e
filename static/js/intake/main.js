/** The call-taker's page: typed once, assessed while typing, on the board as soon as there is a place and a line. */
import { get } from "../api.js";
import { make } from "../bind.js";
import { showLine } from "../board/acting.js";
import { Callbacks } from "../callbacks.js";
import { config } from "../config.js";
import { calledBack } from "../drafting.js";
import { askForReview } from "../flag.js";
import { SAYS } from "../link.js";
import { now, setClock } from "../page.js";
import { Ringing, toIntake } from "../ringing.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { Assessing } from "./assessing.js";
import { somethingTyped } from "./call.js";
import { Conversation } from "./conversation.js";
import { Drafts } from "./drafts.js";
import { LeftBehind } from "./left.js";
import { Nearby } from "./nearby.js";
import { Place } from "./place.js";
import { Questions } from "./questions.js";
import { Rung } from "./rung.js";
import { Sending, safely } from "./sending.js";
import { fill, form, putCaret, typed } from "./sheet.js";
import { Silent } from "./silent.js";
import { offerTypes } from "./types.js";

const $ = (id) => document.getElementById(id);
const me = config().me.username;
const store = new Store();
const line = new Line(store);
const send = (verb, fields) => line.send(verb, fields);

const questions = new Questions($("questions"), typedSomething);
const assessing = new Assessing(questions);
const rung = new Rung(store, { changed: typedSomething });
const conversation = new Conversation(store, { send, line: () => rung, copy: intoNarrative });
const silent = new Silent(questions, form.elements.silent_mode, { changed: typedSomething, leave: () => (typed().address ? form.elements.narrative : form.elements.address).focus() });
const drafts = new Drafts({ more: () => ({ answers: questions.answers, ringing: rung.ref, reply: $("reply").value }), restore });
const sending = new Sending({
  answers: () => questions.answers,
  extra: () => ({ draft: drafts.ref, ...(rung.ref && !rung.card?.call && { ringing: rung.ref }) }),
  taken: onTheBoard,
});
const place = new Place(form, $("place-candidates"));
const nearby = new Nearby(form, $("nearby"), { number: () => sending.saved?.number ?? "", attach: attachTo });
const inUse = () => Boolean(sending.saved || rung.ref || somethingTyped(typed()));
const ringing = new Ringing($("ringing"), { store, send, me, now, onAnswered: takeUp, current: () => rung.ref, inUse });
new Callbacks($("callbacks"), { store, send, now, onEmergency: async (task) => { await put(); await calledBack(task); } });

// --- typing --------------------------------------------------------------------------------------------
function typedSomething() {
  assessing.soon();
  if (sending.saved) sending.soon();
  else drafts.soon();
}

function intoNarrative(words) {
  const box = form.elements.narrative;
  box.value += `${box.value && !box.value.endsWith("\n") ? "\n" : ""}${words}`;
  typedSomething();
}

function restore({ fields, caret }) {
  fill(fields);
  $("reply").value = fields.reply ?? "";
  questions.restore(fields.answers ?? {});
  if (fields.ringing) rung.resume(fields.ringing);
  silent.show();
  place.show();
  nearby.look();
  putCaret(caret);
  conversation.draw();
  assessing.now();
}

// --- lines ---------------------------------------------------------------------------------------------
/** Take an answered line into this form; a form in use is saved and left first, and one left before comes with its draft. */
async function takeUp(card, { inUse: leave }) {
  if (leave) { await put(); toIntake(card); return; }
  const typing = somethingTyped(typed()); // somebody who types already is not moved
  attach(card);
  if (!typing) (card.call ? $("reply") : form.elements.address).focus();
}

/** Tie this form to a line; what is known of it fills what is empty. */
function attach(card) {
  rung.take(card);
  if (card.call) $("number").replaceChildren(card.medium === "voice" ? "This line is about " : "This conversation is about ", make("a", card.incident, { href: `/incidents/${card.incident}/` }), ". What you put on the board here is another call.");
  if (card.call) history.replaceState(null, "", "/intake/");
  conversation.draw();
}

async function planCallback() {
  const of = sending.saved ? { call: sending.saved.call } : rung.ref ? { ringing: rung.ref } : null;
  if (!of) { ringing.say("There is no call here yet to call back."); return; }
  try {
    await send("plan_callback", of);
    ringing.say("The call-back is on the list.");
  } catch (problem) {
    ringing.say(problem.message);
  }
}

// --- sending -------------------------------------------------------------------------------------------
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (sending.saved) sending.update();
  else sending.take();
});

function onTheBoard({ number }) {
  drafts.over();
  history.replaceState(null, "", "/intake/"); // a reload begins anew, not with this line
  $("number").replaceChildren(make("a", number, { href: `/incidents/${number}/` }), " is on the board. Go on typing: every change is saved.");
  $("call-title").textContent = `Call for ${number}`;
  $("flag").hidden = !config().verbs.includes("flag_bias");
}

/** Make this call a supplement of an open incident: the caller's own words go along. */
async function attachTo(incident) {
  const left = sending.saved?.number;
  if (!(await sending.attach(incident)) || !left) return;
  $("number").replaceChildren(make("a", incident, { href: `/incidents/${incident}/` }), " has this call now. ");
  $("call-title").textContent = `Call for ${incident}`;
  leftBehind.offer(left, incident);
}

const leftBehind = new LeftBehind($("left-behind"));

/** Save what stands in the form, wherever it belongs. */
const put = () => (sending.saved ? sending.update() : drafts.keep());

async function another() {
  await put();
  location.assign("/intake/");
}

/** Ask for a review of this call. What was typed last is saved first: the flag freezes what the server has. */
async function flag() {
  if ($("flag").hidden || $("flag-dialog").open) return;
  const { call, number } = sending.saved;
  const ask = async (fields) => { await sending.update(); await safely("flag_bias", { ...fields, call }); };
  if (await askForReview({ incident: number, suggestion: assessing.suggestion, send: ask })) $("flagged").textContent = "Recorded. A supervisor reviews it; nothing about the response changes.";
}

// --- keys ----------------------------------------------------------------------------------------------
const KEYS = {
  KeyB: flag, KeyJ: () => leftBehind.close(), KeyC: () => conversation.copyChosen(), KeyK: planCallback, KeyL: () => rung.useLocation(), KeyN: another,
  KeyS: () => silent.toggle(), KeyT: () => conversation.open && $("reply").focus(),
  ArrowUp: () => conversation.choose(-1), ArrowDown: () => conversation.choose(1),
};
const answerNth = (nth) => (form.elements.silent_mode.checked ? silent : questions).answerNth(nth);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); return; }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const nth = event.code.startsWith("Digit") && (() => answerNth(Number(event.code.slice(5))));
  const act = nth || KEYS[event.code];
  if (!act) return;
  event.preventDefault();
  act();
});
form.addEventListener("input", typedSomething);
$("reply").addEventListener("input", () => { if (!sending.saved) drafts.soon(); });
form.addEventListener("focusout", () => { if (sending.saved) sending.update(); });
for (const [id, act] of [["another", another], ["flag", flag], ["plan-callback", planCallback]]) $(id).addEventListener("click", act);

// --- the start -----------------------------------------------------------------------------------------
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, SAYS);
const following = line.start();
const { questions: asked, call_types: types } = await get("/api/triage/protocol/");
questions.start(asked);
offerTypes($("call_type"), types, store);
// The page may answer late, and a taker does not wait for it: the hand is never moved, and what was typed counts.
if (document.activeElement === document.body) form.elements.address.focus();
silent.show();
if (somethingTyped(typed())) { typedSomething(); nearby.look(); }
const given = new URLSearchParams(location.search);
await following.catch(() => {});
const rang = store.cards.ringing?.[given.get("ringing")];
if (rang && rang.claimed_by === me) attach(rang);
drafts.offer({ ringing: rang?.call ? null : rang?.ringing, id: given.get("draft") }).catch(() => {});
