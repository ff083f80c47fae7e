/** A week as places on a line, and times of the centre's clock as people type them. No DOM. */
export const STEP = 30 * 60_000; // milliseconds: a shift is moved and made longer by half an hour
const MINUTE = 60_000;

const formats = new Map();
function format(zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", weekday: "short", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" }));
  }
  return formats.get(zone);
}

/** Return {weekday, year, month, day, hour, minute} of a moment on the zone's clock, as texts. */
export function parts(moment, zone) {
  return Object.fromEntries(format(zone).formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
}

/** Return a moment as a field for date and time holds it: 2026-11-30T22:00. */
export function typed(moment, zone) {
  const at = parts(moment, zone);
  return `${at.year}-${at.month}-${at.day}T${at.hour}:${at.minute}`;
}

/** Return RFC 3339 of what a field holds; null when it holds no time. A time that exists twice is the first. */
export function moment(text, zone) {
  const wanted = Date.parse(`${text}:00Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) || Number.isNaN(wanted)) return null;
  const shows = (at) => Date.parse(`${typed(at, zone)}:00Z`);
  const ahead = [-1, 1].map((days) => shows(wanted + days * 86_400_000) - (wanted + days * 86_400_000));
  const found = ahead.map((offset) => wanted - offset).filter((at) => shows(at) === wanted);
  return new Date(found.length ? Math.min(...found) : wanted - ahead[0]).toISOString();
}

/** Return a shift's period in words: Mon 30 Nov 22:00 to 06:00. */
export function spoken({ starts, ends }, zone) {
  const [from, to] = [parts(starts, zone), parts(ends, zone)];
  const month = new Intl.DateTimeFormat("en-GB", { timeZone: zone, month: "short" }).format(new Date(starts));
  return `${from.weekday} ${Number(from.day)} ${month} ${from.hour}:${from.minute} to ${to.hour}:${to.minute}`;
}

/** Return where a period lies between the first and the last moment, as {left, width} in percent; null outside. */
export function placed({ starts, ends }, first, last) {
  const [from, to, begin, end] = [starts, ends, first, last].map((at) => new Date(at).getTime());
  const [left, right] = [Math.max(from, begin), Math.min(to, end)];
  if (right <= left) return null;
  return { left: ((left - begin) / (end - begin)) * 100, width: ((right - left) / (end - begin)) * 100 };
}

/** Put shifts that overlap below each other: return key -> lane, and how many lanes there are. */
export function lanes(shifts) {
  const ends = [];
  const of = {};
  for (const one of [...shifts].sort((a, b) => (a.starts + a.shift < b.starts + b.shift ? -1 : 1))) {
    let lane = ends.findIndex((end) => end <= one.starts);
    if (lane < 0) lane = ends.push("") - 1;
    ends[lane] = one.ends;
    of[one.shift] = lane;
  }
  return { of, count: Math.max(1, ends.length) };
}

/** Return a shift moved by steps of half an hour: both ends, or one of them ("starts", "ends"). */
export function stepped(shift, steps, which = "both") {
  const by = (at) => new Date(new Date(at).getTime() + steps * STEP).toISOString();
  return {
    starts: which === "ends" ? shift.starts : by(shift.starts),
    ends: which === "starts" ? shift.ends : by(shift.ends),
  };
}

/** Return how many whole steps of half an hour so many pixels are, on a line so wide that shows from first to last. */
export function steps(pixels, width, first, last) {
  return Math.round((pixels / width) * ((new Date(last) - new Date(first)) / STEP));
}

/** Return the shift that an arrow leads to from `here`; `rows` are lists of shifts in the order they are shown. */
export function neighbour(rows, here, arrow) {
  const row = rows.findIndex((list) => list.some((one) => one.shift === here));
  if (row < 0) return rows.flat()[0] ?? null;
  const list = rows[row];
  const i = list.findIndex((one) => one.shift === here);
  if (arrow === "ArrowLeft") return list[i - 1] ?? null;
  if (arrow === "ArrowRight") return list[i + 1] ?? null;
  const down = arrow === "ArrowDown";
  const others = (down ? rows.slice(row + 1) : rows.slice(0, row).reverse()).find((each) => each.length);
  const far = (one) => Math.abs(new Date(one.starts) - new Date(list[i].starts));
  return others ? [...others].sort((a, b) => far(a) - far(b))[0] : null;
}

/** Return the day that lies so many days from a local day (2026-11-30). */
export function daysFrom(day, days) {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Return the Monday of a local day's week. */
export function monday(day) {
  return daysFrom(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7));
}

/** Return how long until a certificate runs out in words, and whether that is a warning; null when it does not. */
export function expiry(expiresOn, today, warnDays) {
  if (!expiresOn) return { says: "no end", warns: false };
  const days = Math.round((Date.parse(expiresOn) - Date.parse(today)) / (MINUTE * 1440));
  if (days < 0) return { says: `ran out on ${expiresOn}`, warns: true };
  if (days <= warnDays) return { says: `runs out in ${days} d, on ${expiresOn}`, warns: true };
  return { says: `until ${expiresOn}`, warns: false };
}
