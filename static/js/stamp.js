/**
 * The foot of every printed sheet: which page of the product, as of when, by whom. It goes into the page's margin box,
 * which only a style sheet can fill; it is renewed just before printing.
 */
import { config } from "./config.js";
import { now } from "./page.js";

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** Return a text as a CSS string; quotes, backslashes and line ends are written by their numbers. */
export function cssString(text) {
  return `"${text.replaceAll(/["\\\n\r\f<]/g, (c) => `\\${c.codePointAt(0).toString(16)} `)}"`;
}

function stamp() {
  const at = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: config()?.time_zone }).format(now());
  const late = ["stale", "offline"].includes(document.body.dataset.link) ? "NOT UP TO DATE, no word from the server" : "";
  const text = [late, document.title, `as of ${at}`, config()?.me.name].filter(Boolean).join(" · ");
  sheet.replaceSync(`@page { @bottom-left { content: ${cssString(text)}; font: 10pt sans-serif; color: #000; white-space: nowrap; } }`);
}

addEventListener("beforeprint", stamp);
stamp();
setInterval(stamp, 1000); // printing without a dialog fires no event
