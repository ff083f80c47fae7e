/** How incidents, units and cautions look on the map, as plain values: shape and letter first, colour last. No DOM. */
import { KINDS, tail, words } from "../words.js";
import { position } from "./positions.js";

const ARMED = ["police", "co_response"];
const UNIT_TONES = { available: "good", unavailable: "line-strong", on_scene: "calm", transporting: "calm", staged: "violet" };
const PRIORITY = { P1: ["danger", 13], P2: ["warn", 11], P3: ["calm", 10], P4: ["text-soft", 10] };
const here = (lat, lon) => lat !== null && lat !== undefined && lon !== null && lon !== undefined;

/** Return the mark of an incident's card: a diamond with its priority. `place` is false without a position. */
export function incidentMark({ number, place, priority, status, opened_at: since }) {
  const [tone, radius] = PRIORITY[priority] ?? PRIORITY.P4;
  return {
    kind: "incidents", key: number, shape: "diamond", letter: priority?.[1] ?? "?", tone, radius, since,
    filled: status === "waiting" || priority === "P1", stale: false, placed: here(place.lat, place.lon),
    lat: place.lat, lon: place.lon, label: tail(number), ageText: "",
  };
}

export const isArmed = ({ capabilities, kinds }) => (capabilities ? capabilities.armed : kinds.some((k) => ARMED.includes(k)));

/** Return the mark of a unit's card: armed a square, unarmed a circle, its kind's letter, the age of its position. */
export function unitMark(card, now) {
  const { known, fresh, text } = position(card, now);
  return {
    kind: "units", key: card.call_sign, shape: isArmed(card) ? "square" : "circle", letter: KINDS[card.kinds[0]]?.[0] ?? "?",
    tone: UNIT_TONES[card.status] ?? "accent", radius: 8, filled: fresh, stale: !fresh, placed: known,
    lat: card.lat, lon: card.lon, label: card.call_sign, ageText: text === "age unknown" ? "age ?" : text,
  };
}

/** Return the mark of a premise caution: a triangle. Cautions of an expired or unplaced kind are not drawn. */
export function cautionMark(card) {
  return {
    kind: "cautions", key: card.caution, shape: "triangle", letter: "!", tone: "warn", radius: 9, filled: false, stale: false,
    placed: here(card.place?.lat, card.place?.lon), lat: card.place?.lat, lon: card.place?.lon, label: "", ageText: "",
  };
}

/** Return whether two marks are drawn alike: only a mark that differs is touched. */
export function same(a, b) {
  return a !== undefined && b !== undefined && Object.keys(b).every((name) => a[name] === b[name]);
}

/** Return whether a card passes the filters {show, status, kind}; empty filters pass everything. */
export function passes(kind, card, { show = "", status = "", response = "" }) {
  if (show && show !== kind) return false;
  if (kind === "units" && card.status === "off_duty") return false;
  if (kind === "incidents" && status && card.status !== status) return false;
  if (kind === "units" && status && card.status !== status) return false;
  if (!response) return true;
  if (kind === "units") return card.kinds.includes(response);
  return kind !== "incidents" || card.response.some((r) => r.kind === response);
}

/** Return the one of `points` [{key, x, y}] that lies nearest in a direction from the point `from`; null without one. */
export function nearest(points, from, direction) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[direction];
  let best = null;
  for (const point of points) {
    const [x, y] = [point.x - from.x, point.y - from.y];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (along <= 0.5 || aside > along * 1.5) continue;
    const far = along + 2 * aside;
    if (!best || far < best.far) best = { ...point, far };
  }
  return best;
}

/** Return a sentence for a mark's card, as the list and a screen reader have it. */
export function says(kind, card, now) {
  if (kind === "incidents") return `${card.priority} ${words(card.status)}, ${card.place.address}`;
  if (kind === "cautions") return `${words(card.severity)} caution, ${card.place?.address ?? ""}: ${card.text}`;
  const { text, fresh, known } = position(card, now);
  return `${words(card.status)}, ${known ? `position ${text}${text === "age unknown" ? "" : " old"}${fresh ? "" : ", stale"}` : "no position"}`;
}
