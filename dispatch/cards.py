"""How things look from outside: one function per kind, one partial card per compartment.

A snapshot is cards and an event carries the cards it changed, made by the same functions, so what was pushed
equals what would be fetched. Compartments of one card hold disjoint keys; only `audience` joins them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from dispatch import alert_cards, co_response, overriding, part_cards, premises, roles, wire
from dispatch.models import Assignment, Call, Caution, Incident, Note
from responders import agencies
from responders.models import Unit
from responders.models.area import name_of

Card = dict[str, Any]
Partials = dict[str, Card]

stamp = wire.stamp

CANNOT_SPEAK = "Caller cannot speak freely"


def shown(result: dict[str, Any]) -> dict[str, Any]:
    """Return what everybody on the call reads of an assessment. A suggested bias review is for the desk that asks."""
    return {name: value for name, value in result.items() if name != "bias_review_suggested"}


def incident(thing: Incident, assignments: Iterable[Assignment]) -> Partials:
    """Return an incident's card. `assignments` are all of it, each as `looked_at` loads it."""
    assessed = shown(thing.assessment.result) if thing.assessment else {}
    jobs = list(assignments)
    added = part_cards.of_incident(thing, jobs)
    for compartment, partial in premises.partials(thing.cautions).items():
        added[compartment] = added.get(compartment, {}) | partial
    return added | {
        roles.COMMON: {
            **added[roles.COMMON],
            "number": thing.number,
            "status": thing.status,
            "since": stamp(thing.since),
            "priority": thing.priority,
            "priority_set_by_hand": thing.priority_set_by_hand,
            "level": assessed.get("level"),
            "determination": overriding.determination(thing),
            "response": overriding.response(thing),
            "recommended": overriding.recommended(thing),
            "override": alert_cards.override(thing.override) if thing.override else None,
            "unarmed_alone_is_safe": assessed.get("unarmed_alone_is_safe", False),
            "eligible": thing.eligible,
            "call_type": thing.call_type,
            "call_type_text": thing.call_type_text,
            "place": {
                "address": thing.address,
                "lat": thing.lat,
                "lon": thing.lon,
                "area": name_of(thing.area_id),
                "municipality": thing.municipality,
                "apartment": thing.apartment,
                "gate": thing.gate,
                "cross_street": thing.cross_street,
                "uncertainty_m": thing.uncertainty_m,
                "verified": thing.place_verified,
            },
            "narrative": thing.assessment.narrative if thing.assessment else "",
            "answers": thing.assessment.answers if thing.assessment else {},
            "language": thing.language,
            "source": thing.source,
            "opened_at": stamp(thing.opened_at),
            "assessment": assessed,
            "hazards": [*assessed.get("hazards", []), *([CANNOT_SPEAK] if thing.silent_mode else [])],
            "silent_mode": thing.silent_mode,
            "hold": {"reason": thing.hold_reason, "until": stamp(thing.hold_until)} if thing.hold_reason else None,
            "staging": _staging(thing),
            "due_at": stamp(thing.due_at),
            "disposition": thing.disposition,
            "outcome": thing.outcome,
            "closed_at": stamp(thing.closed_at),
            "team_due_at": stamp(thing.team_due_at),
            "overdue": {"at": stamp(thing.overdue_at), "why": thing.overdue_why} if thing.overdue_at else None,
            "alerts": alert_cards.alerts(thing, jobs),
            "co_response": co_response.of(jobs),
            "assignments": [assignment(a) for a in jobs],
        },
    }


def _staging(thing: Incident) -> Card | None:
    """Return the staging hold, whether it still `stands`; None where there never was one."""
    if not thing.staging:
        return None
    told = {name: value for name, value in thing.staging.items() if name != "known"}
    return {**told, "stands": "cleared_at" not in told}


def assignment(thing: Assignment) -> Card:
    """Return one assignment as it stands inside its incident's card."""
    return {
        "unit": thing.unit.call_sign,
        "agency": agencies.of(thing.unit.agency_id).code,
        "kinds": thing.unit.kinds,
        "role": thing.role,
        "state": thing.state,
        "since": stamp(thing.since),
        "times": {m.state: stamp(m.happened_at) for m in thing.steps},
        "corrected": _corrected(thing),
        "open": thing.is_open,
        "disposition": thing.disposition,
        "checked_at": stamp(thing.checked_at),
        "notice": thing.notice or None,
    }


