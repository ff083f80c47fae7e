"""Taking a call and changing what the caller said. Each runs triage again on the server."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from dispatch import inputs, lifecycles, triaging
from dispatch.commands import moves
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Call, Draft, Incident
from responders import areas
from responders.models import Area

PLACE = ("address", "lat", "lon")
WORDS = ("caller_name", "callback", "narrative", "answers", "language")

NEXT = """
INSERT INTO dispatch_counter (name, value) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET value = dispatch_counter.value + 1 RETURNING value
"""


@command("call_taken", inputs.TakeCall)
def take_call(*, act: Act, source: str = "911", attach_to: str = "", draft: UUID | None = None, **said: Any) -> Entry:
    """Log a call. Opens an incident, always, unless it is attached to one; `incidents[0]` is its number."""
    if draft:
        Draft.objects.filter(ref=draft, by_id=act.by.id).delete()
    if attach_to:
        return _attached(act, attach_to, source, said)
    result = triaging.assess(said.get("narrative", ""), said.get("answers", {}), said.get("call_type", ""))
    incident = _opened(act, source, said, result)
    call = _call(act, incident, source, said)
    moves.row(act, incident=incident, state=incident.status)
    triaging.keep(act.now, incident, result, call.narrative, call.answers)
    incident.save()
    scene = Scene(act, incident, [])
    return scene.entry({"call": str(call.ref), "incident": incident.number}, calls=[call])


@command("call_updated", inputs.UpdateCall)
def update_call(*, act: Act, call: UUID, **changed: Any) -> Entry:
    """Change what was typed of a call: only the fields that are sent. Triage runs again."""
    number = Call.objects.filter(ref=call).values_list("incident__number", flat=True).first()
    if number is None:
        raise NotFound(f"There is no call {call}.")
    scene = Scene.open(act, number)
    theirs = list(scene.incident.calls.order_by("pk"))
    told = next((c for c in theirs if c.ref == call), None)
    if told is None:
        raise Refused("call_moved", "The call was just attached to another incident: look again.")
    for name in set(WORDS) & set(changed):
        setattr(told, name, changed[name])
    told.save()
    _place(scene.incident, changed)
    if "call_type" in changed:
        _type(scene.incident, changed["call_type"])
    triaging.again(act.now, scene.incident, theirs)
    scene.incident.save()
    return scene.entry({"call": str(call), "changed": sorted(changed)}, calls=[told])


@command("call_attached", inputs.AttachCall)
def attach_call(*, act: Act, incident: str, call: UUID) -> Entry:
    """Move a call to the incident that it turned out to be about. The incident it opened stays, for a person to close."""
    known = Call.objects.filter(ref=call).select_related("incident").first()
    if known is None:
        raise NotFound(f"There is no call {call}.")
    if known.incident.number == incident:
        raise Refused("already_attached", f"This call already belongs to {incident}.")
    scene, left = _both(act, incident, known.incident.number)
    known = Call.objects.get(pk=known.pk)
    if known.incident_id != left.incident.pk:
        raise Refused("call_moved", "The call was just attached to another incident: look again.")
    known.incident = scene.incident
    known.save()
    for each in (scene, left):
        triaging.again(act.now, each.incident, list(each.incident.calls.order_by("pk")))
        each.incident.save()
    return _of_both(scene, left, known)


def _both(act: Act, to: str, away: str) -> tuple[Scene, Scene]:
    """Lock two incidents by ascending number, whichever way the call moves."""
    scenes = {number: Scene.open(act, number) for number in sorted((to, away))}
    return scenes[to], scenes[away]


def _of_both(scene: Scene, left: Scene, call: Call) -> Entry:
    entry = scene.entry({"call": str(call.ref), "incident": scene.number, "from": left.number}, calls=[call])
    other = left.entry({})
    for compartment, body in other.bodies.items():
        mine = entry.bodies.setdefault(compartment, {"facts": {}, "cards": {}})
        for kind, those in body["cards"].items():
            mine["cards"].setdefault(kind, {}).update(those)
    return Entry([scene.number, left.number], entry.bodies, {**entry.sight, **other.sight})


def _attached(act: Act, number: str, source: str, said: dict[str, Any]) -> Entry:
    scene = Scene.open(act, number)
    call = _call(act, scene.incident, source, said)
    triaging.again(act.now, scene.incident, list(scene.incident.calls.order_by("pk")))
    scene.incident.save()
    return scene.entry({"call": str(call.ref), "incident": number}, calls=[call])


def _opened(act: Act, source: str, said: dict[str, Any], result: dict[str, Any]) -> Incident:
    incident = Incident(
        since=act.at,
        opened_at=act.at,
        source=source,
        status=lifecycles.WAITING,
        language=said.get("language", "en"),
        priority=result["priority"],
    )
    _place(incident, said)
    _type(incident, said.get("call_type", ""))
    incident.number = _number(act)
    incident.save()
    return incident


def _number(act: Act) -> str:
    """Return the next number of the year. The counter's row stays locked until commit: no gap, no double."""
    year = f"{act.now:%y}"
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [f"incident-{year}"])
        return f"{settings.CENTRE}{year}-{cursor.fetchone()[0]:06d}"


def _call(act: Act, incident: Incident, source: str, said: dict[str, Any]) -> Call:
    told = {name: said[name] for name in WORDS if name in said}
    return Call.objects.create(incident=incident, source=source, taken_at=act.at, by_id=act.by.id, **told)


def _place(incident: Incident, said: dict[str, Any]) -> None:
    for name in set(PLACE) & set(said):
        setattr(incident, name, said[name])
    if "lat" in said and said["lat"] is not None:
        incident.area = areas.area_of(said["lat"], said["lon"], Area.objects.all())
    elif "lat" in said or ("address" in said and incident.lat is None):
        incident.area = None


def _type(incident: Incident, code: str) -> None:
    incident.call_type = code
    incident.call_type_text = triaging.call_type_text(code)
