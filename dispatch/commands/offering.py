"""Who is next best for an incident, in one sentence: what the floor is told together with what went wrong."""

from collections.abc import Iterable

from dispatch import candidates, overriding, shortfall
from dispatch.models import Incident
from dispatch.shortfall import Offer


def next_best(incident: Incident) -> list[Offer]:
    """Return the next best units for those who should go, best first; free ones alone."""
    asked = tuple(overriding.kinds_of(overriding.response(incident)))
    return shortfall.next_best(candidates.need(incident), asked, candidates.on_roster())


def said(offers: Iterable[Offer]) -> str:
    """Return the best of them as a sentence, with what it costs."""
    best = next(iter(offers), None)
    if best is None:
        return "No unit is free at all."
    costs = f" ({best.costs})" if best.costs else ""
    return f"Next best: {best.unit}, {best.kind.replace('_', ' ')}{costs}."
