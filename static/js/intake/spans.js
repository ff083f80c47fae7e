/**
 * Cutting a text at the spans that drove the assessment, DOM-free. Spans count characters as the server does
 * (code points), so an emoji before a knife does not move the mark.
 */
export function cut(said, reasons) {
  const text = Array.from(said);
  const spans = reasons
    .filter(({ evidence }) => evidence && Number.isInteger(evidence.start) && evidence.end > evidence.start)
    .map(({ evidence, weight, says }) => ({ start: evidence.start, end: Math.min(evidence.end, text.length), hard: weight === "hard" || weight >= 4, says }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const parts = [];
  let at = 0;
  for (const span of spans) {
    if (span.end <= at) continue;
    const start = Math.max(span.start, at);
    if (start > at) parts.push({ text: text.slice(at, start).join("") });
    parts.push({ text: text.slice(start, span.end).join(""), mark: span.hard ? "hard" : "soft", says: span.says });
    at = span.end;
  }
  if (at < text.length) parts.push({ text: text.slice(at).join("") });
  return parts;
}
