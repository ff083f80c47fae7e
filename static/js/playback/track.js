/** Where a unit was at a moment, as it was told: never between two fixes, and not known across a gap. No DOM. */

/** Return the answer of `/api/tracks/` with times in milliseconds: units with {unit, …, fixes: [{at, lat, lon, …}]}, moves. */
export function parse({ units, moves, from, to, gap, ...rest }) {
  const ms = (text) => Date.parse(text);
  return {
    ...rest, gap: gap * 1000, from: ms(from), to: ms(to),
    units: units.map((one) => ({ ...one, fixes: one.fixes.map(([at, lat, lon, accuracy, speed, heading, told]) => ({ at: ms(at), lat, lon, accuracy, speed, heading, told })) })),
    moves: moves.map((move) => ({ ...move, at: ms(move.at) })),
  };
}

/** Return the index of the last fix at or before `t`, -1 when there is none. */
export function last(fixes, t) {
  let [low, high] = [0, fixes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fixes[middle].at <= t) low = middle + 1; else high = middle;
  }
  return low - 1;
}

/** Return {known, fresh, seconds, fix}: the newest word of a unit at `t`, how old it was then, whether it could be believed. */
export function where(fixes, t, gap) {
  const fix = fixes[last(fixes, t)];
  if (!fix) return { known: false, fresh: false, seconds: null, fix: null };
  return { known: true, fresh: t - fix.at <= gap, seconds: (t - fix.at) / 1000, fix };
}

/** Return the ways of the last `tail` milliseconds as lists of [lat, lon]: a gap ends one and begins the next. */
export function ways(fixes, t, tail, gap) {
  const found = [];
  let before = null;
  for (let i = last(fixes, t - tail) + 1; i <= last(fixes, t); i += 1) {
    const fix = fixes[i];
    if (!before || fix.at - before.at > gap) found.push([]);
    found.at(-1).push([fix.lat, fix.lon]);
    before = fix;
  }
  return found;
}

/** Return the silences of a unit in the period, longer than a gap: [{from, to}]; before the first word and after the last too. */
export function silences(fixes, from, to, gap) {
  const moments = [from, ...fixes.map(({ at }) => at), to];
  return moments.slice(1).map((at, i) => ({ from: moments[i], to: at })).filter((one) => one.to - one.from > gap);
}

/** Return the unit's state on the incident at `t`, "" before the first. */
export function state(moves, unit, t) {
  return moves.filter((move) => move.unit === unit && move.at <= t).at(-1)?.state ?? "";
}
