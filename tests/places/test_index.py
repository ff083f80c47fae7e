"""Candidates for what was typed, over the packaged Los Angeles."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places.index import Candidate, Index
from places.known import ADDRESS, Entry, metres
from responders import gazetteer_file
from responders.los_angeles import city

COLUMNS = ("kind", "municipality", "lat", "lon", "uncertainty_m", "name", "street", "cross", "number")


@cache
def entries() -> list[Entry]:
    return [
        Entry(*(row[name] for name in COLUMNS), tuple(row["aliases"]), row["address"])
        for row in gazetteer_file.rows(city.PLACES)
    ]


@cache
def los_angeles() -> Index:
    return Index(entries(), city.QUARTERS, city.HOME)


def first(text: str) -> Candidate:
    return los_angeles().search(text)[0]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1358 N Wilcox", "1358 N Wilcox Ave, Los Angeles"),
        ("1358 n wilcx", "1358 N Wilcox Ave, Los Angeles"),
        ("Sunset & Vine", "W Sunset Blvd & Vine St, Los Angeles"),
        ("vine/sunset", "W Sunset Blvd & Vine St, Los Angeles"),
        ("5th and San Pedro", "E 5th St & S San Pedro St, Los Angeles"),
        ("normandie y florence", "W Florence Ave & S Normandie Ave, Los Angeles"),
        ("figeroa and florence", "W Florence Ave & S Figueroa St, Los Angeles"),
        ("union sta", "Union Station, 800 N Alameda St, Los Angeles"),
        ("LAX", "Los Angeles International Airport, 1 World Way, Los Angeles"),
        ("macarthur prk", "MacArthur Park, 2230 W 6th St, Los Angeles"),
        ("calle olvera", "Olvera Street, 845 N Alameda St, Los Angeles"),
        ("2400 main st, santa monica", "2400 Main St, Santa Monica"),
        ("8500 santa monica blvd", "8500 Santa Monica Blvd, West Hollywood"),
    ],
)
def test_what_a_caller_says_is_found_first(text: str, label: str) -> None:
    assert first(text).label == label


def test_a_street_of_two_towns_is_offered_in_both_and_ours_comes_first() -> None:
    found = los_angeles().search("2400 main st")
    assert {c.municipality for c in found} >= {"Los Angeles", "Santa Monica"}
    assert found[0].municipality == "Los Angeles"


def test_wrong_letters_are_forgiven_and_wrong_numbers_never() -> None:
    assert not [c for c in los_angeles().search("5th & san pedro") if "4th" in c.label or "54th" in c.label]


def test_who_is_nearer_decides_between_equals() -> None:
    both = los_angeles().search("101 vermont ave", near=(34.05, -118.29))
    assert both[0].label == "101 S Vermont Ave, Los Angeles"


def test_a_house_number_lies_between_its_neighbours_with_a_doubt() -> None:
    found = first("1358 N Wilcox")
    assert 34.0945 < found.lat < 34.0980
    assert found.uncertainty_m >= 50
    assert found.cross_street == "Fountain Ave"


def test_a_number_far_off_the_known_ones_is_not_made_up() -> None:
    assert los_angeles().search("99000 N Wilcox Ave") == []


def test_coordinates_name_the_nearest_corner() -> None:
    assert first("34.1016, -118.3267").cross_street == "Hollywood Blvd & Vine St"


def test_nothing_is_offered_for_what_is_nowhere() -> None:
    assert los_angeles().search("qqqq & zzzz") == []
    assert los_angeles().search("x") == []


def test_every_crossing_and_every_place_is_found_by_its_own_name() -> None:
    lost = []
    for entry in entries():
        if entry.kind == "intersection":
            asked = f"{entry.street} & {entry.cross}, {entry.municipality}"
        elif entry.name:
            asked = entry.name
        else:
            continue
        if not any(metres(c.lat, c.lon, entry.lat, entry.lon) < 5 for c in los_angeles().search(asked)[:5]):
            lost.append(asked)
    assert lost == []


@given(st.sampled_from([e for e in entries() if e.name and len(e.name) > 7]), st.data())
@settings(max_examples=150, deadline=None)
def test_one_wrong_letter_in_a_name_still_finds_it(entry: Entry, data: st.DataObject) -> None:
    letters = [i for i, c in enumerate(entry.name) if c.isalpha()]
    at = data.draw(st.sampled_from(letters))
    wrong = entry.name[:at] + entry.name[at + 1 :]
    assert any(c.lat == entry.lat and c.lon == entry.lon for c in los_angeles().search(wrong, limit=20)), wrong


@given(st.integers(700, 1900))
@settings(deadline=None)
def test_numbers_go_up_the_street_without_a_step_back(number: int) -> None:
    here, next_door = (first(f"{n} N Wilcox Ave") for n in (number, number + 2))
    assert here.lat <= next_door.lat


@given(st.text(max_size=120))
@settings(deadline=None)
def test_nothing_that_can_be_typed_breaks_the_search(text: str) -> None:
    for candidate in los_angeles().search(text):
        assert 0 <= candidate.score <= 1
        assert candidate.uncertainty_m >= 0


def test_a_known_point_is_exact_and_certain() -> None:
    known = Entry(ADDRESS, "Los Angeles", 34.1, -118.3, 15, street="N Elm St", number=120)
    [found] = Index([known]).search("120 elm")
    assert (found.match, found.uncertainty_m, found.kind) == ("exact", 15, "address")
