/** Ending an emergency: by a named person, with what was found. Beside the alarm, nothing covers the list. */
import { clone } from "../bind.js";

/** Return the folded form for one emergency; `act(verb, fields)` sends it. */
export function endForm(alarm, act) {
  const form = clone("end-emergency");
  const said = form.querySelector(".field-problem");
  const text = form.querySelector("input");
  for (const [name, element] of [["how", form.querySelector("select")], ["words", text]]) {
    element.id = `end-${name}-${alarm.alarm}`;
    form.querySelector(`label[data-for="${name}"]`).htmlFor = element.id;
  }
  said.id = `end-problem-${alarm.alarm}`;
  text.setAttribute("aria-describedby", said.id);
  form.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = text.value;
    said.hidden = Boolean(words.trim());
    said.textContent = "Write what was found, a word at least.";
    text.toggleAttribute("aria-invalid", !words.trim());
    if (!words.trim()) { text.focus(); return; }
    try { await act("end_emergency", { unit: alarm.unit, how: form.querySelector("select").value, words }); }
    catch (problem) { said.hidden = false; said.textContent = problem.message; }
  });
  return form;
}
