/** Policy: the shelf of releases and drafts, one of them on the desk, and what may be done with it. */
import { datedMinute } from "../clocktime.js";
import { command, get } from "../api.js";
import { bind, clone, make } from "../bind.js";
import { config } from "../config.js";
import * as editor from "./editor.js";
import * as rehearsal from "./rehearsal.js";

const $ = (id) => document.getElementById(id);
const may = config().verbs.includes("save_protocol_draft");
const STATES = { draft: ["Draft", ""], proposed: ["Proposed", "warn"], published: ["Published", "good"], withdrawn: ["Withdrawn", ""] };
const OPEN = ["draft", "proposed"];
const minute = datedMinute;
let [now, dirty, releases] = [null, false, []]; // what is on the desk; whether it was typed in since it was saved
let turn = 0; // counts what was asked onto the desk: an answer that comes late never takes the place of a later one

function say(text, bad = false) {
  $("said").textContent = text;
  $("said").className = bad ? "problem" : "quiet";
}

const failed = (problem) => say(problem.message, true);

async function shelf() {
  const [drafts, released] = await Promise.all([get("/api/protocol-drafts/"), get("/api/protocols/")]);
  releases = released.results;
  fill("drafts", drafts.results, (d) => [d.draft, d.name, ...STATES[d.state], `${d.by}, ${minute(d.at)}`], openDraft, "No draft yet.");
  fill("releases", releases, (r) => [r.version, r.name, r.in_force ? "In force" : r.version.slice(0, 8), r.in_force ? "good" : "",
    `${minute(r.released_at)}, ${r.published_by ? `${r.proposed_by} and ${r.published_by}` : "packaged"}${r.note ? `: ${r.note}` : ""}`], openRelease, "");
  mark();
}

function fill(id, things, look, open, none) {
  const items = things.map((thing) => {
    const [key, name, state, tone, says] = look(thing);
    const item = clone("shelf-item");
    bind(item, { name, state, says });
    item.querySelector(".chip").dataset.tone = tone;
    const button = item.querySelector("button");
    button.dataset.key = key;
    button.addEventListener("click", () => leave() && open(key).catch(failed));
    return item;
  });
  $(id).replaceChildren(...(items.length || !none ? items : [make("li", none, { class: "none" })]));
}

function mark() {
  for (const button of document.querySelectorAll(".shelf-list button")) {
    button.setAttribute("aria-current", String(button.dataset.key === (now?.draft ?? now?.version)));
  }
}

/** Return whether the desk may be cleared: typed words are not thrown away by a slip. */
function leave() {
  return !dirty || window.confirm("What you typed is not saved. Leave it?");
}

/** Fetch what was asked onto the desk; null when something else was asked for meanwhile. */
async function asked(url) {
  const mine = ++turn;
  const found = await get(url);
  return mine === turn ? found : null;
}

async function openDraft(ref) {
  const draft = await asked(`/api/protocol-drafts/${ref}/`);
  if (!draft) return;
  onDesk(draft);
  await rehearsal.of(ref, may && OPEN.includes(now.state));
}

async function openRelease(version) {
  const release = await asked(`/api/protocols/${version}/`);
  if (!release) return;
  onDesk(release);
  await rehearsal.of("", false);
}

function onDesk(thing) {
  [now, dirty] = [thing, false];
  const open = Boolean(thing.draft) && OPEN.includes(thing.state);
  const editable = open && may;
  location.hash = thing.draft ? `draft=${thing.draft}` : `release=${thing.version.slice(0, 16)}`;
  $("editor").hidden = false;
  $("changes").hidden = true;
  $("editor-title").textContent = thing.name || "A new draft";
  const [state, tone] = thing.draft ? STATES[thing.state] : thing.in_force || thing.version === releases[0]?.version ? ["In force", "good"] : ["Release", ""];
  $("editor-state").textContent = state;
  $("editor-state").dataset.tone = tone;
  $("editor-says").textContent = history(thing);
  $("naming").hidden = !thing.draft;
  [$("name").value, $("note").value] = [thing.name, thing.note];
  $("name").readOnly = $("note").readOnly = !editable;
  editor.show(thing.text, !editable);
  editor.faultsKnown(thing.faults ?? []);
  deeds(thing, open, editable);
  saved(thing.at ? "saved" : "", thing.at ? `Saved ${minute(thing.at)}` : "");
  say("");
  mark();
}

function history(thing) {
  if (!thing.draft) return `Version ${thing.version.slice(0, 16)}, released ${minute(thing.released_at)}.`;
  return [thing.at && `Last written by ${thing.by}.`, thing.proposed_by && `Proposed by ${thing.proposed_by}, ${minute(thing.proposed_at)}.`,
    thing.published_by && `Published by ${thing.published_by}.`, thing.withdrawn_because && `Withdrawn: ${thing.withdrawn_because}`].filter(Boolean).join(" ");
}

function deeds(thing, open, editable) {
  const why = thing.why_not ?? {};
  $("do-save").hidden = $("do-withdraw").hidden = !editable;
  $("do-compare").hidden = !open;
  $("do-propose").hidden = !editable || thing.state === "proposed";
  $("do-publish").hidden = !editable;
  $("do-copy").hidden = open || !may;
  $("do-withdraw").disabled = !thing.at;
  for (const [id, verb, does] of [["propose", "propose_protocol", "Propose"], ["publish", "publish_protocol", "Publish"]]) {
    const not = thing.at ? why[verb] : "Save it first.";
    $(`do-${id}`).disabled = Boolean(not);
    $(`why-${id}`).textContent = not && !$(`do-${id}`).hidden ? `${does}: ${not}` : "";
  }
}

