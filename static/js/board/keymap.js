/** The live key map (?): made from the registry, and the place where keys are changed or switched off (U12, U13). */
import { offered } from "../actions/registry.js";
import { make } from "../bind.js";
import { conflict, keysOf, remap, remaps, shortcuts, singleKeys, singleKeysOn, written } from "../keys.js";
import { prefer } from "../preferences.js";

export class KeyMap {
  constructor(dialog, { verbs }) {
    Object.assign(this, { dialog, verbs, changing: null });
    this.list = dialog.querySelector("#shortcuts");
    this.said = dialog.querySelector("#keymap-says");
    this.box = dialog.querySelector("#single-keys");
    this.box.addEventListener("change", () => { singleKeys(this.box.checked); this.#keep("single_keys", this.box.checked); });
    dialog.querySelector("#keys-reset").addEventListener("click", () => { remap({}); this.#keep("keys", {}); this.#draw(); });
    dialog.addEventListener("keydown", (event) => this.#pressed(event), true);
    dialog.addEventListener("close", () => { this.changing = null; });
  }

  open() {
    this.box.checked = singleKeysOn();
    this.#say("");
    this.#draw();
    this.dialog.showModal();
    this.dialog.querySelector("button.main").focus();
  }

  #draw() {
    const groups = Map.groupBy ? Map.groupBy(offered(this.verbs()), ({ group }) => group) : gather(offered(this.verbs()));
    this.list.replaceChildren(...[...groups].map(([group, actions]) => this.#table(group, actions)));
  }

  #table(group, actions) {
    const table = make("table");
    const head = make("tr");
    head.append(...["Key", "Line", "What it does"].map((text) => make("th", text, { scope: "col" })));
    table.append(make("caption", group), head, ...actions.map((action) => this.#row(action)));
    return table;
  }

  #row(action) {
    const row = make("tr");
    const shortcut = shortcuts.find(({ id }) => id === action.id);
    const shown = shortcut?.shows && !(action.id in remaps()) ? shortcut.shows : keysOf(shortcut).join(" or ") || "off";
    const key = make("button", shown, { type: "button", class: "key", "aria-label": `Key of: ${action.label}: ${shown}. Change it.`, "data-action": action.id });
    key.addEventListener("click", () => this.#change(action, key));
    const cell = make("td");
    cell.append(key);
    row.append(cell, make("td", `${action.line.words.join(", ")}${action.line.example === action.line.words[0] ? "" : ` · ${action.line.example}`}`, { class: "mono" }), make("td", action.label + (action.danger ? " (asks to be sure)" : "")));
    return row;
  }

  #change(action, button) {
    this.#draw();
    this.changing = { id: action.id, label: action.label, keys: [] };
    const shown = this.list.querySelector(`[data-action="${CSS.escape(action.id)}"]`) ?? button;
    shown.textContent = "press…";
    shown.focus();
    this.#say(`${action.label}: press its new key, or two one after the other and Enter. Delete switches it off, Esc leaves it.`);
  }

  /** While a key is being changed every key is an answer, not a shortcut. */
  #pressed(event) {
    if (!this.changing || ["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const { keys } = this.changing;
    if (event.key === "Escape") return this.#done(null);
    if (event.key === "Delete" || event.key === "Backspace") return this.#done("");
    if (event.key === "Enter" && keys.length) return this.#done(keys.join(" "));
    keys.push(written(event));
    if (keys.length === 2 || keys[0].startsWith("Ctrl+")) return this.#done(keys.join(" "));
    this.#say(`${keys[0]}: press a second key, or Enter to keep the one.`);
    return undefined;
  }

  #done(key) {
    const { id, label } = this.changing;
    const why = key ? conflict(id, key) : "";
    this.changing = null;
    if (key !== null && !why) {
      remap({ ...remaps(), [id]: key });
      this.#keep("keys", remaps());
    }
    this.#draw();
    this.list.querySelector(`[data-action="${CSS.escape(id)}"]`)?.focus();
    this.#say(key === null ? "Left as it was." : why || (key ? `${label}: ${key}.` : `${label}: switched off.`));
  }

  #keep(name, value) {
    prefer(name, value).catch((problem) => this.#say(`Not saved: ${problem.message}`));
  }

  #say(text) { this.said.textContent = text; }
}

function gather(actions) {
  const groups = new Map();
  for (const action of actions) groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  return groups;
}
