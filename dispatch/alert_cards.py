"""How alerts and an override stand inside their incident's card: what is new about it, and who has still to see it."""

from collections.abc import Iterable
from typing import Any

from dispatch import lifecycles, wire
from dispatch.models import Alert, Assignment, Incident, Override

Card = dict[str, Any]

stamp = wire.stamp

KEPT_ALERTS = 3  # how many are shown although everybody has seen them


def alert_key(number: str, thing: Alert) -> str:
    return f"{number}/A{thing.n}"


def alerts(thing: Incident, assignments: list[Assignment]) -> list[Card]:
    """Return an incident's alerts, newest first: all that somebody has still to see, and the last of the others."""
    on_it = sight(assignments)
    found = []
    for i, one in enumerate(reversed(thing.alerts_raised)):
        unseen = [unit for unit in one.units if unit in on_it and unit not in one.seen_by]
        if i < KEPT_ALERTS or unseen or not one.by_floor:
            found.append(alert(one, thing.number, unseen))
    return found


def alert(thing: Alert, number: str, unseen: list[str]) -> Card:
    """Return one alert as it stands inside its incident's card. `unseen_by`: units there that have to see it."""
    return {
        "alert": alert_key(number, thing),
        "kind": thing.kind,
        "at": stamp(thing.raised_at),
        "says": thing.says,
        **thing.facts,
        "acknowledged": thing.by_floor,
        "seen": [a for a in thing.acknowledgements if "unit" in a],
        "unseen_by": unseen,
    }


def override(thing: Override) -> Card:
    """Return an override as it stands inside its incident's card, and in the review."""
    return {
        "n": thing.n,
        "state": thing.state,
        "response": thing.response,
        "was": thing.was,
        "determination": thing.determination,
        "direction": thing.direction,
        "reason_code": thing.reason_code,
        "words": thing.words,
        "by": thing.by,
        "at": stamp(thing.at),
        "decided_by": thing.decided_by,
        "decided_at": stamp(thing.decided_at),
        "decided_words": thing.decided_words,
        "confirmed_by": thing.decided_by if thing.state != lifecycles.REFUSED else "",
    }


def sight(assignments: Iterable[Assignment]) -> dict[str, str]:
    """Return call sign -> agency of the units that are on an incident now."""
    return {a.unit.call_sign: a.unit.agency.code for a in assignments if a.is_open}
