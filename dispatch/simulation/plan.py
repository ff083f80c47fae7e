"""A day's calls, planned: pure and seeded, so that the same seed gives the same day.

Mix and volume: figures.toml and calls.toml, with their sources. Streets, numbers and people are invented.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
HOUR = 3600.0  # seconds
STREETS = (
    "Alder",
    "Birch",
    "Cassia",
    "Dahlia",
    "Elm",
    "Fern",
    "Ginkgo",
    "Hazel",
    "Iris",
    "Juniper",
    "Larkspur",
    "Myrtle",
)
SUFFIXES = ("St", "Av", "Bl", "Pl", "Dr", "Wy")
SPREAD = 0.018  # degrees around a station, about 2 km


@dataclass(frozen=True)
class Station:
    """Where an area's calls gather: WGS 84."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Planned:
    """One call of the day: `at` seconds after midnight, and the fields of `take_call`."""

    at: float
    name: str
    body: dict[str, Any]


@lru_cache(maxsize=1)
def figures() -> dict[str, Any]:
    return tomllib.loads((HERE / "figures.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    return tomllib.loads((HERE / "calls.toml").read_text(encoding="utf-8"))


def day(*, seed: int, on: date, stations: list[Station], begin: float = 0, hours: float = 24) -> Iterator[Planned]:
    """Yield the calls of `hours` hours after `begin` (an hour of the day), in the order in which they ring.

    `stations` must be in a fixed order: the plan draws from them.
    """
    known = figures()
    total = known["calls_a_day"] * known["weekday"][on.weekday()]
    shares = [h / sum(known["hour"]) for h in known["hour"]]
    random = Random(f"{seed} {on.isoformat()}")
    at, end = begin * HOUR, (begin + hours) * HOUR
    while True:
        at += random.expovariate(total * shares[int(at / HOUR) % 24] / HOUR)
        if at >= end:
            return
        yield _call(random, at, stations)


def _call(random: Random, at: float, stations: list[Station]) -> Planned:
    kinds = words()["call"]
    kind = random.choices(kinds, [k["rows"] for k in kinds])[0]
    spanish = "es" in kind and random.random() < figures()["spanish"] / _can_be_spanish()
    station = random.choice(stations)
    body = {
        "source": "911",
        "address": f"{random.randrange(100, 9900)} {random.choice(STREETS)} {random.choice(SUFFIXES)}",
        "lat": round(station.lat + random.uniform(-SPREAD, SPREAD), 5),
        "lon": round(station.lon + random.uniform(-SPREAD, SPREAD), 5),
        "narrative": narrative(random, kind, spanish=spanish),
        "callback": f"213-555-01{random.randrange(100):02d}",
        "language": "es" if spanish else "en",
    }
    return Planned(at, kind["name"], body)


@lru_cache(maxsize=1)
def _can_be_spanish() -> float:
    """Return the share of calls that have Spanish words, so that the day as a whole has its share."""
    kinds = words()["call"]
    return float(sum(k["rows"] for k in kinds if "es" in k) / sum(k["rows"] for k in kinds))


def narrative(random: Random, kind: dict[str, Any], *, spanish: bool = False) -> str:
    """Return a narrative composed of the kind's parts."""
    text: str = random.choice(kind["es" if spanish else "says"])
    while (start := text.find("{")) >= 0:
        end = text.index("}", start)
        slot = text[start + 1 : end]
        text = text[:start] + random.choice(kind.get(slot) or words()["shared"][slot]) + text[end + 1 :]
    return text.strip().rstrip(",").replace(", ,", ",")
