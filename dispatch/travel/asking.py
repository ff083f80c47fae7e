"""Ways to a place for many units: from the routing server if one is set and answers in time, else estimated.

Whatever a routing server does (hangs, breaks, tells nonsense), the recommendation comes: half a second later at
most, with the built-in estimate, and saying so.
"""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings

from dispatch.rank import Candidate, Need
from dispatch.travel import engines, estimate
from dispatch.travel.estimate import Leg

DEADLINE_S: Final = 0.5
# After a failure nobody waits for the server again until this is over: half a second per selected call adds up.
REST_S: Final = 10.0
FASTEST_M_S: Final = 60.0  # over the straight line; what claims to be faster is nonsense

log = logging.getLogger("daybreak.travel")
_pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="travel")
_rests_until: dict[str, float] = {}


@dataclass(frozen=True)
class Answer:
    """Measured ways by call sign (empty: all estimated), their source, and in words why it is what it is."""

    legs: dict[str, Leg] = field(default_factory=dict)
    source: str = estimate.SOURCE
    says: str = "estimated from the straight line"


def ways(need: Need, units: Sequence[Candidate]) -> Answer:
    """Return the ways of those units to the place of the need. Never raises and never takes longer than 0.5 s."""
    url, engine = settings.TRAVEL_URL, engines.ENGINES.get(settings.TRAVEL_ENGINE)
    placed = [c for c in units if c.lat is not None and c.lon is not None and not c.on_foot]
    if not url or engine is None or need.lat is None or need.lon is None or not placed:
        return Answer()
    if time.monotonic() < _rests_until.get(url, 0.0):
        return Answer(says=f"estimated: {engine.name} did not answer a moment ago")
    here = (need.lat, need.lon)
    positions = [(c.lat, c.lon) for c in placed if c.lat is not None and c.lon is not None]
    try:
        rows = _in_time(lambda: engine.matrix(url, positions, here, DEADLINE_S))
    except (engines.Unusable, TimeoutError) as error:
        _rests_until[url] = time.monotonic() + REST_S
        log.warning("routing server gives no answer, travel times are estimated: %s", error or "too slow")
        return Answer(says=f"estimated: {engine.name} did not answer")
    legs = {}
    for unit, position, row in zip(placed, positions, rows, strict=True):
        if row is not None and _possible(position, here, row):
            legs[unit.call_sign] = Leg(round(row[0]), row[1] * _pace(need), engine.name)
    return (
        Answer(legs, engine.name, f"by {engine.name}")
        if legs
        else Answer(says=f"estimated: {engine.name} knows no way")
    )


def _in_time(ask: Callable[[], list[tuple[float, float] | None]]) -> list[tuple[float, float] | None]:
    """Run in a thread, because a socket's timeout counts each read and not the whole; a late answer is dropped."""
    asked = _pool.submit(ask)
    try:
        return asked.result(timeout=DEADLINE_S)
    except TimeoutError:
        asked.cancel()
        raise


def _possible(there: tuple[float, float], here: tuple[float, float], row: tuple[float, float]) -> bool:
    return row[1] >= estimate.metres(*there, *here) / FASTEST_M_S


def _pace(need: Need) -> float:
    """Return by what a routing server's time is multiplied: it knows neither lights and siren nor the hour."""
    normal = estimate.speed(estimate.NORMAL)
    return normal / estimate.speed(estimate.mode_for(need.priority), need.hour)


def forget() -> None:
    """Ask every server again at once."""
    _rests_until.clear()
