"""Undo: a new event that takes a mistake back, within seconds and only until somebody acted on it.

Nothing is deleted. A unit that was sent is recalled (`cancel_assignment`), not undone: somebody has heard it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from dispatch import cards, inputs, lifecycles, log, parts, roles, trips
from dispatch.commands import loading, moves, placing, retriage
from dispatch.commands.merging import NUMBERED, Brought
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene, add_cards, together
from dispatch.errors import Forbidden, NotFound, Refused
from dispatch.log import Entry, Line
from dispatch.models import Assignment, Event, Incident, Move, Note

# The page offers it for 10 s (promise U21); two more are for the way here.
WITHIN: Final = timedelta(seconds=12)
PROGRESS: Final = ("acknowledged", "declined", "unit_cleared", *(f"marked_{s}" for s in lifecycles.JOB[2:]))
ASSIGNING: Final = ("unit_assigned", "unit_preempted", "units_exchanged", "queued_started")
Way = Callable[[Act, Line, dict[str, Any]], Entry]


@command("undone", inputs.Undo)
def undo(*, act: Act, seq: int) -> Entry:
    """Take back an event of one's own (a supervisor: anybody's): a close, a note, a status, a merge."""
    line = _line(act, seq)
    if line.kind in ASSIGNING:
        raise Refused("recall", "Sending a unit is not undone: recall it, with the reason.")
    way = WAYS.get(line.kind)
    if way is None:
        raise Refused("cannot_undo", f"{moves.words(line.kind).capitalize()} cannot be undone.")
    if line.by != act.by.username and act.by.role != "supervisor":
        raise Forbidden(f"{line.by} did this: they or a supervisor may undo it.")
    if act.now - line.recorded_at > WITHIN:
        raise Refused("too_late", "That was more than 10 seconds ago: enter what is right as a new step.")
    facts = {name: value for body in line.bodies.values() for name, value in body["facts"].items()}
    return way(act, line, facts)


def _line(act: Act, seq: int) -> Line:
    if not Event.objects.filter(seq=seq).exists():
        raise NotFound(f"There is no event {seq}.")
    line = log.line(seq)
    if "kind" not in line.view(act.by.audience):
        raise NotFound(f"There is no event {seq}.")
    return line


def _scene(act: Act, number: str) -> Scene:
    """Lock an incident that the undone event was about: a unit that cleared does not see it any more, but did."""
    incident, assignments, calls = loading.put_together(trips.ask(*loading.incident(number)))
    if incident is None:
        raise NotFound(f"There is no incident {number}.")
    return Scene(act, incident, assignments, calls)


def _acted_on(what: str) -> Refused:
    return Refused("acted_on", f"{what}: it cannot be undone any more.")


def _said(line: Line, **facts: Any) -> dict[str, Any]:
    return {"seq": line.seq, "undone": line.kind, **{name: value for name, value in facts.items() if value != ""}}


# --- a note ---------------------------------------------------------------------------------------


def _note(act: Act, line: Line, facts: dict[str, Any]) -> Entry:
    number = line.incidents[0]
    scene, key, notes = retriage.scene(act, number)
    n = int(facts["note"].rpartition("/")[2])
    note = Note.objects.select_related("by").filter(incident=scene.incident, n=n).first()
    if note is None or note.struck_at:
        raise _acted_on(f"{facts['note']} was struck or moved meanwhile")
    note.struck_at, note.struck_by = act.at, act.by.username
    act.writes.change(note)
    deck, said = cards.Deck(), _said(line, note=facts["note"])
    if scene.incident.status != lifecycles.CLOSED:
        deck.add("notes", facts["note"], cards.note(note, number, str(note.by)))
        if note.compartment == roles.COMMON:
            said |= retriage.again(scene, key, [one for one in notes if one.pk != note.pk])
            scene.show(deck)
    return scene.said(note.compartment, said, deck)


# --- a unit's step on a job, and its duty ---------------------------------------------------------


def _step(act: Act, line: Line, facts: dict[str, Any]) -> Entry:
    unit, state = facts["unit"], facts["state"]
    scene = _scene(act, line.incidents[0]).must_be_open()
    job = next((a for a in reversed(scene.assignments) if a.unit.call_sign == unit), None)
    last = job.moves_made[-1] if job else None
    if job is None or last is None or last.state != state or last.supersedes_id or len(job.steps) < 2:
        raise _acted_on(f"{unit} went on since")
    before = job.steps[-2]
    if not job.is_open:
        _reopen_job(scene, job)
    _back(act, last, before.state, before.happened_at, assignment=job)
    job.state, job.since, job.disposition = before.state, before.happened_at, ""
    act.writes.change(job)
    scene.settle()
    return scene.entry(_said(line, unit=unit, state=before.state), units=[(job.unit, job)])


def _reopen_job(scene: Scene, job: Assignment) -> None:
    sign = job.unit.call_sign
    found, taken = loading.unit_and_job(trips.ask(*loading.unit(sign)))
    if found is None or taken or found.duty != "available":
        raise _acted_on(f"{sign} is on another job or out of service")
    if job.role == "primary" and any(a.is_open and a.role == "primary" for a in scene.assignments):
        raise _acted_on("Somebody else became the primary")
    job.unit = found


def _status(act: Act, line: Line, facts: dict[str, Any]) -> Entry:
    unit, job = loading.unit_and_job(trips.ask(*loading.unit(facts["unit"])))
    if unit is None:
        raise NotFound(f"There is no unit {facts['unit']}.")
    was = facts["was"]
    if unit.duty != facts["status"] or unit.duty_since != line.at or job:
        raise _acted_on(f"{unit.call_sign} is {moves.words(job.state if job else unit.duty)} since")
    last = Move.objects.filter(unit=unit).order_by("pk").last()
    if last:
        _back(act, last, was["status"], act.at, unit=unit)
    unit.duty, unit.duty_reason, unit.duty_since = was["status"], was.get("reason", ""), act.at
    act.writes.change(unit)
    deck = cards.Deck()
    deck.add("units", unit.call_sign, cards.unit(unit, None))
    said = _said(line, unit=unit.call_sign, status=was["status"])
    return Entry([], {c: {"facts": said, "cards": kinds} for c, kinds in deck.bodies.items()})


# --- closing and merging --------------------------------------------------------------------------


def _close(act: Act, line: Line, facts: dict[str, Any]) -> Entry:
    placing.lock(act)
    scene = _scene(act, line.incidents[0])
    if scene.incident.status != lifecycles.CLOSED or scene.incident.closed_at != line.at:
        raise _acted_on(f"{scene.number} was reopened since")
    _open_again(scene, facts["was"])
    return scene.entry(_said(line), whole=True)


def _open_again(scene: Scene, was: dict[str, Any]) -> None:
    """Return the incident to where it stood before it was closed, with what closing took from it."""
    act, incident = scene.act, scene.incident
    closing = Move.objects.filter(incident=incident, state=lifecycles.CLOSED).order_by("pk").last()
    if closing:
        _back(act, closing, was["status"], act.at, incident=incident)
    incident.status, incident.since = was["status"], act.at
    incident.disposition, incident.closed_at = "", None
    incident.hold_reason = was.get("hold_reason", "")
    incident.hold_until = datetime.fromisoformat(was["hold_until"]) if was.get("hold_until") else None
    incident.outcome, incident.outcome_reason = was.get("outcome", ""), was.get("outcome_reason", "")
    placing.look_again(scene)
    for job in scene.assignments:
        if job.state == lifecycles.CANCELLED and job.unit.call_sign in was.get("queued", []):
            last = job.moves_made[-1]
            if len(job.moves_made) > 1 and job.moves_made[-2].state == lifecycles.QUEUED:
                _back(act, last, lifecycles.QUEUED, job.moves_made[-2].happened_at, assignment=job)
                job.state, job.since = lifecycles.QUEUED, job.moves_made[-2].happened_at
                act.writes.change(job)
    if was.get("override") and incident.override and incident.override.state == lifecycles.LAPSED:
        incident.override.state, incident.override.since = was["override"], act.now
        act.writes.change(incident.override)


def _merge(act: Act, line: Line, facts: dict[str, Any]) -> Entry:
    """Take apart what was merged: everything goes back under its old number."""
    if Event.objects.filter(seq__gt=line.seq, incidents__overlap=line.incidents).exists():
        raise _acted_on("Something happened to one of the two since")
    placing.lock(act)
    found = {number: retriage.scene(act, number) for number in sorted(line.incidents)}
    (scene, key, notes), (left, _, _) = found[facts["incident"]], found[facts["other"]]
    moved = facts.get("moved", {})
    here, there = _give_back(scene, left, moved)
    placing.look_again(scene)
    for one, other in ((scene, left), (left, scene)):
        _untie(one, other)
    _open_again(left, facts["was"])
    stayed = facts["stayed"]
    scene.incident.eligible = stayed["eligible"]
    scene.incident.eligible_at = datetime.fromisoformat(stayed["eligible_at"]) if stayed["eligible_at"] else None
    kept = [note for note in notes if note.n not in moved.get("notes", {}).values()]
    triage = retriage.again(scene, key, kept)
    entry = scene.entry(_said(line, incident=scene.number, other=left.number) | triage)
    add_cards(entry, here.bodies)
    back = left.entry({}, calls=left.calls)
    add_cards(back, there.bodies)
    return together(entry, back)


def _untie(scene: Scene, left: Scene) -> None:
    known = parts.of(scene.incident).links
    for link in list(known):
        if link.other_id == left.incident.pk and link.relation in ("duplicate_of", "has_duplicate"):
            link.ended_at = scene.act.now
            scene.act.writes.change(link)
            known.remove(link)


def _give_back(scene: Scene, left: Scene, moved: dict[str, Any]) -> tuple[cards.Deck, cards.Deck]:
    """Move everything back; return the cards that leave the incident that stays, and those of the other one."""
    act, mine, theirs = scene.act, parts.of(scene.incident), parts.of(left.incident)
    back = set(moved.get("calls", []))
    left.calls = [call for call in scene.calls if str(call.ref) in back]
    scene.calls = [call for call in scene.calls if str(call.ref) not in back]
    talked = {call.pk for call in left.calls}
    theirs.interpreters = [one for one in mine.interpreters if one.call_id in talked]
    mine.interpreters = [one for one in mine.interpreters if one.call_id not in talked]
    for row in (*left.calls, *theirs.interpreters):
        row.incident = left.incident
        act.writes.change(row)
    for name in NUMBERED:
        those = getattr(mine, name)
        setattr(theirs, name, _return(act, those, moved.get(name, {}), left.incident))
        setattr(mine, name, [row for row in those if row.incident_id == scene.incident.pk])
    notes = list(scene.incident.notes.select_related("by")) if moved.get("notes") else []
    legs = list(scene.incident.transfers.select_related("call")) if moved.get("transfers") else []
    here = cards.Deck()
    for note in notes:
        if note.n in moved["notes"].values():
            here.drop("notes", f"{scene.number}/{note.n}", note.compartment)
    for n in moved.get("transfers", {}).values():
        here.drop("transfers", f"{scene.number}/T{n}")
    returned = Brought(
        {},
        _return(act, notes, moved.get("notes", {}), left.incident),
        _return(act, legs, moved.get("transfers", {}), left.incident),
    )
    return here, returned.deck(left.number)


def _return(act: Act, rows: list[Any], became: dict[str, int], incident: Incident) -> list[Any]:
    old = {n: int(before) for before, n in became.items()}
    found = [row for row in rows if row.n in old]
    for row in found:
        row.incident, row.n = incident, old[row.n]
        act.writes.change(row)
    return found


def _back(act: Act, last: Move, state: str, happened_at: datetime, **of: Any) -> Move:
    """Add the row that takes the last step back."""
    move = moves.row(act, state=state, **of)
    move.happened_at, move.supersedes = happened_at, last
    if "assignment" in of:
        of["assignment"].moves_made.append(move)
    return move


WAYS: Final[dict[str, Way]] = {
    "note_added": _note,
    "unit_status_set": _status,
    "incident_closed": _close,
    "incidents_merged": _merge,
    **dict.fromkeys(PROGRESS, _step),
}
