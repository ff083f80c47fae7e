/** Notes of the job: those that everybody has, and the box for a new one. Words leave the box only when they are kept. */
import { make, showText } from "../bind.js";
import { t } from "../i18n.js";
import { clockTime } from "./clock.js";

const $ = (id) => document.getElementById(id);
const READERS = { common: "Everybody on the job", care: "Crisis teams and the floor only", law: "Police and the floor only" };

/** Mount the box. `job()` is the incident now; `act` keeps and sends. Return {draw, back}: `back(item)` puts words back. */
export function mountNotes({ act, job, compartments }) {
  $("note-compartment").append(...compartments.filter((c) => READERS[c]).map((c) => make("option", t(READERS[c]), { value: c })));
  $("note").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = $("note-text").value;
    const incident = job();
    if (!text.trim() || !incident) return;
    const fields = { incident: incident.number, text, compartment: $("note-compartment").value };
    $("note-text").value = "";
    await act("add_note", fields, { says: t("Note on %(incident)s", { incident: incident.number }) });
  });

  function draw(notes, incident) {
    $("note").hidden = !incident;
    $("notes-panel").hidden = !notes.length;
    $("notes").replaceChildren(...notes.map((note) => {
      const li = make("li");
      li.append(make("span", `${clockTime(note.at)}, ${note.by} (${t(READERS[note.compartment])}): `, { class: "quiet" }), make("span"));
      showText(li.lastElementChild, note.text);
      return li;
    }));
  }

  function back(item) {
    $("note-text").value = [$("note-text").value, item.fields.text].filter((one) => one.trim()).join("\n");
    $("note-compartment").value = item.fields.compartment;
    $("note-text").focus();
  }
  return { draw, back };
}
