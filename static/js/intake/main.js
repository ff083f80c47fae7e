/** The call-taker's page: typed once, assessed while typing, on the board as soon as there is a place and a line. */
import { ask, command, get, UNKNOWN } from "../api.js";
import { now } from "../page.js";
import { make } from "../bind.js";
import { config } from "../config.js";
import { askForReview } from "../flag.js";
import { changes, FIELDS, problems, taken } from "./call.js";
import { Nearby } from "./nearby.js";
import { Place } from "./place.js";
import { Questions } from "./questions.js";
import { draw } from "./verdict.js";

const $ = (id) => document.getElementById(id);
const form = $("call");
const questions = new Questions($("questions"), typedSomething);
let draft = crypto.randomUUID();
let saved = null; // {call, number, typed, answers}: what the server has of the call, once it is on the board
let [assessing, assessTimer, draftTimer, updateTimer, sending] = [null, null, null, null, Promise.resolve()];

const place = new Place(form, $("place-candidates"));
const nearby = new Nearby(form, $("nearby"), { number: () => saved?.number ?? "", attach });
let suggestion = null; // what the newest assessment noticed; shown, never acted upon

const typed = () => Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
const time = () => new Date(now()).toISOString().slice(11, 19);

// --- assessing while typing ----------------------------------------------------------------------------
function typedSomething() {
  clearTimeout(assessTimer);
  assessTimer = setTimeout(assess, 150);
  if (saved) { mark("pending", "Not saved yet"); clearTimeout(updateTimer); updateTimer = setTimeout(update, 3000); }
  else { clearTimeout(draftTimer); draftTimer = setTimeout(keepDraft, 1000); }
}

async function assess() {
  assessing?.abort();
  const mine = (assessing = new AbortController());
  const { narrative, call_type: callType } = typed();
  const slow = setTimeout(() => { $("assessing").hidden = false; }, 400);
  try {
    const body = { narrative, answers: questions.answers, ...(callType && { call_type: callType }) };
    const assessment = await ask("POST", "/api/triage/assess/", body, { signal: mine.signal });
    draw($("verdict"), narrative, assessment);
    suggestion = assessment.bias_review_suggested;
    questions.suggest(assessment.next_questions);
  } catch (problem) {
    if (!mine.signal.aborted) $("verdict").replaceChildren(make("p", `Not assessed: ${problem.message} Send the call anyway; triage runs again on the server.`, { class: "problem" }));
  } finally {
    clearTimeout(slow);
    if (mine === assessing) $("assessing").hidden = true;
  }
}

// --- drafts: what is typed and not sent is kept on the server ------------------------------------------
async function keepDraft() {
  if (saved) return;
  const box = document.activeElement;
  const caret = { field: box?.name ?? "", at: box?.selectionStart ?? 0 };
  try {
    await ask("PUT", `/api/drafts/${draft}/`, { fields: { ...typed(), answers: questions.answers }, caret });
    if (!saved) mark("saved", `Draft kept ${time()} UTC`);
  } catch (problem) {
    mark("failed", `Draft not kept: ${problem.message}`);
  }
}

async function offerDrafts() {
  const { results } = await get("/api/drafts/");
  $("drafts").replaceChildren(...results.filter((d) => d.fields.address || d.fields.narrative).slice(0, 3).map((d) => {
    const button = make("button", `Go on with: ${(d.fields.address || d.fields.narrative).slice(0, 60)}`, { type: "button", class: "plain" });
    button.addEventListener("click", () => restore(d));
    return button;
  }));
}

function restore({ id, fields, caret }) {
  draft = id;
  for (const name of FIELDS) if (fields[name] !== undefined) form.elements[name].value = fields[name];
  questions.restore(fields.answers ?? {});
  const box = form.elements[caret?.field] ?? form.elements.narrative;
  box.focus();
  box.setSelectionRange?.(caret?.at ?? 0, caret?.at ?? 0);
  $("drafts").replaceChildren();
  place.show();
  nearby.look();
  assess();
}

// --- sending -------------------------------------------------------------------------------------------
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (saved) update();
  else take();
});

async function take(to = "") {
  const now_ = { typed: typed(), answers: { ...questions.answers } };
  if (!show(problems(now_.typed))) return;
  clearTimeout(draftTimer);
  $("send").disabled = true;
  mark("pending", "Sending…");
  try {
    const event = await safely("take_call", { ...taken(now_.typed, now_.answers), draft, ...(to && { attach_to: to }) });
    saved = { call: event.facts.call, number: event.incidents[0], ...now_ };
    $("number").replaceChildren(make("a", saved.number, { href: `/incidents/${saved.number}/` }), " is on the board. Go on typing: every change is saved.");
    $("call-title").textContent = `Call for ${saved.number}`;
    mark("saved", `On the board ${time()} UTC`);
    $("flag").hidden = !config().verbs.includes("flag_bias");
    if (changes(typed(), questions.answers, saved)) typedSomething();
  } catch (problem) {
    mark("failed", "Not on the board");
    show(fieldsOf(problem), problem.message);
  } finally {
    $("send").disabled = false;
  }
}

