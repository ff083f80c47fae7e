/** Problems beside their fields: one line each, named by the field, and the first of them gets the hand. */

/** Show `found` (name -> sentence) on fields `${prefix}-${name}`; return whether there were none. */
export function showProblems(prefix, names, found) {
  let first = null;
  for (const name of names) {
    const box = document.getElementById(`${prefix}-${name}`);
    const line = document.getElementById(`${prefix}-${name}-problem`);
    line.hidden = !found[name];
    line.textContent = found[name] ?? "";
    const input = box.matches("input, textarea, select");
    if (found[name] && input) box.setAttribute("aria-invalid", "true"); else box.removeAttribute("aria-invalid");
    if (found[name]) first ??= input ? box : box.querySelector("input") ?? box;
  }
  first?.focus();
  return first === null;
}

/** Return the server's problem as name -> sentence. */
export const fieldsOf = (problem) =>
  Object.fromEntries(Object.entries(problem.fields ?? {}).map(([name, said]) => [name, String(said[0] ?? said)]));
