/** Lines of the list that stand for many: what they say, and their parts beneath them while they are open. DOM-free. */
import { tail, words } from "../words.js";

const SHOWN = 4; // parts that a closed line names

/** Return a line of the flood as the list shows it; a line of its own is returned as it is. */
export function said(line) {
  if (!line.key.startsWith("group/")) return line;
  const names = [...new Set(line.parts.map(({ number, says }) => (number ? tail(number) : says)))];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  return { ...line, kind: `${line.parts.length} grouped`, says: `${words(line.group)}: ${names.slice(0, SHOWN).join(", ")}${more}. Too many at once: without a sound.` };
}

/** Return the lines in their order, the parts of those that are `open` (a Set of keys) beneath them. */
export function unfolded(lines, open, depth = 0) {
  return lines.flatMap((line) => {
    const own = { ...line, depth };
    if (!line.parts?.length) return [own];
    const opened = open.has(line.key);
    return [{ ...own, opened }, ...(opened ? unfolded(line.parts, open, depth + 1) : [])];
  });
}

/** Return one sentence about the lines that are new: those that stand alone, and the kinds that are grouped from now on. */
export function news(fresh) {
  const [groups, alone] = [fresh.filter(({ key }) => key.startsWith("group/")), fresh.filter(({ key }) => !key.startsWith("group/"))];
  const where = [...new Set(alone.map(({ number, kind }) => number ?? kind.toLowerCase()))].join(", ");
  return [
    alone.length ? `${alone.length} new ${alone.length === 1 ? "alert" : "alerts"}: ${where}` : "",
    groups.length ? `Too many at once, grouped from now on: ${groups.map(({ group }) => words(group)).join(", ")}` : "",
  ].filter(Boolean).join(". ");
}
