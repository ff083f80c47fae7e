"""Which units to recommend for an incident, and why: pure code over plain values.

Weights are a table, so that a supervisor can argue with them. A unit that cannot do the job is never ranked
higher by being near: what it lacks is listed as `why_not`, and it is not offered among those that fit.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

EARTH_M: Final = 6_371_000
# Straight line to road distance, and a mean speed through Los Angeles traffic: assumptions, to be replaced
# by measured travel times.
DETOUR: Final = 1.35
SPEED_M_S: Final = {"code3": 14.0, "normal": 8.5}
UNKNOWN_PLACE_M: Final = 8_000

WEIGHTS: Final = {
    "primary_kind": 50.0,  # it is what triage asked for first
    "also_kind": 25.0,  # it is what triage asked for as well
    "language": 12.0,  # speaks the person's language
    "own_area": 8.0,  # works in this area
    "minor_trained": 6.0,  # a child is involved
    "can_hold": 4.0,  # may write a 5150 hold when one is likely
    "per_minute": -1.0,  # each minute of travel
}


@dataclass(frozen=True)
class Need:
    """What the incident asks for. Positions WGS 84, `kinds` in triage's order, the first is the primary."""

    kinds: tuple[str, ...]
    lat: float | None
    lon: float | None
    area: str = ""
    language: str = "en"
    priority: str = "P3"
    minor: bool = False
    hold_likely: bool = False
    unarmed_alone_is_safe: bool = False


@dataclass(frozen=True)
class Candidate:
    """One unit as the ranking sees it. `serves` empty means the whole city; `busy` says with what."""

    call_sign: str
    agency: str
    kinds: tuple[str, ...]
    lat: float | None
    lon: float | None
    area: str = ""
    serves: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset({"en"})
    minor_trained: bool = False
    can_hold: bool = False
    duty: str = "available"
    busy: str = ""


@dataclass
class Ranked:
    """One unit's place in the ranking, with the reasons for and against in words."""

    unit: str
    agency: str
    kinds: tuple[str, ...]
    score: float
    distance_m: int | None
    eta_s: int | None
    fits: bool
    reasons: list[str] = field(default_factory=list)
    why_not: list[str] = field(default_factory=list)


def rank(need: Need, candidates: Iterable[Candidate]) -> list[Ranked]:
    """Return every candidate, those that fit first, best first; ties by call sign so that it is repeatable."""
    ranked = [_judge(need, candidate) for candidate in candidates]
    return sorted(ranked, key=lambda r: (not r.fits, -r.score, r.unit))


def metres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in metres between two WGS 84 positions."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2
    h += math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(h)))


def _judge(need: Need, unit: Candidate) -> Ranked:
    distance = _distance(need, unit)
    eta = _eta(need, distance)
    ranked = Ranked(unit.call_sign, unit.agency, unit.kinds, 0.0, distance, eta, fits=True)
    _kind(need, unit, ranked)
    _fence(need, unit, ranked)
    _state(unit, ranked)
    _fit(need, unit, ranked)
    if eta is not None:
        ranked.reasons.append(f"{eta / 60:.0f} min away ({(distance or 0) / 1000:.1f} km)")
    ranked.score += WEIGHTS["per_minute"] * (eta if eta is not None else _eta(need, UNKNOWN_PLACE_M) or 0) / 60
    ranked.score, ranked.fits = round(ranked.score, 2), not ranked.why_not
    return ranked


def _kind(need: Need, unit: Candidate, ranked: Ranked) -> None:
    if need.kinds and need.kinds[0] in unit.kinds:
        ranked.score += WEIGHTS["primary_kind"]
        ranked.reasons.append(f"{_words(need.kinds[0])}: what triage asks for first")
    elif also := [kind for kind in need.kinds if kind in unit.kinds]:
        ranked.score += WEIGHTS["also_kind"]
        ranked.reasons.append(f"{_words(also[0])}: what triage asks for as well")
    else:
        ranked.why_not.append("triage does not ask for its kind")


def _fence(need: Need, unit: Candidate, ranked: Ranked) -> None:
    """Unarmed programmes are bound by LAPD area; outside their fence they cannot be sent."""
    if unit.serves and need.area and need.area not in unit.serves:
        ranked.why_not.append(f"its programme does not serve {need.area}")
    elif unit.serves and not need.area:
        ranked.reasons.append("the area is not known: check that its programme serves the place")
    elif need.area and (unit.area == need.area or need.area in unit.serves):
        ranked.score += WEIGHTS["own_area"]
        ranked.reasons.append(f"works in {need.area}")


def _state(unit: Candidate, ranked: Ranked) -> None:
    if unit.busy:
        ranked.why_not.append(unit.busy)
    elif unit.duty != "available":
        ranked.why_not.append(_words(unit.duty))


def _fit(need: Need, unit: Candidate, ranked: Ranked) -> None:
    if need.language != "en" and need.language in unit.languages:
        ranked.score += WEIGHTS["language"]
        ranked.reasons.append(f"speaks {need.language}")
    if need.minor and unit.minor_trained:
        ranked.score += WEIGHTS["minor_trained"]
        ranked.reasons.append("trained for minors")
    if need.hold_likely and unit.can_hold:
        ranked.score += WEIGHTS["can_hold"]
        ranked.reasons.append("may write a 5150 hold")


def _distance(need: Need, unit: Candidate) -> int | None:
    if need.lat is None or need.lon is None or unit.lat is None or unit.lon is None:
        return None
    return round(metres(need.lat, need.lon, unit.lat, unit.lon) * DETOUR)


def _eta(need: Need, distance: int | None) -> int | None:
    if distance is None:
        return None
    return round(distance / SPEED_M_S["code3" if need.priority == "P1" else "normal"])


def _words(name: str) -> str:
    return name.replace("_", " ")
