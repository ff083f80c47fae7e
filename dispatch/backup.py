"""The nearest armed backup for an unarmed team: pure code over the same values as the ranking."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dispatch import explaining, rank
from dispatch.rank import Candidate, Need
from dispatch.travel import estimate
from dispatch.travel.estimate import Leg
from responders import kinds


@dataclass(frozen=True)
class Backup:
    """The armed unit that would be there first. `eta_s` None: how far it is away is not known."""

    unit: str
    agency: str
    kinds: tuple[str, ...]
    eta_s: int | None
    distance_m: int | None
    travel: str
    cautions: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def need_at(lat: float | None, lon: float | None, hour: int | None = None) -> Need:
    """Return what a team in trouble needs: whoever is armed, with lights and siren."""
    return Need(kinds.ARMED, lat, lon, priority="P1", hour=hour)


def is_unarmed(unit: Candidate) -> bool:
    """Return whether a unit has nobody armed with it: it is of an unarmed kind and carries no weapon."""
    return not unit.armed and not set(unit.kinds) & set(kinds.ARMED)


def nearest(need: Need, candidates: Iterable[Candidate], legs: Mapping[str, Leg] | None = None) -> Backup | None:
    """Return the free armed unit that would be there first; None when there is none.

    Nothing but the way counts: neither language nor rest, and a shift that ends does not stop a backup.
    """
    armed = [c for c in candidates if not is_unarmed(c) and set(c.kinds) & set(need.kinds)]
    free = [c for c in armed if c.duty == "available" and not c.busy]
    judged = rank.order(need, free, legs)
    known = [one for one in judged if one.seconds is not None]
    if not judged:
        return None
    best = min(known, key=lambda one: (one.seconds, one.call_sign)) if known else judged[0]
    said = explaining.in_words(need, best, legs or {})
    about = tuple(c for c in said.cautions if "position" in c or "place" in c or "not known" in c)
    source = said.travel if best.seconds is not None else estimate.SOURCE
    return Backup(said.unit, said.agency, said.kinds, said.eta_s, said.distance_m, source, about)
