/** Fuzzy matching for the palette, DOM-free: the letters in order, better when they begin words, best when a word begins with them. */
export function score(typed, text) {
  const [wanted, where] = [typed.toLowerCase().replaceAll(" ", ""), text.toLowerCase()];
  if (!wanted) return 1;
  let [at, total, run] = [-1, 0, 0];
  for (const letter of wanted) {
    const next = where.indexOf(letter, at + 1);
    if (next < 0) return 0;
    const begins = next === 0 || /[^a-z0-9]/.test(where[next - 1]);
    run = at >= 0 && next === at + 1 ? run + 1 : 0;
    total += 1 + (begins ? 4 : 0) + run * 2 - (at >= 0 ? Math.min(next - at - 1, 8) / 10 : 0);
    at = next;
  }
  if (` ${where}`.includes(` ${typed.toLowerCase().trim()}`)) total += wanted.length * 3;
  return Math.max(total - where.length / 200, 0.01);
}

/** Return the best of `items` for what was typed, best first; `textOf(item)` is what is matched. */
export function best(typed, items, textOf, most = 12) {
  return items
    .map((item, i) => ({ item, i, points: score(typed, textOf(item)) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.i - b.i)
    .slice(0, most)
    .map(({ item }) => item);
}
