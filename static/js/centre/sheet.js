/** The form of one setting: its tables as fields, read back as a value, problems beside the fields and above them. */
import { attribute, make } from "../bind.js";
import { words } from "../words.js";
import { read, rowWords, span, tables, write } from "./layouts.js";

export class Sheet {
  /** `hear(notes, volume)` plays a tone; `locked` shows values that this person does not change. */
  constructor(root, { locked, hear, touched }) {
    Object.assign(this, { root, locked, hear, touched, cells: [], name: "" });
    root.addEventListener("input", () => touched(this.isDirty()));
  }

  /** Show a setting's value; `saved` is false for one that is only proposed. */
  show(name, value, values, saved = true) {
    Object.assign(this, { name, values, cells: [], original: value });
    this.tables = tables(name, value, values);
    this.root.replaceChildren(...this.tables.map((table) => this.#table(table, value)));
    if (saved) this.start = JSON.stringify(this.value());
    this.touched(this.isDirty());
  }

  isDirty() { return JSON.stringify(this.value()) !== this.start; }

  /** Return the value as it is on the page; two rows of one code cannot be told apart and are said by `doubles`. */
  value() {
    const found = {};
    for (const { row, column, input } of this.cells) {
      const code = row.code();
      const into = row.at.reduce((inner, step) => (inner[step] ??= {}), found);
      const typed = read(column.type, column.type === "tick" ? input.checked : input.value);
      if (column.field === "") into[code] = typed; else (into[code] ??= {})[column.field] = typed;
    }
    for (const table of this.tables) if (table.blank) dropBlank(table.at.reduce((inner, step) => inner[step], found), table.blank);
    return found;
  }

  doubles() {
    const codes = [...new Set(this.cells.map(({ row }) => row))].map((row) => row.code());
    return codes.filter((code, at) => codes.indexOf(code) !== at);
  }

  /** Show problems (path -> sentence) beside their fields and in `summary`, which gets the focus. */
  problems(found, summary, title) {
    for (const cell of this.cells) this.#say(cell, found[this.#path(cell)]);
    const lines = Object.entries(found).map(([path, says]) => {
      const cell = this.cells.find((one) => this.#path(one) === path || one.row.code() === path);
      const li = make("li");
      if (!cell) { li.textContent = `${path ? `${path}: ` : ""}${says}`; return li; }
      const link = make("a", `${cell.input.dataset.called}: ${says}`, { href: `#${cell.input.id}` });
      link.addEventListener("click", (event) => { event.preventDefault(); cell.input.focus(); });
      li.append(link);
      return li;
    });
    summary.hidden = !lines.length;
    const list = make("ul");
    list.append(...lines);
    summary.replaceChildren(make("h3", title), list);
    if (lines.length) summary.focus();
  }

  #path({ row, column }) { return [...row.at, row.code(), column.field].filter(Boolean).join("."); }

  #say({ input, problem }, says) {
    problem.hidden = !says;
    problem.textContent = says ?? "";
    if (says) { input.setAttribute("aria-invalid", "true"); input.setAttribute("aria-describedby", problem.id); }
    else { input.removeAttribute("aria-invalid"); input.removeAttribute("aria-describedby"); }
  }

  #table(table, value) {
    const box = make("div", "", { class: "sheet-table" });
    const element = make("table");
    const head = make("tr");
    const narrow = table.columns.filter((c) => !c.wide);
    head.append(make("th", "", { scope: "col" }), ...narrow.map((c) => make("th", c.label, { scope: "col" })));
    head.firstElementChild.append(make("span", "Which", { class: "visually-hidden" }));
    if (table.open && !this.locked) { head.append(make("th", "", { scope: "col" })); head.lastElementChild.append(make("span", "Take out", { class: "visually-hidden" })); }
    const [top, body] = [make("thead"), make("tbody")];
    top.append(head);
    element.append(make("caption", table.caption), top, body);
    const inside = table.at.reduce((inner, step) => inner[step], value);
    for (const code of table.rows) body.append(...this.#row(table, code, inside[code] ?? table.blank));
    box.append(element);
    if (table.open && !this.locked) box.append(this.#adder(table, body));
    return box;
  }

  #adder(table, body) {
    const button = make("button", "Add a row", { type: "button" });
    button.addEventListener("click", () => {
      const rows = this.#row(table, "", Object.fromEntries(table.columns.map((c) => [c.field, c.options?.[0] ?? ""])));
      body.append(...rows);
      rows[0].querySelector("input").focus();
      this.touched(true);
    });
    return button;
  }

  #row(table, code, value) {
    const tr = make("tr");
    const th = make("th", code && rowWords(code, this.name), { scope: "row" });
    const row = { code: () => code, at: table.at, tr };
    if (!code) { // a new row is named by whoever adds it
      const input = make("input", "", { "aria-label": "Code of the new row", maxlength: 24, placeholder: "code", class: "mono" });
      th.append(input);
      row.code = () => input.value.trim();
    }
    if (code && table.about) th.append(" ", make("span", table.about(code), { class: "quiet" }));
    tr.append(th);
    const parts = [tr];
    for (const column of table.columns) {
      const cell = this.#cell(row, column, column.field === "" ? value : value[column.field], code || "new row");
      if (!column.wide) { const td = make("td"); td.append(cell); tr.append(td); continue; }
      const [wide, td] = [make("tr", "", { class: "wide" }), make("td", "", { colspan: table.columns.filter((c) => !c.wide).length })];
      td.append(cell);
      wide.append(make("th", column.label, { scope: "row", class: "quiet" }), td);
      parts.push(wide);
    }
    if (table.open && !this.locked) tr.append(this.#remover(row, parts));
    return parts;
  }

  #remover(row, parts) {
    const td = make("td");
    const button = make("button", "Take out", { type: "button", "aria-label": `Take out ${row.code() || "the new row"}` });
    button.addEventListener("click", () => {
      const next = parts.at(-1).nextElementSibling ?? row.tr.previousElementSibling;
      this.cells = this.cells.filter((cell) => cell.row !== row);
      for (const part of parts) part.remove();
      (next?.querySelector("button") ?? this.root).focus();
      this.touched(this.isDirty());
    });
    td.append(button);
    return td;
  }

  #cell(row, column, value, code) {
    const wrap = make("span", "", { class: `cell cell-${column.type}` });
    const id = `f-${this.name}-${this.cells.length}`;
    const called = `${rowWords(code, this.name)}, ${column.label || "name"}`;
    const input = column.type === "choice" ? make("select", "", { id }) : make("input", "", { id, type: column.type === "tick" ? "checkbox" : "text", maxlength: column.most, autocomplete: "off", spellcheck: column.wide ? undefined : "false" });
    attribute(input, "aria-label", called);
    input.dataset.called = called;
    input.disabled = this.locked;
    for (const option of column.options ?? []) input.append(make("option", option ? words(option) : "nobody", { value: option }));
    if (column.options && !column.options[0]) input.firstElementChild.value = "";
    if (column.type === "tick") input.checked = Boolean(value); else input.value = write(column.type, value);
    const problem = make("span", "", { class: "field-problem", id: `${id}-problem`, hidden: "" });
    wrap.append(input, ...this.#beside(column, input, row), problem);
    this.cells.push({ row, column, input, problem });
    return wrap;
  }

  /** What stands beside a field and says what its value means. */
  #beside(column, input, row) {
    if (column.type === "seconds") return [shown(input, (element) => { element.textContent = span(read("seconds", input.value)); })];
    if (column.type === "colour") return [shown(input, (element) => {
      element.textContent = "Aa ● state";
      element.className = `swatch ${column.field}`;
      element.style.color = /^#[0-9a-f]{6}$/i.test(input.value.trim()) ? input.value.trim() : "";
    })];
    if (column.type !== "notes") return [];
    const button = make("button", "Play", { type: "button", "aria-label": `Play ${row.code()}` });
    button.addEventListener("click", () => {
      const value = read("notes", input.value);
      if (Array.isArray(value)) this.hear(value, Number(this.value()[row.code()].volume) || 0.5);
    });
    return [button];
  }
}

/** A row that says nothing is not stored: what it is about stays as it is without it. */
function dropBlank(rows, blank) {
  for (const [code, entry] of Object.entries(rows)) if (Object.keys(blank).every((field) => entry[field] === blank[field])) delete rows[code];
}

function shown(input, draw) {
  const element = make("span", "", { class: "quiet beside" });
  input.addEventListener("input", () => draw(element));
  draw(element);
  return element;
}
