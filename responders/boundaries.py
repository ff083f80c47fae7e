"""Real boundaries of the areas out of a GeoJSON file (RFC 7946, WGS 84). All of them or nothing."""

import json
from typing import Any

from django.db import transaction

from responders import areas
from responders.models import Area

# How the city's open data and others name an area in a feature's properties.
NUMBERS = ("PREC", "prec", "number", "area", "AREA")
NAMES = ("APREC", "aprec", "name", "NAME", "DIVISION", "division")


class BadBoundaries(Exception):
    """What is wrong with the file, one sentence per fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read(text: str) -> dict[int, dict[str, Any]]:
    """Return area number -> GeoJSON geometry. Raise `BadBoundaries` with every fault that was found."""
    try:
        features = json.loads(text)["features"]
    except (ValueError, KeyError, TypeError):
        raise BadBoundaries(["This is not a GeoJSON FeatureCollection."]) from None
    known = list(Area.objects.all())
    faults: list[str] = []
    found: dict[int, dict[str, Any]] = {}
    for at, feature in enumerate(features if isinstance(features, list) else [], start=1):
        area = _area(feature, known)
        fault = "names no known area" if area is None else _fault(feature.get("geometry"), area)
        if area is not None and area.number in found:
            fault = f"is a second shape of {area.name}"
        if fault or area is None:
            faults.append(f"Feature {at} {fault}.")
        else:
            found[area.number] = feature["geometry"]
    if not features:
        faults.append("The file holds no feature.")
    if faults:
        raise BadBoundaries(faults)
    return found


@transaction.atomic
def save(boundaries: dict[int, dict[str, Any]]) -> list[str]:
    """Store the shapes; return the names of areas that still go by their nearest station."""
    for number, geometry in boundaries.items():
        Area.objects.filter(number=number).update(boundary=geometry)
    return [area.name for area in Area.objects.filter(boundary=None).order_by("number")]


def _area(feature: Any, known: list[Area]) -> Area | None:
    said = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(said, dict):
        return None
    numbers = {str(said[key]).strip().lstrip("0") for key in NUMBERS if key in said}
    names = {_plain(str(said[key])) for key in NAMES if key in said}
    return next((a for a in known if str(a.number) in numbers), None) or next(
        (a for a in known if _plain(a.name) in names), None
    )


def _plain(name: str) -> str:
    """Return a name as files differ in it: `WEST LOS ANGELES`, `West LA`, `77TH STREET`."""
    plain = name.strip().casefold().replace("los angeles", "la").removesuffix(" area").removesuffix(" division")
    return "north hollywood" if plain == "n hollywood" else plain


def _fault(geometry: Any, area: Area) -> str:
    """Return what is wrong with a geometry, or nothing."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        return f"({area.name}) is no Polygon or MultiPolygon"
    polygons = [geometry.get("coordinates")] if kind == "Polygon" else geometry.get("coordinates")
    if not isinstance(polygons, list) or not polygons:
        return f"({area.name}) has no coordinates"
    if not all(isinstance(polygon, list) and polygon and all(map(_is_ring, polygon)) for polygon in polygons):
        return f"({area.name}) has a ring that is not closed, too short, or off the earth (positions are lon, lat)"
    if areas.kilometres(area.lat, area.lon, *_middle(polygons)) > areas.CITY_KM:
        return f"({area.name}) lies far from its station: are lon and lat swapped?"
    return ""


def _is_ring(ring: Any) -> bool:
    try:
        return len(ring) >= 4 and ring[0] == ring[-1] and all(abs(p[0]) <= 180 and abs(p[1]) <= 90 for p in ring)
    except (TypeError, IndexError, KeyError):
        return False


def _middle(polygons: list[Any]) -> tuple[float, float]:
    positions = [position for polygon in polygons for position in polygon[0]]
    lats, lons = [p[1] for p in positions], [p[0] for p in positions]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