function saved(state, text) {
  if (state) $("save").dataset.state = state;
  $("save").textContent = text;
}

function typing() {
  dirty = true;
  saved("pending", "Not saved");
  editor.faultsUnknown();
}

/** Save what is typed when there is something to save; return whether the server has it. */
async function save() {
  if (!dirty && now.at) return true;
  if (!$("name").value.trim()) {
    $("name").setAttribute("aria-invalid", "true");
    $("name").focus();
    say("Give the draft a name first.", true);
    return false;
  }
  $("name").removeAttribute("aria-invalid");
  const [text, draft] = [editor.typed(), now.draft];
  try {
    await command("save_protocol_draft", { draft, name: $("name").value, note: $("note").value, text, ...(now.at && { seen: now.version }) });
  } catch (problem) {
    saved("failed", "Not saved");
    failed(problem);
    return false;
  }
  const fresh = await get(`/api/protocol-drafts/${draft}/`);
  if (now.draft !== draft) return false; // another thing was put on the desk while this was saved
  const first = !now.at;
  if (editor.typed() === text) {
    const at = $("changes").hidden;
    onDesk(fresh);
    $("changes").hidden = at;
  } else now = { ...now, at: fresh.at, version: fresh.version };
  await shelf();
  if (first) await rehearsal.of(now.draft, may);
  return true;
}

function copyOf(thing, name) {
  onDesk({ draft: crypto.randomUUID(), name, note: "", text: thing.text, state: "draft", faults: [] });
  rehearsal.of("", false).catch(failed);
  dirty = true;
  saved("pending", "Not saved");
  $("name").focus();
  $("name").select();
}

async function fresh() {
  const release = await asked(`/api/protocols/${releases[0].version}/`);
  if (release) copyOf(release, "New draft");
}

async function compare() {
  if (may && !(await save())) return;
  const { against, changes } = await get(`/api/protocol-drafts/${now.draft}/changes/`);
  $("changes").hidden = false;
  $("changes-against").textContent = `in ${against.name}, ${against.version.slice(0, 8)}: ${changes.length}`;
  $("changes-list").replaceChildren(...(changes.length ? changes.map(change) : [make("li", "Nothing that triage reads is different.")]));
  $("changes").scrollIntoView({ block: "nearest" });
}

function change(c) {
  const item = clone("change");
  bind(item, { what: c.what, subject: `${c.thing} ${c.name}`.trim(), field: c.field, before: c.before, after: c.after });
  item.querySelector(".chip").dataset.tone = { added: "good", removed: "warn", changed: "calm" }[c.what];
  return item;
}

/** Ask before a deed; with `reason`, ask for one. Resolves to the reason, null when it was left. */
function confirmed(title, says, yes, reason = false) {
  [$("confirm-title").textContent, $("confirm-says").textContent, $("confirm-yes").textContent] = [title, says, yes];
  $("confirm-label").hidden = !reason;
  $("confirm-reason").required = reason;
  $("confirm-reason").value = "";
  const dialog = $("confirm");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    $("confirm-yes").value = "yes";
    $("confirm-no").onclick = () => dialog.close("");
    dialog.onclose = () => resolve(dialog.returnValue === "yes" ? $("confirm-reason").value : null);
  });
}

async function deed(verb, fields, done) {
  await command(verb, { draft: now.draft, ...fields });
  await shelf();
  await openDraft(now.draft);
  say(done);
}

async function propose() {
  if (await save()) await deed("propose_protocol", { version: now.version }, "Proposed. A second supervisor publishes it.");
}

async function publish() {
  const yes = await confirmed(`Publish ${now.name}?`, "It is in force on every desk within a second. Open incidents keep the assessment they have.", "Publish");
  if (yes !== null) await deed("publish_protocol", { version: now.version }, "Published: it is in force.");
}

async function withdraw() {
  const reason = await confirmed(`Withdraw ${now.name}?`, "It stays on record and can no longer be changed.", "Withdraw", true);
  if (reason !== null) await deed("withdraw_protocol", { reason }, "Withdrawn.");
}

async function start() {
  await shelf();
  $("new").hidden = !may;
  const [kind, key] = location.hash.slice(1).split("=");
  if (kind === "draft") await openDraft(key);
  else await openRelease(kind === "release" ? key : releases[0].version);
}

for (const [id, does] of Object.entries({ new: () => leave() && fresh(), "do-save": save, "do-compare": compare, "do-propose": propose, "do-publish": publish,
  "do-withdraw": withdraw, "do-copy": () => copyOf(now, `${now.name}, again`) })) {
  $(id).addEventListener("click", () => Promise.resolve(does()).catch(failed));
}
document.addEventListener("keydown", (event) => {
  if (event.key === "s" && (event.ctrlKey || event.metaKey) && now?.draft) {
    event.preventDefault();
    save().catch(failed);
  }
});
window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
editor.onTyping(typing);
rehearsal.start(save);
start().catch(failed);
