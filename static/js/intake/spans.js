/** Cutting a text at the spans that drove the assessment, DOM-free. Overlaps are joined, the harder one counts. */
export function cut(text, reasons) {
  const spans = reasons
    .filter(({ evidence }) => evidence && Number.isInteger(evidence.start) && evidence.end > evidence.start)
    .map(({ evidence, weight, says }) => ({ start: evidence.start, end: Math.min(evidence.end, text.length), hard: weight === "hard" || weight >= 4, says }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const parts = [];
  let at = 0;
  for (const span of spans) {
    if (span.end <= at) continue;
    const start = Math.max(span.start, at);
    if (start > at) parts.push({ text: text.slice(at, start) });
    parts.push({ text: text.slice(start, span.end), mark: span.hard ? "hard" : "soft", says: span.says });
    at = span.end;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}