def _corrected(thing: Assignment) -> dict[str, str | None]:
    """Return state -> the time that was said first, for the steps whose time was corrected."""
    first: dict[str, str | None] = {}
    for move in thing.moves_made:
        first.setdefault(move.state, stamp(move.happened_at))
    return {m.state: first[m.state] for m in thing.steps if m.supersedes_id and first[m.state] != stamp(m.happened_at)}


def call(thing: Call, number: str) -> Partials:
    """Return a call's card; who called, and from where, only for the floor and the assigned units."""
    return {
        roles.COMMON: {
            "call": str(thing.ref),
            "incident": number,
            "source": thing.source,
            "taken_at": stamp(thing.taken_at),
            "language": thing.language,
        },
        roles.CALLER: {
            "incident": number,
            "caller_name": thing.caller_name,
            "callback": thing.callback,
        },
    }


def note(thing: Note, number: str, by: str) -> Partials:
    """Return a note's card, in the note's own compartment and nowhere else."""
    return {
        thing.compartment: {
            "note": f"{number}/{thing.n}",
            "incident": number,
            "compartment": thing.compartment,
            "text": thing.text,
            "at": stamp(thing.at),
            "by": by,
            "struck": {"by": thing.struck_by, "at": stamp(thing.struck_at)} if thing.struck_at else None,
        }
    }


def caution(thing: Caution) -> Partials:
    """Return a premise caution's card, in its own compartment and nowhere else. For the floor alone."""
    where = {"address": thing.address, "lat": thing.lat, "lon": thing.lon, "radius_m": thing.radius_m}
    return {
        thing.compartment: {
            "caution": str(thing.ref),
            "compartment": thing.compartment,
            "place": where,
            "severity": thing.severity,
            "text": thing.text,
            "source": thing.source,
            "added_at": stamp(thing.added_at),
            "expires_at": stamp(thing.expires_at),
            "review_at": stamp(thing.review_at),
            "reviewed_at": stamp(thing.reviewed_at),
            **({"plan": thing.plan} if thing.plan else {}),
        }
    }


class Job(Protocol):
    """What a unit's card shows of its open assignment."""

    role: str
    state: str
    since: datetime


def unit(thing: Unit, job: Job | None, number: str = "") -> Partials:
    """Return a unit's card. Its status is the open assignment's state, else its duty; never stored twice."""
    agency = agencies.of(thing.agency_id)
    return {
        roles.COMMON: {
            "call_sign": thing.call_sign,
            "agency": agency.code,
            "agency_name": agency.name,
            "kinds": thing.kinds,
            "status": job.state if job else thing.duty,
            "since": stamp(job.since if job else thing.duty_since),
            "assignment": {"incident": number, "role": job.role, "state": job.state} if job else None,
            "duty": thing.duty,
            "duty_reason": thing.duty_reason,
            "on_duty_until": stamp(thing.duty_until),
            "area": name_of(thing.area_id),
            "station": thing.station,
            "hours": thing.hours,
            "capabilities": {
                "can_hold": thing.can_hold,
                "can_transport": thing.can_transport,
                "medical_level": thing.medical_level,
                "minor_trained": thing.minor_trained,
                "armed": thing.armed,
            },
            "languages": thing.languages,
            "members": thing.members_count,
            "crew": thing.crew,
            "crew_names": thing.crew_names,
            "vehicle": thing.vehicle,
            "radio": thing.radio,
            "lat": thing.lat,
            "lon": thing.lon,
            "position_at": stamp(thing.position_at),
            "position_accuracy": thing.position_accuracy,
        }
    }


class Deck:
    """Collects partial cards by compartment and kind: the `cards` of an event's bodies."""

    def __init__(self) -> None:
        self.bodies: dict[str, dict[str, dict[str, Card | None]]] = {}

    def add(self, kind: str, key: str, partials: Partials) -> None:
        for compartment, card in partials.items():
            self.bodies.setdefault(compartment, {}).setdefault(kind, {})[key] = card

    def drop(self, kind: str, key: str, compartment: str = roles.COMMON) -> None:
        """Add a null: the thing left the board."""
        self.bodies.setdefault(compartment, {}).setdefault(kind, {})[key] = None
