"""Taking a call and changing what the caller said. Each runs triage again on the server."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from dispatch import inputs, lifecycles, premises, triaging, trips
from dispatch.commands import moves, placing, retriage
from dispatch.commands import ringing as lines
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene, together
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Assessment, Call, Incident, Ringing
from dispatch.trips import Sql

SCHEDULED = "Scheduled"
WORDS = ("caller_name", "callback", "narrative", "answers", "language")

NEXT_NUMBER = """
INSERT INTO dispatch_counter (name, value) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET value = dispatch_counter.value + 1 RETURNING value
"""


FORGET_DRAFT = "DELETE FROM dispatch_draft WHERE ref = %s AND by_id = %s"


@command("call_taken", inputs.TakeCall)
def take_call(
    *,
    act: Act,
    source: str = "911",
    attach_to: str = "",
    draft: UUID | None = None,
    ringing: UUID | None = None,
    **said: Any,
) -> Entry:
    """Log a call. Opens an incident, always, unless it is attached to one; `incidents[0]` is its number.

    `ringing` is the line it was said on: its number is the caller's when none was typed.
    """
    if draft:
        act.writes.other(Sql(FORGET_DRAFT, [draft, act.by.id]))
    if attach_to:
        return _attached(act, attach_to, source, said, ringing)
    line = _line(act, ringing, said)
    result = triaging.assess(said.get("narrative", ""), said.get("answers", {}), said.get("call_type", ""))
    incident = opened(act, source, said)
    assessment_key = numbered(act, incident, [said.get("callback", "")])
    call = recorded(act, incident, source, said, line)
    act.writes.add(triaging.kept(act.now, assessment_key, incident, result, call.narrative, call.answers))
    moves.row(act, incident=incident, state=incident.status)
    scene = Scene(act, incident, [], [call])
    entry = scene.entry({"call": str(call.ref), "incident": incident.number}, calls=[call])
    return lines.put_on_board(act, line, call, incident, entry) if line else entry


def numbered(act: Act, incident: Incident, numbers: Sequence[str] = ()) -> int:
    """Give a new incident its key, the year's next number and its place's cautions; return a key for its assessment.

    `numbers` are those that called about it.
    """
    # The counter's row stays locked until commit, so its trip comes last: no gap, no double, no long wait.
    keys, _, cautions, count = trips.ask(
        trips.next_key(Incident, Assessment),
        *placing.asking(act, incident, numbers),
        Sql(NEXT_NUMBER, [f"incident-{act.now:%y}"]),
    )
    placing.keep(incident, cautions, numbers)
    incident.pk, assessment_key = keys[0]
    incident.number = f"{settings.CENTRE}{act.now:%y}-{count[0][0]:06d}"
    act.writes.add(incident)
    return int(assessment_key)


@command("call_updated", inputs.UpdateCall)
def update_call(*, act: Act, call: UUID, **changed: Any) -> Entry:
    """Change what was typed of a call: only the fields that are sent. Triage runs again.

    Another address or position is unverified unless it is sent as verified.
    """
    if moving := (placing.FIELDS | {"callback"}) & set(changed):
        trips.ask(premises.SHARED)  # before the incident's lock: the order of everybody who sets a place
    scene, key, notes = retriage.scene(act, _incident_of(call).number)
    scene.must_be_open()
    told = next((c for c in scene.calls if c.ref == call), None)
    if told is None:
        raise Refused("call_moved", "The call was just attached to another incident: look again.")
    for name in set(WORDS) & set(changed):
        setattr(told, name, changed[name])
    act.writes.change(told)
    if moving:
        placing.put(scene.incident, changed)
        numbers = [one.callback for one in scene.calls]
        _, cautions = trips.ask(*placing.asking(act, scene.incident, numbers))
        placing.keep(scene.incident, cautions, numbers)
    if "call_type" in changed:
        _type(scene.incident, changed["call_type"])
    if "silent_mode" in changed:
        scene.incident.silent_mode = changed["silent_mode"]
    triage = retriage.again(scene, key, notes, typing=told.by_id == act.by.id)
    return scene.entry({"call": str(call), "changed": sorted(changed), **triage}, calls=[told])


@command("call_attached", inputs.AttachCall)
def attach_call(*, act: Act, incident: str, call: UUID) -> Entry:
    """Move a call to the incident that it turned out to be about. The one it opened stays, for a person to close.

    A person's care plan is found by the number that calls: it comes along, and leaves where nobody calls with it now.
    """
    placing.lock(act)
    away = _incident_of(call).number
    if away == incident:
        raise Refused("already_attached", f"This call already belongs to {incident}.")
    # Locked by ascending number, whichever way the call moves.
    scenes = {number: retriage.scene(act, number) for number in sorted((incident, away))}
    (scene, key, notes), (left, left_key, left_notes) = scenes[incident], scenes[away]
    for one in (scene, left):
        one.must_be_open()
    moved = next((c for c in left.calls if c.ref == call), None)
    if moved is None:
        raise Refused("call_moved", "The call was just attached to another incident: look again.")
    moved.incident = scene.incident
    act.writes.change(moved)
    left.calls.remove(moved)
    scene.calls.append(moved)
    for one in (scene, left):
        placing.look_again(one)
    triage = retriage.again(scene, key, notes)
    if changed := retriage.again(left, left_key, left_notes):
        triage["triage_left"] = changed["triage"]
    return _of_both(scene, left, moved, triage)


def _of_both(scene: Scene, left: Scene, call: Call, triage: dict[str, Any]) -> Entry:
    facts = {"call": str(call.ref), "incident": scene.number, "from": left.number, **triage}
    return together(scene.entry(facts, calls=[call]), left.entry({}))


def _attached(act: Act, number: str, source: str, said: dict[str, Any], ringing: UUID | None) -> Entry:
    placing.lock(act)
    scene, key, notes = retriage.scene(act, number)
    scene.must_be_open()
    line = _line(act, ringing, said)
    scene.incident.silent_mode = scene.incident.silent_mode or said.get("silent_mode", False)
    call = recorded(act, scene.incident, source, said, line)
    scene.calls.append(call)
    placing.look_again(scene)
    triage = retriage.again(scene, key, notes)
    elsewhere = {"address": said["address"]} if said["address"] != scene.incident.address else {}
    facts = {"call": str(call.ref), "incident": number, **elsewhere, **triage}
    entry = scene.entry(facts, calls=[call])
    return lines.put_on_board(act, line, call, scene.incident, entry) if line else entry


def _incident_of(call: UUID) -> Incident:
    found = Incident.objects.filter(calls__ref=call).first()
    if found is None:
        raise NotFound(f"There is no call {call}.")
    return found


def opened(act: Act, source: str, said: dict[str, Any]) -> Incident:
    """Return a new incident as it was said, without its number and not written yet."""
    incident = Incident(
        since=act.at,
        opened_at=act.at,
        source=source,
        status=lifecycles.WAITING,
        language=said.get("language", "en"),
        silent_mode=said.get("silent_mode", False),
    )
    incident.alerts_raised = []
    if due_at := said.get("due_at"):
        incident.status, incident.due_at = lifecycles.HELD, due_at
        incident.hold_reason, incident.hold_until = SCHEDULED, due_at
    placing.put(incident, said)
    _type(incident, said.get("call_type", ""))
    return incident


def _line(act: Act, ringing: UUID | None, said: dict[str, Any]) -> Ringing | None:
    """Lock the line that this was said on; what it knows is not asked again."""
    if ringing is None:
        return None
    line = lines.taken(act, ringing)
    if not said.get("callback"):
        said["callback"] = line.number
    return line


def recorded(act: Act, incident: Incident, source: str, said: dict[str, Any], line: Ringing | None = None) -> Call:
    """Return the call that tells of an incident; it is written with the rest."""
    words = {name: said[name] for name in WORDS if name in said}
    call = Call(incident=incident, source=source, taken_at=act.at, by_id=act.by.id, **words)
    if line:  # the line refers to it: it needs its key before both are written
        call.pk = trips.ask(trips.next_key(Call))[0][0][0]
    act.writes.add(call)
    return call


def _type(incident: Incident, code: str) -> None:
    incident.call_type = code
    incident.call_type_text = triaging.call_type_text(code)
