"""What a supervisor reviews: the overrides, toward police and away from police counted apart."""

from typing import Any

from django.db.models import Count

from dispatch import alert_cards, lifecycles, roles
from dispatch.errors import Forbidden, Invalid, NotFound
from dispatch.models import Override
from dispatch.principals import Principal


def overrides(
    by: Principal, *, state: str = "", direction: str = "", after: str = "", limit: int = 50
) -> dict[str, Any]:
    """Return overrides, newest first, with counts by direction; `next` is the key to continue after.

    The counts are of the state asked for, in both directions: one is not seen without the other.
    """
    if by.scope != roles.FLOOR:
        raise Forbidden("Overrides are reviewed by the dispatch floor and the auditor.")
    _check(state, lifecycles.OVERRIDE.states, "state")
    _check(direction, lifecycles.OVERRIDE_DIRECTIONS, "direction")
    of_state = Override.objects.filter(state=state) if state else Override.objects.all()
    found = of_state.filter(direction=direction) if direction else of_state
    if after:
        found = found.filter(pk__lt=_named(after).pk)
    page = list(found.select_related("incident").order_by("-pk")[: limit + 1])
    counted = dict(of_state.values_list("direction").annotate(Count("pk")).order_by())
    return {
        "results": [_card(one) for one in page[:limit]],
        "counts": {name: counted.get(name, 0) for name in lifecycles.OVERRIDE_DIRECTIONS},
        "next": _key(page[limit - 1]) if len(page) > limit else None,
    }


def _card(thing: Override) -> dict[str, Any]:
    return {
        "override": _key(thing),
        "incident": thing.incident.number,
        "incident_status": thing.incident.status,
        "recommended": thing.recommended,
        **alert_cards.override(thing),
    }


def _key(thing: Override) -> str:
    return f"{thing.incident.number}/O{thing.n}"


def _named(key: str) -> Override:
    number, _, n = key.partition("/O")
    found = Override.objects.filter(incident__number=number, n=int(n) if n.isdecimal() and len(n) < 9 else 0).first()
    if found is None:
        raise NotFound(f"There is no override {key}.")
    return found


def _check(given: str, known: tuple[str, ...], name: str) -> None:
    if given and given not in known:
        raise Invalid(f"{name} must be one of {', '.join(known)}.", fields={name: [f"One of {', '.join(known)}."]})
