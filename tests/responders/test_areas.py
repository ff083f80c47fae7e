"""Which area a place lies in: nearest station until real boundaries are imported, and saying so."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dispatch.seeding import roster
from responders import areas
from responders.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city() -> None:
    roster.make()


def square(lat: float, lon: float, half: float = 0.02) -> list[list[float]]:
    return [
        [lon - half, lat - half],
        [lon + half, lat - half],
        [lon + half, lat + half],
        [lon - half, lat + half],
        [lon - half, lat - half],
    ]


def feature(area: Area, **changes: Any) -> dict[str, Any]:
    shape = {"type": "Polygon", "coordinates": [square(area.lat, area.lon)]}
    return {"type": "Feature", "properties": {"PREC": area.number}, "geometry": shape, **changes}


def write(folder: Path, *features: dict[str, Any]) -> str:
    file = folder / "areas.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return str(file)


def test_los_angeles_has_its_21_areas_in_four_bureaus() -> None:
    assert Area.objects.count() == 21
    assert Area.objects.values("bureau").distinct().count() == 4


def test_without_boundaries_a_place_belongs_to_the_nearest_station_and_the_areas_are_approximate() -> None:
    hollywood = Area.objects.get(name="Hollywood")
    found = areas.area_of(hollywood.lat + 0.002, hollywood.lon, Area.objects.all())
    assert found == hollywood
    assert areas.approximate(Area.objects.all())


def test_a_place_far_from_every_station_is_in_no_area() -> None:
    assert areas.area_of(37.77, -122.42, Area.objects.all()) is None


def test_an_imported_boundary_counts_more_than_the_nearest_station(tmp_path: Path) -> None:
    hollywood, wilshire = Area.objects.get(name="Hollywood"), Area.objects.get(name="Wilshire")
    around = {"type": "Polygon", "coordinates": [square(hollywood.lat, hollywood.lon, 0.001)]}
    call_command("areas", "import", write(tmp_path, feature(wilshire, geometry=around)), verbosity=0)
    assert areas.area_of(hollywood.lat, hollywood.lon, Area.objects.all()) == wilshire


def test_areas_are_no_longer_approximate_once_all_21_have_their_boundary(tmp_path: Path) -> None:
    call_command("areas", "import", write(tmp_path, *map(feature, Area.objects.all())))
    assert not areas.approximate(Area.objects.all())


def test_a_hole_in_a_boundary_does_not_belong_to_the_area(tmp_path: Path) -> None:
    central = Area.objects.get(name="Central")
    ring, hole = square(central.lat, central.lon), square(central.lat, central.lon, 0.005)
    shape = {"type": "Polygon", "coordinates": [ring, hole]}
    assert not areas.inside(central.lat, central.lon, shape)
    assert areas.inside(central.lat + 0.01, central.lon, shape)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"properties": {"PREC": 99}}, "names no known area"),
        ({"geometry": {"type": "Point", "coordinates": [0, 0]}}, "is no Polygon"),
        ({"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}}, "not closed, too short"),
        ({"geometry": {"type": "Polygon", "coordinates": [square(-118.3, 34.1)]}}, "off the earth"),
        ({"geometry": {"type": "Polygon", "coordinates": [square(48.2, 16.4)]}}, "far from its station"),
        ({"geometry": None}, "is no Polygon"),
    ],
)
def test_one_bad_feature_imports_nothing_and_is_named(tmp_path: Path, changes: Any, sentence: str) -> None:
    good, bad = Area.objects.order_by("number")[:2]
    with pytest.raises(CommandError, match=rf"Nothing was imported.\nFeature 2 .*{sentence}"):
        call_command("areas", "import", write(tmp_path, feature(good), feature(bad, **changes)))
    assert not Area.objects.exclude(boundary=None).exists()


def test_a_file_that_is_no_geojson_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("<html>")
    with pytest.raises(CommandError, match="not a GeoJSON FeatureCollection"):
        call_command("areas", "import", str(file))
