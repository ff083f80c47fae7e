"""What a floor hears on the simulated Tuesday, and in an evening's surge: the days that U33 and U35 are measured on."""

from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Final

from dispatch.causes import Limits
from dispatch.centre import defaults
from dispatch.simulation import alarm_day, plan
from dispatch.simulation.alarm_day import Floor, Heard, Rung
from responders.los_angeles import city
from triage import engine, protocol

TUESDAY: Final = date(2026, 11, 24)
SURGE: Final = (17 * plan.HOUR, 20 * plan.HOUR)  # when three times as many call
FEW: Final = 0.15  # the share of the units in the surge with too few


@lru_cache(maxsize=4)
def calls(seed: int) -> tuple[Rung, ...]:
    """Return the calls of the Tuesday, as triage reads them under the protocol as shipped."""
    stations = [plan.Station(a["name"], a["lat"], a["lon"]) for a in city.areas()]
    known = protocol.load_default()
    planned = plan.day(seed=seed, on=TUESDAY, stations=stations)
    return tuple(
        alarm_day.read(c.body["narrative"], {}, lambda words, answers: engine.assess(known, words, answers), c.at)
        for c in planned
    )


def floor(seed: int, share: float = 1.0) -> Floor:
    """Return the floor of the city as shipped, with this share of its units and the limits as shipped."""
    shipped = defaults.all_of_them()
    limits = Limits(shipped["timers"], shipped["alarms"], shipped["priorities"])
    fleet = Counter(unit["kinds"][0] for unit in city.units())
    return Floor(units={kind: max(1, int(n * share)) for kind, n in fleet.items()}, limits=limits, seed=seed)


@lru_cache(maxsize=4)
def normal(seed: int) -> Heard:
    return floor(seed).work(calls(seed))


@lru_cache(maxsize=4)
def surge(seed: int, share: float = 1.0) -> Heard:
    """Return an evening in which three times as many call for three hours, with this share of the units."""
    evening = [call for call in calls(seed) if SURGE[0] - plan.HOUR < call.at < SURGE[1] + plan.HOUR]
    within = [call for call in evening if SURGE[0] < call.at < SURGE[1]]
    more = [Rung(c.at + later, c.priority, c.lead, c.level) for c in within for later in (7, 11)]
    return floor(seed, share).work(sorted([*evening, *more], key=lambda call: call.at), hours=21)
