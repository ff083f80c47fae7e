"""What is known of a city: one row per thing, the ways (streets by town) made of them, and a house number's place."""

from bisect import bisect_left
from dataclasses import dataclass, field
from math import cos, hypot, radians

from places.street import Street

BLOCK: str = "block"
ADDRESS: str = "address"
INTERSECTION: str = "intersection"
NAMED = ("landmark", "park", "hospital", "police", "fire", "metro", "school", "shelter", "ramp", "government", "clinic")
KINDS = (ADDRESS, BLOCK, INTERSECTION, *NAMED)
# How far off a row of this kind may be when it does not say so itself, metres. Assumption: parcel points are
# within a frontage, block points within a block, a named place within its grounds.
UNCERTAINTY = {ADDRESS: 20, BLOCK: 100, INTERSECTION: 30}
UNCERTAINTY_NAMED = 80
BEYOND = 400  # house numbers past the last known one that are still placed there, with doubt


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a gazetteer, WGS 84. `number` and `street` for addresses, `street` and `cross` for crossings."""

    kind: str
    municipality: str
    lat: float
    lon: float
    uncertainty_m: int
    name: str = ""
    street: str = ""
    cross: str = ""
    number: int = 0
    aliases: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a house number lies on a way, and how sure that is (metres). `exact`: a known point, not reckoned."""

    lat: float
    lon: float
    uncertainty_m: int
    exact: bool


@dataclass
class Way:
    """One street in one town: its name as written, and its known house numbers in order."""

    name: str
    street: Street
    municipality: str
    numbers: list[int] = field(default_factory=list)
    points: list[Entry] = field(default_factory=list)

    def sort(self) -> None:
        self.points.sort(key=lambda e: (e.number, e.kind))
        self.numbers = [e.number for e in self.points]

    def spot(self, number: int) -> Spot | None:
        """Return where a house number lies: its own point, between its neighbours, or near the last known one."""
        at = bisect_left(self.numbers, number)
        if at < len(self.numbers) and self.numbers[at] == number:
            here = self.points[at]
            return Spot(here.lat, here.lon, here.uncertainty_m, exact=here.kind == ADDRESS)
        if 0 < at < len(self.numbers):
            return _between(self.points[at - 1], self.points[at], number)
        if not self.points:
            return None
        end = self.points[0] if at == 0 else self.points[-1]
        off = abs(end.number - number)
        if off > BEYOND:
            return None
        return Spot(end.lat, end.lon, end.uncertainty_m + off, exact=False)

    def middle(self) -> Spot | None:
        """Return the middle of the known part; the doubt is half of its length."""
        if not self.points:
            return None
        middle, first, last = self.points[len(self.points) // 2], self.points[0], self.points[-1]
        half = metres(first.lat, first.lon, last.lat, last.lon) / 2
        return Spot(middle.lat, middle.lon, max(middle.uncertainty_m, round(half)), exact=False)


def _between(low: Entry, high: Entry, number: int) -> Spot:
    share = (number - low.number) / (high.number - low.number)
    apart = metres(low.lat, low.lon, high.lat, high.lon)
    doubt = max(low.uncertainty_m, high.uncertainty_m) + apart * min(share, 1 - share) * 0.25
    lat = low.lat + (high.lat - low.lat) * share
    lon = low.lon + (high.lon - low.lon) * share
    return Spot(round(lat, 6), round(lon, 6), round(doubt), exact=False)


def metres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance on a plane tangent here: right to a percent at a city's size."""
    east = (lon2 - lon1) * cos(radians((lat1 + lat2) / 2))
    return hypot(lat2 - lat1, east) * 111_195
