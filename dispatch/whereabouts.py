"""Candidates for a typed place, with what follows from the place: area, and who is in service there now."""

import time
from functools import lru_cache
from typing import Any

from dispatch import roles
from dispatch.errors import Forbidden, Invalid
from dispatch.models import Assignment
from dispatch.principals import Principal
from places import typed
from places.index import Candidate
from responders import areas, duty, gazetteer
from responders.los_angeles import city
from responders.models import Agency, Unit
from responders.models.area import name_of

SHOWN = 8
MOST = 20
READ_EVERY = 2.0  # seconds: who is in service is read at most this often while people type


def candidates(by: Principal, text: str, near: str = "", limit: int = SHOWN) -> dict[str, Any]:
    """Return `{results, typed}`: the likeliest places first; `typed` has the apartment and gate that were split off."""
    if by.scope != roles.FLOOR:
        raise Forbidden("Places are looked up by the dispatch floor.")
    found = gazetteer.search(text, near=_position(near), limit=max(1, min(limit, MOST)))
    parts = typed.read(text, gazetteer.towns())
    return {
        "results": [card(one) for one in found],
        "typed": {"apartment": parts.apartment, "gate": parts.gate},
    }


def card(one: Candidate) -> dict[str, Any]:
    """Return how a candidate looks; `outside`: another agency's town, so a transfer is likely."""
    area = areas.area_of(one.lat, one.lon, areas.known())
    outside = bool(one.municipality) and one.municipality != city.HOME
    return {
        "label": one.label,
        "address": one.address,
        "kind": one.kind,
        "municipality": one.municipality,
        "lat": one.lat,
        "lon": one.lon,
        "uncertainty_m": one.uncertainty_m,
        "cross_street": one.cross_street,
        "match": one.match,
        "says": one.says,
        "area": "" if outside or area is None else area.name,
        "bureau": "" if outside or area is None else area.bureau,
        "outside": outside or area is None,
        "agencies_in_service": [] if outside or area is None else in_service(area.pk),
    }


def in_service(area: int | None) -> list[dict[str, Any]]:
    """Return the agencies with a unit on duty that serve an area: kinds, how many on duty, free, free in that area."""
    return _served(area, int(time.monotonic() / READ_EVERY))


@lru_cache(maxsize=64)
def _served(area: int | None, _: int) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    name = name_of(area)
    busy = set(_busy())
    fences = {a.pk: {x.name for x in a.serves.all()} for a in Agency.objects.prefetch_related("serves")}
    on_duty = Unit.objects.on_roster().exclude(duty=duty.OFF_DUTY).select_related("agency")
    for unit in on_duty.order_by("agency__code"):
        if fences[unit.agency_id] and name not in fences[unit.agency_id]:
            continue
        about = {
            "agency": unit.agency.code,
            "name": unit.agency.name,
            "kinds": [],
            "on_duty": 0,
            "free": 0,
            "free_here": 0,
        }
        mine = found.setdefault(unit.agency.code, about)
        mine["kinds"] = sorted({*mine["kinds"], *unit.kinds})
        mine["on_duty"] += 1
        free = unit.duty == duty.AVAILABLE and unit.pk not in busy
        mine["free"] += free
        mine["free_here"] += free and unit.area_id == area
    return list(found.values())


def _busy() -> Any:
    return Assignment.objects.open().values_list("unit_id", flat=True)


def _position(near: str) -> tuple[float, float] | None:
    if not near.strip():
        return None
    try:
        lat, lon = (float(part) for part in near.split(","))
    except ValueError:
        lat = lon = 999.0
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise Invalid("near must be lat,lon.", fields={"near": ["Must be lat,lon."]})
    return lat, lon