/** Send what changed since the last save; one after another, the newest state last. */
function update() {
  clearTimeout(updateTimer);
  sending = sending.then(async () => {
    const now_ = { typed: typed(), answers: { ...questions.answers } };
    const changed = saved && changes(now_.typed, now_.answers, saved);
    if (!changed) return;
    mark("pending", "Saving…");
    try {
      await safely("update_call", { call: saved.call, ...changed });
      Object.assign(saved, now_);
      mark("saved", `Saved ${time()} UTC`);
      show({});
    } catch (problem) {
      mark("failed", `Not saved: ${problem.message}`);
      show(fieldsOf(problem), problem.message, false);
    }
  });
}

/** Send a command until its outcome is known; the same request id each time, so nothing is done twice. */
async function safely(verb, fields) {
  const body = { request_id: crypto.randomUUID(), ...fields };
  for (let attempt = 0; ; attempt++) {
    try {
      return await command(verb, body);
    } catch (problem) {
      if (attempt >= 20 || (problem.code !== UNKNOWN && problem.code !== "try_again")) throw problem;
      mark("unknown", "No answer yet: asking again. Nothing is done twice.");
      await new Promise((go) => setTimeout(go, Math.min(5000, 500 * 2 ** attempt)));
    }
  }
}

// --- problems beside the fields, and a summary ---------------------------------------------------------
const fieldsOf = (problem) => Object.fromEntries(Object.entries(problem.fields).map(([name, said]) => [name, String(said[0] ?? said)]));

function show(found, sentence = "", focus = true) {
  for (const name of FIELDS) {
    const [box, line] = [form.elements[name], $(`${name}-problem`)];
    if (line) { line.hidden = !found[name]; line.textContent = found[name] ?? ""; }
    if (found[name]) box.setAttribute("aria-invalid", "true"); else box.removeAttribute("aria-invalid");
  }
  const list = Object.entries(found).filter(([name]) => form.elements[name]);
  const summary = $("summary");
  summary.hidden = !list.length && !sentence;
  summary.replaceChildren(make("b", list.length ? "Not sent yet:" : sentence), ...list.map(([name, said]) => {
    const link = make("a", ` ${said}`, { href: `#${name}` });
    link.addEventListener("click", (event) => { event.preventDefault(); form.elements[name].focus(); });
    return link;
  }));
  if (!summary.hidden && focus) summary.focus();
  return summary.hidden;
}

function mark(state, text) {
  $("save").dataset.state = state;
  $("save").textContent = text;
}

// --- keys ----------------------------------------------------------------------------------------------
form.addEventListener("input", typedSomething);
form.addEventListener("focusout", () => { if (saved) update(); });
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  else if (event.altKey && event.code.startsWith("Digit")) { event.preventDefault(); questions.answerNth(Number(event.code.slice(5))); }
  else if (event.altKey && event.code === "KeyB") { event.preventDefault(); flag(); }
  else if (event.altKey && event.code === "KeyN") { event.preventDefault(); another(); }
});
$("another").addEventListener("click", another);
$("flag").addEventListener("click", flag);

/** Ask for a review of this call. What was typed last is saved first: the flag freezes what the server has. */
async function flag() {
  if ($("flag").hidden || $("flag-dialog").open) return;
  const send = async (fields) => { update(); await sending; await safely("flag_bias", { ...fields, call: saved.call }); };
  if (await askForReview({ incident: saved.number, suggestion, send })) $("flagged").textContent = "Recorded. A supervisor reviews it; nothing about the response changes.";
}

/** Make this call a supplement of an open incident: the caller's own words go along. */
async function attach(incident) {
  if (!saved) { await take(incident); return; }
  update();
  await sending;
  const left = saved.number;
  try {
    await safely("attach_call", { incident, call: saved.call });
    saved.number = incident;
    $("number").replaceChildren(make("a", incident, { href: `/incidents/${incident}/` }), ` has this call now. ${left} stays open without it: close it as a duplicate.`);
    $("call-title").textContent = `Call for ${incident}`;
    mark("saved", `Attached ${time()} UTC`);
  } catch (problem) {
    mark("failed", `Not attached: ${problem.message}`);
  }
}

async function another() {
  if (saved) { update(); await sending; } else await keepDraft();
  location.assign("/intake/");
}

const { questions: asked, call_types: types } = await get("/api/triage/protocol/");
questions.start(asked);
$("call_type").append(...types.map(({ code, text }) => make("option", `${code} · ${text}`, { value: code })));
// The page may answer late, and a taker does not wait for it: the hand is never moved, and what was typed counts.
if (document.activeElement === document.body) form.elements.address.focus();
if (typed().address || typed().narrative) { typedSomething(); nearby.look(); }
offerDrafts().catch(() => {});
