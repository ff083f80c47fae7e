"""How the parts of an incident look inside its card, a compartment each. They belong to `cards.incident`."""

from collections.abc import Iterable, Mapping
from typing import Any

from dispatch import ladder, parts, roles, wire
from dispatch.models import Assignment, ContactOutcome, HelpRequest, Incident, Interpreter, Transfer

Card = dict[str, Any]
stamp = wire.stamp


def of_incident(thing: Incident, jobs: Iterable[Assignment]) -> dict[str, Card]:
    """Return the parts by compartment. Who and what to look for is common; names and plates the caller's.

    `jobs` are all its assignments: the clocks of requests follow from them.
    """
    if not thing.parts_count:
        return {roles.COMMON: {"links": [], "requests": [], "persons": [], "vehicles": [], "interpreter": None}}
    found, known = parts.of(thing), {job.pk: job for job in jobs}
    return {
        roles.COMMON: {
            "links": [{"incident": link.other.number, "relation": link.relation} for link in found.links],
            "requests": [help_request(one, thing.number, known) for one in found.requests if one.withdrawn_at is None],
            "persons": [{"n": p.n, "role": p.role, "description": p.description} for p in found.persons],
            "vehicles": [{"n": v.n, "description": v.description} for v in found.vehicles],
            "interpreter": interpreter(found.interpreters[-1]) if found.interpreters else None,
        },
        roles.CALLER: {
            "persons_named": [{"n": p.n, "name": p.name, "phone": p.phone} for p in found.persons if p.name or p.phone],
            "vehicles_plates": [
                {"n": v.n, "plate": v.plate, "plate_state": v.plate_state} for v in found.vehicles if v.plate
            ],
        },
        roles.CARE: {
            "persons_health": [{"n": p.n, "health": p.health} for p in found.persons if p.health],
            "contacts": [contact(one) for one in found.contacts],
        },
        roles.LAW: {"persons_record": [{"n": p.n, "record": p.record} for p in found.persons if p.record]},
    }


def help_request(thing: HelpRequest, number: str, jobs: Mapping[int, Assignment]) -> Card:
    return {
        "request": f"{number}/H{thing.n}",
        "what": thing.what,
        "kind": thing.kind,
        "unit": thing.unit,
        "stays": thing.stays,
        "why": thing.why,
        "by": thing.by,
        "at": stamp(thing.at),
        "answered_by": thing.answered_by,
        "answered_at": stamp(thing.answered_at),
        **ladder.clocks(thing, jobs),
    }


def contact(thing: ContactOutcome) -> Card:
    """Return what a team did with whom it met; for readers of `care` alone."""
    names = ("n", "unit", "contact", "needs", "offered", "accepted", "transport", "hold", "police", "follow_up")
    return {name: getattr(thing, name) for name in (*names, "words", "by")} | {"at": stamp(thing.at)}


def interpreter(thing: Interpreter) -> Card:
    return {
        "call": str(thing.call.ref),
        "language": thing.language,
        "state": thing.state,
        "requested_at": stamp(thing.requested_at),
        "connected_at": stamp(thing.connected_at),
        "ended_at": stamp(thing.ended_at),
        "by": thing.by,
    }


def transfer(thing: Transfer, number: str) -> dict[str, Card]:
    """Return a transfer's card. Whom the caller was handed to is everybody's on the incident."""
    return {
        roles.COMMON: {
            "transfer": f"{number}/T{thing.n}",
            "incident": number,
            "call": str(thing.call.ref),
            "to": thing.to,
            "kind": thing.kind,
            "state": thing.state,
            "since": stamp(thing.since),
            "reason": thing.reason,
            "outcome": thing.outcome,
            "times": {step["state"]: step["at"] for step in thing.steps},
            "steps": thing.steps,
        }
    }
