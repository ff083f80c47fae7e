/** An export in words. No DOM. */
const NAMES = { roster: "Roster", flips: "Calls that flip", ladder: "Report on the ladder", debrief: "Debrief" };
const FORMATS = { csv: "CSV", xlsx: "Excel" };

/** Return what a file is, who asked for it, when and why; `at` says a moment. */
export function described(one, at) {
  const rows = one.rows === null ? "" : `, ${one.rows.toLocaleString("en")} ${one.rows === 1 ? "row" : "rows"}`;
  const leave = one.approved_by ? `, approved by ${one.approved_by}` : "";
  return `${NAMES[one.what]}, ${FORMATS[one.file_format]}${rows}, asked for ${at(one.asked_at)} by ${one.asked_by}${leave}: ${one.reason}`;
}

/** Return what becomes of it now. */
export function standing(one, at) {
  if (one.link) return `Fetch it until ${at(one.expires_at)}`;
  if (one.state === "waits") return one.may_approve ? "Approve" : "Waits for a second person";
  return "Its link is dead: your role is another one now";
}
