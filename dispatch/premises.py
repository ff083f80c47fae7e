"""Which places are the same place: distance and address in one spelling; and which cautions count at one.

Threat: somebody is sent to a dangerous address because the caution was found a second too late. Shape against
it: whoever sets a place and whoever adds a caution take one lock (shared and exclusive), so that each of them
sees what the other did.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from dispatch import roles, wire
from dispatch.models import Caution, Incident
from dispatch.trips import Sql
from places import known, typed

LOCK = 5_120_204  # of pg_advisory_xact_lock: cautions
SHARED = Sql("SELECT pg_advisory_xact_lock_shared(%s)::text", [LOCK])
EXCLUSIVE = Sql("SELECT pg_advisory_xact_lock(%s)::text", [LOCK])
WORST_FIRST = {"danger": 0, "caution": 1, "information": 2}
SHORTEST_NUMBER = 7  # digits; fewer name nobody
DEGREE_M = 111_195.0
NARROWEST = 0.5  # cos of 60 degrees: the box is wide enough anywhere people live

COLUMNS = (
    "ref::text, compartment, severity, address, lat, lon, radius_m, "
    "text, source, expires_at, review_at, plan::text, phone"
)
AT_PLACE = f"""
SELECT {COLUMNS} FROM dispatch_caution WHERE state = 'active' AND expires_at > %s
AND (lat BETWEEN %s AND %s AND lon BETWEEN %s AND %s OR place_key = ANY(%s) OR phone <> '' AND phone = ANY(%s))
"""


def key(address: str) -> str:
    """Return an address in one spelling, for comparing; at most 120 characters."""
    return typed.read(address).key[:120]


def keys(address: str) -> list[str]:
    """Return the spellings that name the same place as this address."""
    return [found[:120] for found in typed.read(address).keys]


def box(lat: float | None, lon: float | None, metres: float) -> tuple[float, float, float, float]:
    """Return south, north, west, east around a position; an empty box without one."""
    if lat is None or lon is None:
        return (1.0, 0.0, 1.0, 0.0)
    high = metres / DEGREE_M
    wide = high / NARROWEST
    return (lat - high, lat + high, lon - wide, lon + wide)


def digits(number: str) -> str:
    """Return the last ten digits of a telephone number; empty for what cannot be one (fewer than seven)."""
    found = re.sub(r"[^0-9]", "", number)[-10:]
    return found if len(found) >= SHORTEST_NUMBER else ""


def asking(now: datetime, address: str, lat: float | None, lon: float | None, numbers: Iterable[str] = ()) -> Sql:
    """Return the question for the cautions that may count at a place; `those` decides.

    `numbers` are those that calls about it came from: a person's care plan is found by one of them too.
    """
    known = [found for found in map(digits, numbers) if found]
    return Sql(AT_PLACE, [now, *box(lat, lon, 500), keys(address), known])


def those(
    rows: Iterable[tuple[Any, ...]],
    address: str,
    lat: float | None,
    lon: float | None,
    numbers: Iterable[str] = (),
) -> list[dict[str, Any]]:
    """Return the cautions that count at a place, the worst first, as an incident keeps them."""
    found, known = [], {digits(number) for number in numbers} - {""}
    for ref, compartment, severity, where, at_lat, at_lon, radius, text, source, expires, review, plan, phone in rows:
        away = distance(lat, lon, at_lat, at_lon)
        far = away is not None and away > radius and not set(keys(where)) & set(keys(address))
        if far and phone not in known:
            continue
        found.append(
            {
                "caution": ref,
                "compartment": compartment,
                "severity": severity,
                "text": text,
                "source": source,
                "address": where,
                "distance_m": None if away is None else round(away),
                "expires_at": wire.stamp(expires),
                "review_at": wire.stamp(review),
                **({"plan": json.loads(plan)} if plan != "{}" else {}),
            }
        )
    return in_order(found)


def in_order(cautions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return cautions the worst first, then the nearest."""
    return sorted(cautions, key=lambda c: (WORST_FIRST[c["severity"]], c["distance_m"] or 0, c["caution"]))


def row_of(caution: Caution) -> tuple[Any, ...]:
    """Return a caution as the question's rows are."""
    what = (str(caution.ref), caution.compartment, caution.severity)
    where = (caution.address, caution.lat, caution.lon, caution.radius_m)
    said = (caution.text, caution.source, caution.expires_at, caution.review_at)
    return (*what, *where, *said, json.dumps(caution.plan), caution.phone)


def concerns(caution: Caution, incident: Incident, numbers: Iterable[str] = ()) -> bool:
    """Return whether a caution counts at an incident's place, or for the numbers that called about it."""
    return bool(those([row_of(caution)], incident.address, incident.lat, incident.lon, numbers))


def distance(lat: float | None, lon: float | None, lat2: float | None, lon2: float | None) -> float | None:
    """Return metres between two positions; None when one is not known."""
    if lat is None or lon is None or lat2 is None or lon2 is None:
        return None
    return known.metres(lat, lon, lat2, lon2)


def kept(before: dict[str, Any], cautions: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return cautions as an incident keeps them, by compartment.

    A compartment that once held one stays, empty: its readers were sent a list and must be sent the empty one.
    """
    found: dict[str, Any] = {compartment: [] for compartment in before}
    for caution in cautions:
        found.setdefault(caution["compartment"], []).append(caution)
    return found


def partials(cautions: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what an incident's card holds of its cautions: `cautions` for all, `cautions_law`, `cautions_care`."""
    parts = {roles.COMMON: {"cautions": cautions.get(roles.COMMON, [])}}
    for compartment in (roles.LAW, roles.CARE):
        if compartment in cautions:
            parts[compartment] = {f"cautions_{compartment}": cautions[compartment]}
    return parts
