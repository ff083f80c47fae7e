"""The built-in travel time: straight line, road factor, hour of the day, mode. Pure, and always there.

Every figure is an assumption until a centre measures its own; each candidate says that its time is estimated.
"""

import math
from dataclasses import dataclass
from typing import Final

SOURCE: Final = "est."
EARTH_M: Final = 6_371_000
DETOUR: Final = 1.35  # road distance over straight line in a grid of streets: assumption
CODE3: Final = "code3"
NORMAL: Final = "normal"
FOOT: Final = "foot"
SPEED_M_S: Final = {CODE3: 14.0, NORMAL: 8.5, FOOT: 1.3}
# How fast traffic is at an hour of the local day, against the day's mean: assumption. On foot nothing changes,
# and lights and siren take half of what traffic costs.
RUSH: Final = {7: 0.75, 8: 0.7, 9: 0.8, 15: 0.8, 16: 0.7, 17: 0.65, 18: 0.75}
NIGHT: Final = {hour: 1.2 for hour in (22, 23, 0, 1, 2, 3, 4, 5)}
PACE: Final = RUSH | NIGHT


@dataclass(frozen=True)
class Leg:
    """A way to the place: `metres` on the road, `seconds`, and who says so (`est.`, `OSRM`, `Valhalla`)."""

    metres: int
    seconds: float
    source: str = SOURCE


def metres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in metres between two WGS 84 positions."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2
    h += math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(h)))


def mode_for(priority: str, on_foot: bool = False) -> str:
    """Return how a unit goes to a call of this priority: with lights and siren to a P1 only."""
    if on_foot:
        return FOOT
    return CODE3 if priority == "P1" else NORMAL


def speed(mode: str, hour: int | None = None) -> float:
    """Return metres a second on the road. `hour` is the local hour, None when it should not count."""
    pace = 1.0 if hour is None or mode == FOOT else PACE.get(hour, 1.0)
    if mode == CODE3 and pace < 1.0:
        pace = (1.0 + pace) / 2
    return SPEED_M_S[mode] * pace


def leg(here: tuple[float, float], there: tuple[float, float], mode: str, hour: int | None = None) -> Leg:
    """Return the estimated way between two WGS 84 positions."""
    road = metres(*here, *there) * DETOUR
    return Leg(round(road), road / speed(mode, hour))
