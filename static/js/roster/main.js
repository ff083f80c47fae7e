/** The roster: units with their duty, followed live; members of the agencies this person may see. */
import { get } from "../api.js";
import { bind, clone, make } from "../bind.js";
import { acting, showLine } from "../board/acting.js";
import { SAYS } from "../link.js";
import { setClock } from "../page.js";
import { Line } from "../socket.js";
import { Store } from "../store.js";
import { kindWords, KINDS, STATE_TONES, words } from "../words.js";

const $ = (id) => document.getElementById(id);
const store = new Store();
const line = new Line(store);
const { act } = acting({ line, store, echo: say });
const rows = new Map();
const DUTY = { off_duty: [["sign_on", "Sign on"]], available: [["sign_off", "Sign off"], ["set_unit_status", "Unavailable", "unavailable"]],
  unavailable: [["sign_off", "Sign off"], ["set_unit_status", "Available", "available"]] };

function say(tone, text) {
  $("said").textContent = text;
  $("said").className = tone === "danger" ? "problem" : "quiet";
}

function draw(card) {
  if (!rows.has(card.call_sign)) rows.set(card.call_sign, clone("roster-unit"));
  const row = rows.get(card.call_sign);
  const { can_hold: hold, can_transport: transport, medical_level: medical, minor_trained: minors, armed } = card.capabilities;
  bind(row, {
    call_sign: card.call_sign, agency: card.agency_name, kinds: card.kinds.map(kindWords).join(", "), area: card.area ?? "city", hours: card.hours,
    can: [armed ? "armed" : "unarmed", hold && "5150 hold", transport && "transport", minors && "minors", medical && medical !== "none" && `medical: ${words(medical)}`].filter(Boolean).join(", "),
    languages: card.languages.join(", "), status: [words(card.status), card.duty_reason].filter(Boolean).join(": "),
  });
  row.querySelector(".chip").dataset.tone = STATE_TONES[card.status] ?? "";
  if (row.dataset.duty !== card.duty) duty(row, card);
}

function duty(row, card) {
  row.dataset.duty = card.duty;
  const had = row.contains(document.activeElement);
  const buttons = DUTY[card.duty].filter(([verb]) => store.snapshot.verbs.includes(verb)).map(([verb, says, status]) => {
    const button = make("button", says, { type: "button", "aria-label": `${says}: ${card.call_sign}` });
    button.addEventListener("click", () => act(verb, { unit: card.call_sign, ...(status && { status }) }).catch(() => {}));
    return button;
  });
  row.querySelector(".duty").replaceChildren(...buttons);
  if (had) buttons[0]?.focus();
}

function arrange() {
  const [agency, kind, typed] = [$("agency").value, $("kind").value, $("words").value.trim().toLowerCase()];
  const wanted = Object.values(store.cards.units)
    .filter((u) => (!agency || u.agency === agency) && (!kind || u.kinds.includes(kind)))
    .filter((u) => !typed || [u.call_sign, u.area, ...u.languages].join(" ").toLowerCase().includes(typed))
    .sort((a, b) => (a.agency_name + a.call_sign < b.agency_name + b.call_sign ? -1 : 1));
  const nodes = wanted.map((u) => rows.get(u.call_sign));
  const body = $("units");
  if (nodes.length !== body.childElementCount || nodes.some((node, i) => body.children[i] !== node)) body.replaceChildren(...nodes);
  $("unit-count").textContent = `${wanted.filter((u) => u.status !== "off_duty").length} on duty of ${wanted.length}`;
}

store.subscribe((changed) => {
  if (changed && !changed.units) return;
  for (const sign of changed?.units ?? Object.keys(store.cards.units)) if (store.cards.units[sign]) draw(store.cards.units[sign]);
  arrange();
});

async function fetchMembers() {
  const members = [];
  for (let url = "/api/members/"; url;) {
    const page = await get(url);
    members.push(...page.results);
    url = page.next;
  }
  $("members").replaceChildren(...members.map((m) => {
    const row = clone("roster-member");
    bind(row, { name: m.name || m.username, role: words(m.role), agency: m.agency, unit: m.unit, languages: m.languages.join(", "), skills: m.skills.map(words).join(", ") });
    return row;
  }));
  $("member-count").textContent = String(members.length);
}

async function start() {
  const { results } = await get("/api/agencies/");
  $("agency").append(...results.map((a) => make("option", a.name, { value: a.code })));
  $("kind").append(...Object.keys(KINDS).filter((k) => k !== "no_dispatch").map((k) => make("option", kindWords(k), { value: k })));
  await line.start();
  await fetchMembers();
}
for (const id of ["agency", "kind", "words"]) $(id).addEventListener("input", arrange);
$("filters").addEventListener("submit", (event) => event.preventDefault());
line.addEventListener("clock", ({ detail: at }) => setClock(at));
showLine(line, SAYS);
start().catch((problem) => say("danger", problem.message));
