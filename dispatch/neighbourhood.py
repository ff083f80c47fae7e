"""What a call-taker should know while typing: open incidents nearby, earlier calls, cautions. It never blocks.

Threat: looking up a person by telephone number. Shape against it: only the floor asks, only readers of `caller`
are told of other calls from a number, and nothing is told of calls older than the look-back.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from dispatch import lifecycles, premises, roles, trips, wire
from dispatch.centre import reading
from dispatch.errors import Forbidden, Invalid
from dispatch.lookback import Lookback
from dispatch.models import Call, Incident
from dispatch.models.call import DIGITS
from dispatch.principals import Principal
from responders.models.area import name_of

# Near enough to be the same thing. Assumptions: a block away at any age, a few blocks while it is fresh.
ADJACENT_M: Final = 150.0
NEAR_M: Final = 500.0
FRESH: Final = timedelta(hours=2)
SAME_PLACE_M: Final = 60.0  # earlier calls count as from here within this
OPEN_SHOWN: Final = 6
PRIOR_SHOWN: Final = 12
PRIOR_READ: Final = 300
CLIPPED: Final = 160


def nearby(
    by: Principal,
    now: datetime,
    *,
    address: str = "",
    lat: float | None = None,
    lon: float | None = None,
    callback: str = "",
    incident: str = "",
) -> dict[str, Any]:
    """Return `{open, prior, cautions}` for a place and a number being typed; `incident` is left out of it."""
    if by.scope != roles.FLOOR:
        raise Forbidden("What is known nearby is for the dispatch floor.")
    if (lat is None) != (lon is None):
        raise Invalid("lat: Give lat and lon together, or neither.", fields={"lat": ["Give lat and lon together."]})
    at = Place(address, lat, lon)
    lookback = reading.lookback()
    number = premises.digits(callback) if roles.CALLER in by.audience.compartments else ""
    rows = trips.ask(premises.asking(now, address, lat, lon, [number]))[0]
    cautions = premises.those(rows, address, lat, lon, [number])
    return {
        "open": _open(now, at, number, incident),
        "prior": _prior(now, at, number, incident),
        "cautions": [c for c in cautions if c["compartment"] in by.audience.compartments],
        "lookback_days": {"generally": lookback.generally, "longest": lookback.longest},
    }


class Place:
    """Where the call that is being typed comes from."""

    def __init__(self, address: str, lat: float | None, lon: float | None) -> None:
        self.address, self.lat, self.lon = address, lat, lon
        self.keys = premises.keys(address)

    def within(self, metres: float) -> Q:
        """Return the condition for incidents at the same address or that near."""
        south, north, west, east = premises.box(self.lat, self.lon, metres)
        near = Q(lat__range=(south, north), lon__range=(west, east))
        return near | Q(place_key__in=self.keys) if self.keys else near

    def away(self, incident: Incident) -> float | None:
        return premises.distance(self.lat, self.lon, incident.lat, incident.lon)

    def is_at(self, incident: Incident, metres: float) -> bool:
        away = self.away(incident)
        return incident.place_key in self.keys if away is None else away <= metres


def _from_number(number: str) -> set[int]:
    """Return the incidents that calls from this number belong to."""
    if not number:
        return set()
    return set(
        Call.objects.alias(digits=DIGITS).filter(digits=number).values_list("incident_id", flat=True)[:PRIOR_READ]
    )


def _open(now: datetime, at: Place, number: str, incident: str) -> list[dict[str, Any]]:
    same = _from_number(number)
    found = Incident.objects.open().filter(at.within(NEAR_M) | Q(pk__in=same)).exclude(number=incident)
    near = []
    for one in found.select_related("assessment"):
        away = at.away(one)
        same_address = one.place_key in at.keys
        fresh = now - one.opened_at <= FRESH
        close = away is not None and (away <= ADJACENT_M or (fresh and away <= NEAR_M))
        if close or same_address or one.pk in same:
            why = [w for w, is_so in (("address", same_address), ("near", close), ("number", one.pk in same)) if is_so]
            near.append((not same_address, away if away is not None else NEAR_M, one, why))
    near.sort(key=lambda n: (n[0], n[1], n[2].number))
    return [
        _card(one, why, at) | {"status": one.status, "priority": one.priority} for _, _, one, why in near[:OPEN_SHOWN]
    ]


def _prior(now: datetime, at: Place, number: str, incident: str) -> list[dict[str, Any]]:
    same, lookback = _from_number(number), reading.lookback()
    since = now - timedelta(days=lookback.longest)
    closed = Incident.objects.filter(status=lifecycles.CLOSED, opened_at__gte=since).exclude(number=incident)
    found = closed.filter(at.within(SAME_PLACE_M) | Q(pk__in=same)).select_related("assessment")
    shown = []
    for one in found.order_by("-opened_at")[:PRIOR_READ]:
        here = at.is_at(one, SAME_PLACE_M)
        if (here or one.pk in same) and _still_says_something(one, now, lookback):
            why = [w for w, is_so in (("place", here), ("number", one.pk in same)) if is_so]
            shown.append(_card(one, why, at) | {"disposition": one.disposition, "hazards": _hazards(one)})
    return shown[:PRIOR_SHOWN]


def _still_says_something(one: Incident, now: datetime, lookback: Lookback) -> bool:
    days = lookback.days(one.call_type, dangerous=bool(_hazards(one)))
    return one.opened_at >= now - timedelta(days=days)


def _hazards(one: Incident) -> list[str]:
    return list(one.assessment.result.get("hazards", [])) if one.assessment else []


def _card(one: Incident, why: Iterable[str], at: Place) -> dict[str, Any]:
    away = at.away(one)
    narrative = one.assessment.narrative if one.assessment else ""
    return {
        "incident": one.number,
        "why": list(why),
        "distance_m": None if away is None else round(away),
        "opened_at": wire.stamp(one.opened_at),
        "address": one.address,
        "apartment": one.apartment,
        "area": name_of(one.area_id),
        "call_type": one.call_type,
        "call_type_text": one.call_type_text,
        "narrative": narrative[:CLIPPED] + ("…" if len(narrative) > CLIPPED else ""),
    }
