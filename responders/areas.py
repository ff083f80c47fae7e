"""Which LAPD area a place lies in: by its real boundary once imported, by the nearest station until then."""

import math
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from responders.models import Area

READ_EVERY = 5.0  # seconds
CITY_KM = 40.0  # farther from every station than this is not Los Angeles


def area_of(lat: float, lon: float, areas: Iterable[Area]) -> Area | None:
    """Return the area of a WGS 84 position; None outside the city. Nearest station where no shape is known."""
    known = list(areas)
    for area in known:
        if area.boundary and inside(lat, lon, area.boundary):
            return area
    rough = [area for area in known if not area.boundary]
    nearest = min(rough, key=lambda a: kilometres(lat, lon, a.lat, a.lon), default=None)
    if nearest is None or kilometres(lat, lon, nearest.lat, nearest.lon) > CITY_KM:
        return None
    return nearest


def known() -> list[Area]:
    """Return all areas, read at most every few seconds: they change when boundaries are imported."""
    return _read(int(time.monotonic() / READ_EVERY))


@lru_cache(maxsize=1)
def _read(_: int) -> list[Area]:
    return list(Area.objects.order_by("number"))


def approximate(areas: Iterable[Area]) -> bool:
    """Return whether any area still goes by its nearest station: pages must say so."""
    return any(not area.boundary for area in areas)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance on a plane tangent here: right to a percent at a city's size."""
    east = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(lat2 - lat1, east) * 111.195


def inside(lat: float, lon: float, geometry: dict[str, Any]) -> bool:
    """Return whether a GeoJSON Polygon or MultiPolygon (lon, lat) holds the position; holes do not count."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return any(
        _in_ring(lat, lon, outer) and not any(_in_ring(lat, lon, hole) for hole in holes) for outer, *holes in polygons
    )


def _in_ring(lat: float, lon: float, ring: Sequence[Sequence[float]]) -> bool:
    crossings = False
    for (x1, y1, *_), (x2, y2, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            crossings = not crossings
    return crossings
