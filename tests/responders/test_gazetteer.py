"""Importing a city's own address points: all of it or nothing, each fault with its line."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from responders import gazetteer, gazetteer_file
from responders.los_angeles import city
from responders.models import Gazetteer, Place

pytestmark = pytest.mark.django_db

HEADER = "kind,number,street,cross,name,municipality,lat,lon\n"
GOOD = (
    HEADER + "address,120,N Elm St,,,Los Angeles,34.1,-118.3\nintersection,,N Elm St,Oak Ave,,Los Angeles,34.1,-118.3\n"
)


def run(*arguments: object) -> str:
    said = StringIO()
    call_command("gazetteer", *map(str, arguments), stdout=said, stderr=StringIO())
    return said.getvalue()


def file(folder: Path, content: str | bytes) -> Path:
    path = folder / "points.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_file_is_imported_and_found_at_once(tmp_path: Path) -> None:
    assert "2 rows imported" in run("import", file(tmp_path, GOOD))
    gazetteer.kept.forget()
    assert gazetteer.search("120 elm")[0].label == "120 N Elm St, Los Angeles"


def test_a_second_import_replaces_the_first_and_leaves_other_datasets(tmp_path: Path) -> None:
    run("import", file(tmp_path, GOOD))
    run("import", file(tmp_path, GOOD), "--name", "county")
    run("import", file(tmp_path, HEADER + "address,122,N Elm St,,,Los Angeles,34.1,-118.3\n"))
    assert Place.objects.filter(dataset="city").count() == 1
    assert Place.objects.filter(dataset="county").count() == 2


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    assert "in order" in run("import", file(tmp_path, GOOD), "--dry-run")
    assert not Place.objects.exists()
    assert not Gazetteer.objects.exists()


def test_one_bad_line_among_good_ones_imports_nothing_and_is_named(tmp_path: Path) -> None:
    run("import", file(tmp_path, GOOD))
    bad = GOOD + "address,x12,N Elm St,,,Los Angeles,34.1,-118.3\nplanet,1,N Elm St,,,Los Angeles,1,1\n"
    with pytest.raises(CommandError) as said:
        run("import", file(tmp_path, bad))
    assert "Line 4: number" in str(said.value)
    assert "Line 5: kind" in str(said.value)
    assert Place.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "column kind is missing"),
        (HEADER, "no row"),
        ("a,b\n1,2\n", "no column 'a'"),
        (HEADER + "address,1,N Elm St\n", "has 3 columns"),
        (HEADER + "address,1,,,,Los Angeles,34,-118\n", "needs street"),
        (HEADER + "park,,,,,Los Angeles,34,-118\n", "needs name"),
        (HEADER + "park,,,,Oak,Los Angeles,north,-118\n", "decimal degrees"),
        (HEADER + "park,,,,Oak,Los Angeles,nan,-118\n", "decimal degrees"),
        (HEADER + "park,,,,Oak,Los Angeles,134,-118\n", "decimal degrees"),
        (HEADER + "park,,,,Oak\u202ekrap,Los Angeles,34,-118\n", "U+202E"),
        (HEADER.encode() + "park,,,,Peña,Los Angeles,34,-118\n".encode("latin-1"), "not UTF-8"),
        (HEADER.encode() + b"park,,,,Oa\x00k,Los Angeles,34,-118\n", "NUL"),
        (HEADER + "park,,,,Oak" + "x" * 5000 + ",Los Angeles,34,-118\n", "longer than"),
        (HEADER + 'park,,,,"Oak,Los Angeles,34,-118\n', "no CSV"),
        (b"\x1f\x8b\x08\x00garbage\xff\xfe", "not UTF-8"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(tmp_path: Path, content: str | bytes, says: str) -> None:
    with pytest.raises(CommandError, match="Nothing was imported") as said:
        run("import", file(tmp_path, content))
    assert says in str(said.value)
    assert not Place.objects.exists()


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer_file, "BYTES_MAX", 10)
    with pytest.raises(CommandError, match="larger"):
        run("import", file(tmp_path, GOOD))


def test_no_more_than_twenty_faults_are_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as said:
        run("import", file(tmp_path, HEADER + "planet,,,,,,,\n" * 500))
    assert str(said.value).count("Line ") == gazetteer_file.FAULTS_MAX


def test_the_packaged_city_has_hundreds_of_places_and_is_put_there_once() -> None:
    assert gazetteer.seed() > 400
    assert gazetteer.seed() == 0
    assert set(Place.objects.values_list("source", flat=True)) == {gazetteer.SEED_SOURCE}
    assert {row["kind"] for row in gazetteer_file.rows(city.PLACES)} >= {
        "block",
        "intersection",
        "metro",
        "ramp",
        "shelter",
    }


def test_a_dataset_is_listed_and_taken_away(tmp_path: Path) -> None:
    run("import", file(tmp_path, GOOD))
    assert "city: 2 rows" in run("list")
    assert "2 rows removed" in run("remove", "city")
    with pytest.raises(CommandError, match="no dataset"):
        run("remove", "city")
