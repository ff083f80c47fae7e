/** The page's language: sentences are looked up in the catalogue that the server put on the page. English is the key. */
let catalogue;

function sentences() {
  if (catalogue === undefined) {
    const element = globalThis.document?.getElementById("catalogue");
    catalogue = element ? JSON.parse(element.textContent) : {};
  }
  return catalogue;
}

/** Return a sentence in the page's language; `%(name)s` is filled with `values.name` where there is one. */
export function t(text, values = {}) {
  const found = sentences()[text] || text;
  return found.replaceAll(/%\((\w+)\)s/g, (mark, name) => (name in values ? String(values[name] ?? "") : mark));
}

/** Return the page's language for dates and lists: "en" or "es". */
export const language = () => globalThis.document?.documentElement.lang || "en";
