/** How far an import is, in words. No DOM. */
const count = (n) => n.toLocaleString("en");

/** Return `3,200 of 10,000 rows checked`, or what is done and for how many seconds while there are no numbers. */
export function saying(told, says, seconds) {
  if (!told?.phase) return `${says} ${Math.round(seconds)} s`;
  return told.total ? `${count(told.done)} of ${count(told.total)} rows ${told.phase}` : `${count(told.done)} rows ${told.phase}`;
}
