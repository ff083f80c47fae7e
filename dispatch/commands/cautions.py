"""Premise cautions: adding one, looking at it again, ending it. Every open incident at the place shows it at once.

The one rule: a caution warns. It sends nobody, keeps nobody away and changes no priority.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from dispatch import cards, inputs, premises, trips, wire
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Call, Caution, Incident
from dispatch.models.call import DIGITS
from dispatch.models.caution import ACTIVE, EXPIRED

# Assumptions, to be replaced by the city's policy: looked at again after half a year, over after one.
LASTS = timedelta(days=365)
REVIEWED_AFTER = timedelta(days=182)


@command("caution_added", inputs.AddCaution)
def add_caution(*, act: Act, told_by: str, compartment: str = "common", **said: Any) -> Entry:
    """Warn of a place: with a source, a review date and an end. Only readers of its compartment are sent it."""
    if compartment not in act.by.audience.compartments:
        raise Forbidden(f"You may not write {compartment} cautions: you could not read them.")
    trips.ask(premises.EXCLUSIVE)
    caution = Caution(
        compartment=compartment,
        source=told_by,
        added_at=act.at,
        by_id=act.by.id,
        place_key=premises.key(said["address"]),
        **said | times(act, said),
    )
    if caution.lat is None and not caution.place_key:
        raise Invalid("address: names no place.", fields={"address": ["Names no place: add a position."]})
    act.writes.add(caution)
    return told(act, caution, {"told_by": told_by, "radius_m": caution.radius_m})


@command("caution_reviewed", inputs.ReviewCaution)
def review_caution(*, act: Act, caution: UUID, **said: Any) -> Entry:
    """Say that a caution is still true, and until when; its words may become better with it."""
    trips.ask(premises.EXCLUSIVE)
    found = active(act, caution)
    was = {"text": found.text, "severity": found.severity, "source": found.source}
    for name, value in (times(act, said) | {k: v for k, v in said.items() if v}).items():
        setattr(found, "source" if name == "told_by" else name, value)
    found.reviewed_at, found.reviewed_by_id = act.at, act.by.id
    act.writes.change(found)
    return told(act, found, {"was": was})


@command("caution_expired", inputs.ExpireCaution)
def expire_caution(*, act: Act, caution: UUID, reason: str) -> Entry:
    """End a caution, with the reason. What open incidents showed of it goes; closed ones keep what was known."""
    trips.ask(premises.EXCLUSIVE)
    return ended(act, active(act, caution), reason)


def ended(act: Act, found: Caution, reason: str) -> Entry:
    """End a locked caution or care plan; the system only when it is due."""
    if act.by.role == "system" and found.expires_at > act.now:
        raise Refused("not_due", "This caution is not due to expire.")
    found.state, found.ended_at, found.ended_why = EXPIRED, act.at, reason
    act.writes.change(found)
    return told(act, found, {"reason": reason})


def times(act: Act, said: dict[str, Any]) -> dict[str, datetime]:
    """Return when it ends and when somebody looks again: as said, else after the usual time."""
    ends = said.get("expires_at") or act.now + LASTS
    return {"expires_at": ends, "review_at": said.get("review_at") or min(act.now + REVIEWED_AFTER, ends)}


def active(act: Act, ref: UUID, *, plan: bool = False) -> Caution:
    """Lock an active caution, or a care plan, that the actor may read. The system ends those of every compartment."""
    found = Caution.objects.select_for_update().filter(ref=ref).first()
    may = act.by.role == "system" or (found is not None and found.compartment in act.by.audience.compartments)
    if found is None or not may or bool(found.plan) is not plan:
        raise NotFound(f"There is no {'care plan' if plan else 'caution'} {ref}.")
    if found.state != ACTIVE:
        raise Refused("expired", f"This caution ended on {found.ended_at:%Y-%m-%d}: {found.ended_why}.")
    return found


def told(act: Act, caution: Caution, facts: dict[str, Any]) -> Entry:
    """Return the entry: the caution's card, and those of the open incidents at its place, in its compartment alone."""
    mine, deck, sight = caution.compartment, cards.Deck(), {}
    scenes = [Scene.anybodys(act, number) for number in _numbers(caution)]
    for scene in scenes:
        _show(scene, caution)
        shown = cards.incident(scene.incident, scene.assignments)
        deck.add("incidents", scene.number, {mine: shown[mine]} if mine in shown else {})
        sight[scene.number] = {"was": scene.was, "is": scene.was}
    key = str(caution.ref)
    deck.add("cautions", key, cards.caution(caution)) if caution.state == ACTIVE else deck.drop("cautions", key, mine)
    about = {"caution": key, "severity": caution.severity, "text": caution.text, "source": caution.source}
    about |= caution.plan
    where = {"address": caution.address, "expires_at": wire.stamp(caution.expires_at)}
    bodies = {c: {"facts": {}, "cards": kinds} for c, kinds in deck.bodies.items()}
    bodies.setdefault(mine, {"facts": {}, "cards": {}})["facts"] = about | where | facts
    return Entry([scene.number for scene in scenes], bodies, sight)


def _numbers(caution: Caution) -> list[str]:
    """Return the open incidents that a caution may concern, or did, in the order of their locks."""
    south, north, west, east = premises.box(caution.lat, caution.lon, caution.radius_m)
    near = Q(lat__range=(south, north), lon__range=(west, east)) | Q(place_key__in=premises.keys(caution.address))
    shows = Q(cautions__contains={caution.compartment: [{"caution": str(caution.ref)}]})
    if caution.phone:
        near |= Q(pk__in=Call.objects.alias(digits=DIGITS).filter(digits=caution.phone).values("incident"))
    return sorted(Incident.objects.open().filter(near | shows).values_list("number", flat=True))


def _show(scene: Scene, caution: Caution) -> None:
    """Put the caution as it is now on the incident, or take it away."""
    kept = [c for those in scene.incident.cautions.values() for c in those if c["caution"] != str(caution.ref)]
    numbers = [call.callback for call in scene.calls]
    if caution.state == ACTIVE and premises.concerns(caution, scene.incident, numbers):
        here = (scene.incident.address, scene.incident.lat, scene.incident.lon, numbers)
        kept += premises.those([premises.row_of(caution)], *here)
    scene.incident.cautions = premises.kept(scene.incident.cautions, premises.in_order(kept))
    scene.act.writes.change(scene.incident)
