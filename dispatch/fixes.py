"""A fix: where a unit was, when, how surely. Reads a batch of them, all or nothing. Pure.

Read by hand and not by a serializer for each: 2,000 a second share two cores with a running board, and a serializer
takes some 100 µs where this takes some 5.
"""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from dispatch.errors import Invalid, Problem

Refusal = TypeVar("Refusal", bound=Problem)

MOST: Final = 1000  # fixes in one batch
TOLD: Final = 20  # faults named in one answer
# A tracker's clock is GPS time, ours is NTP's: this much may lie between them and no more.
AHEAD: Final = timedelta(seconds=5)
AVL: Final = "avl"
PHONE: Final = "phone"
SOURCES: Final = (AVL, PHONE)
NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z .\-]{0,15}")
DEVICE: Final = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,62}[\x21-\x7e])?")


@dataclass(frozen=True, slots=True)
class Fix:
    """WGS 84. `unit` or `device` says whose it is. `at` is the tracker's own time, None when it told none.

    `accuracy` in metres, `speed` in metres per second, `heading` in degrees clockwise from north.
    """

    unit: str
    device: str
    lat: float
    lon: float
    at: datetime | None
    accuracy: float | None
    speed: float | None
    heading: float | None
    source: str


def read(given: Any, now: datetime) -> list[Fix]:
    """Return the fixes of a batch. Raises `Invalid` that names every bad one by its number (from 1), up to 20."""
    if not isinstance(given, list) or not given:
        raise Invalid("A batch is a JSON list of positions, at least one.")
    if len(given) > MOST:
        raise Invalid(f"A batch holds at most {MOST:,} positions: send {len(given):,} in several.")
    found, faults = [], {}
    for n, one in enumerate(given, 1):
        try:
            found.append(_fix(one, now))
        except ValueError as why:
            faults[n] = str(why)
            if len(faults) == TOLD:
                break
    if faults:
        raise refused(Invalid, faults)
    return found


def refused(kind: type[Refusal], faults: dict[int, str]) -> Refusal:
    """Return the refusal of a whole batch: the first fault as its sentence, all of them by number."""
    first = next(iter(faults))
    return kind(
        f"Position {first}: {faults[first]} Nothing was taken.", fields={str(n): [says] for n, says in faults.items()}
    )


def _fix(one: Any, now: datetime) -> Fix:
    if not isinstance(one, dict):
        raise ValueError("Must be a JSON object.")
    if unknown := one.keys() - FIELDS:
        raise ValueError(f"There is no field {str(min(unknown, key=str))[:40]!r}.")
    unit, device = one.get("unit"), one.get("device")
    if (unit is None) == (device is None):
        raise ValueError("Must name a unit or a device, one of them.")
    source = one.get("source", "")
    if source not in ("", *SOURCES):
        raise ValueError("source must be avl or phone.")
    return Fix(
        unit=_named(unit, NAME, "unit").strip().upper() if unit is not None else "",
        device=_named(device, DEVICE, "device") if device is not None else "",
        lat=_number(one, "lat", -90, 90),
        lon=_number(one, "lon", -180, 180),
        at=_moment(one.get("at"), now),
        accuracy=_optional(one, "accuracy", 0, 100_000),
        speed=_optional(one, "speed", 0, 400),
        heading=_optional(one, "heading", 0, 360),
        source=source,
    )


FIELDS: Final = frozenset(("unit", "device", "lat", "lon", "at", "accuracy", "speed", "heading", "source"))


def _named(given: Any, shape: "re.Pattern[str]", what: str) -> str:
    if not isinstance(given, str) or not shape.fullmatch(given):
        raise ValueError(f"{what} must be a name of plain letters, digits and signs.")
    return given


def _number(one: dict[str, Any], name: str, least: float, most: float) -> float:
    value = one.get(name)
    if type(value) not in (int, float) or not math.isfinite(value) or not least <= value <= most:
        raise ValueError(f"{name} must be a number from {least:,} to {most:,}.")
    return float(value)


def _optional(one: dict[str, Any], name: str, least: float, most: float) -> float | None:
    return None if one.get(name) is None else _number(one, name, least, most)


def _moment(given: Any, now: datetime) -> datetime | None:
    if given is None:
        return None
    try:
        at = datetime.fromisoformat(given)
    except (ValueError, TypeError):
        raise ValueError("at must be a time like 2026-11-24T07:10:11Z.") from None
    if at.tzinfo is None:
        raise ValueError("at must say its offset from UTC, such as Z.")
    if at > now + AHEAD:
        raise ValueError("at lies in the future.")
    return at.astimezone(UTC)
