"""What people type into one address field, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import typed

TOWNS = {"santa monica": "Santa Monica", "los angeles": "Los Angeles", "la": "Los Angeles", "venice": "Los Angeles"}


@pytest.mark.parametrize(
    ("text", "number", "direction", "core", "suffix"),
    [
        ("1358 N Wilcox Ave", 1358, "n", "wilcox", "ave"),
        ("1358 north wilcox av.", 1358, "n", "wilcox", "ave"),
        ("1358B S Wilcox Avenue", 1358, "s", "wilcox", "ave"),
        ("1300 block of Wilcox", 1300, "", "wilcox", ""),
        ("Calle Wilcox 1358", 1358, "", "wilcox", ""),
        ("500 W Fifth Street", 500, "w", "5th", "st"),
        ("120 West Blvd", 120, "", "w", "blvd"),
        ("St. Andrews Place", None, "", "st andrews", "pl"),
        ("4861 W Venice Blvd, bus bench", 4861, "w", "venice", "blvd"),
    ],
)
def test_a_street_is_read_in_its_parts(text: str, number: int | None, direction: str, core: str, suffix: str) -> None:
    found = typed.read(text, TOWNS)
    assert found.street is not None
    assert (found.number, found.street.direction, found.street.core) == (number, direction, core)
    assert found.street.suffix == suffix


@pytest.mark.parametrize(
    "text",
    ["Sunset & Vine", "Sunset/Vine", "sunset and vine", "Vine @ Sunset", "Vine y Sunset", "vine esquina con sunset"],
)
def test_a_crossing_is_the_same_however_it_is_written(text: str) -> None:
    assert typed.read(text).key == "sunset & vine"


@pytest.mark.parametrize(
    ("text", "apartment", "gate"),
    [
        ("1358 N Wilcox, apt 4", "4", ""),
        ("1358 N Wilcox #12B", "12B", ""),
        ("1358 N Wilcox unit 3 gate 1204#", "3", "1204#"),
        ("1358 N Wilcox departamento 7", "7", ""),
        ("S Vermont Av, 3rd floor", "3rd floor", ""),
        ("Union Station gate B", "", "B"),
    ],
)
def test_apartment_and_gate_are_split_off(text: str, apartment: str, gate: str) -> None:
    found = typed.read(text, TOWNS)
    assert (found.apartment, found.gate) == (apartment, gate)
    assert "apt" not in found.words
    assert "gate" not in found.words


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("2400 Main St, Santa Monica", "Santa Monica"),
        ("2400 Main St santa monica", "Santa Monica"),
        ("2400 Main St, Santa Monica, CA 90405", "Santa Monica"),
        ("1200 Santa Monica", ""),
        ("Pico & Venice", ""),
        ("Lincoln, L.A.", "Los Angeles"),
    ],
)
def test_a_town_is_read_only_where_a_street_is_left(text: str, town: str) -> None:
    assert typed.read(text, TOWNS).town == town


@pytest.mark.parametrize(
    "text",
    [
        "34.1016, -118.3267",
        "34.1016 -118.3267",
        "34.1016N, 118.3267W",
        "34°06'05.8\"N 118°19'36.1\"W",
        "34 06.096 N, 118 19.602 W",
    ],
)
def test_coordinates_are_read_as_they_are_read_out(text: str) -> None:
    found = typed.read(text).coordinates
    assert found is not None
    assert abs(found.lat - 34.1016) < 0.0001
    assert abs(found.lon + 118.3267) < 0.0001
    assert not found.assumed_west


def test_a_longitude_without_its_sign_is_taken_for_west_and_says_so() -> None:
    found = typed.read("34.1016, 118.3267").coordinates
    assert found is not None
    assert found.lon == -118.3267
    assert found.assumed_west


@pytest.mark.parametrize("text", ["101 203", "5th & 6th", "1358 34th St", "99.5, -118.2", "34.1, -190.0"])
def test_what_is_no_position_is_not_taken_for_one(text: str) -> None:
    assert typed.read(text).coordinates is None


def test_north_and_south_of_one_street_are_two_places_and_who_leaves_it_out_means_either() -> None:
    north, south, either = (set(typed.read(f"1358 {d} Wilcox Ave").keys) for d in ("N", "S", ""))
    assert typed.read("1358 N Wilcox").key != typed.read("1358 S Wilcox").key
    assert typed.read("1358 N Wilcox").key not in south
    assert north & either
    assert south & either


@given(st.text(max_size=400))
def test_nothing_that_can_be_typed_breaks_it(text: str) -> None:
    found = typed.read(text, TOWNS)
    assert len(found.key) <= 1000
    assert all(key for key in found.keys)


@given(st.integers(1, 99_999), st.sampled_from("NSEW"), st.sampled_from(["Wilcox", "Sunset", "San Pedro"]))
def test_spelling_changes_nothing(number: int, direction: str, name: str) -> None:
    long = {"N": "North", "S": "South", "E": "east", "W": "WEST"}[direction]
    assert (
        typed.read(f"{number} {direction} {name} Ave").key == typed.read(f"{number} {long} {name.upper()}  avenue").key
    )
