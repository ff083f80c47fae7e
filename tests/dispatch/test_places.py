"""Where an incident is: verified or as typed, and what was known of one place is never carried to another."""

import pytest

from dispatch import board
from dispatch.errors import Invalid, Refused
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db

CHOSEN = {
    "apartment": "4",
    "gate": "12#",
    "municipality": "Los Angeles",
    "cross_street": "Fountain Ave",
    "uncertainty_m": 80,
    "place_verified": True,
}


def place(world: World, number: str) -> dict[str, object]:
    found: dict[str, object] = board.incident(world.dispatcher, number)["place"]
    return found


def test_a_chosen_candidate_is_on_the_record_with_its_apartment_gate_and_doubt(world: World) -> None:
    with follows(*world.everybody()):
        number = world.call(**CHOSEN)
    found = place(world, number)
    assert (found["verified"], found["apartment"], found["gate"]) == (True, "4", "12#")
    assert (found["cross_street"], found["uncertainty_m"], found["municipality"]) == ("Fountain Ave", 80, "Los Angeles")


def test_a_place_used_as_typed_is_taken_and_marked_unverified(world: World) -> None:
    number = world.call(address="by the big tree behind the market", lat=None, lon=None)
    assert place(world, number)["verified"] is False


def test_another_address_is_unverified_and_forgets_what_was_known_of_the_first(world: World) -> None:
    number = world.call(**CHOSEN)
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    with follows(*world.everybody()):
        world.do("update_call", world.call_taker, call=call, address="somewhere on Sunset")
    found = place(world, number)
    assert (found["verified"], found["cross_street"], found["uncertainty_m"]) == (False, "", None)
    assert found["apartment"] == "4"


def test_words_about_the_call_leave_a_verified_place_verified(world: World) -> None:
    number = world.call(**CHOSEN)
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    with follows(*world.everybody()):
        world.do("update_call", world.call_taker, call=call, narrative="man down", address="1358 N Wilcox Ave")
    assert place(world, number)["verified"] is True


def test_a_verified_place_needs_a_position(world: World) -> None:
    with pytest.raises(Invalid, match="position"):
        world.call(lat=None, lon=None, place_verified=True)


def test_somebody_confirms_a_place_and_the_record_has_both(world: World) -> None:
    number = world.call(address="wilcox by the station", lat=None, lon=None)
    chosen = {"address": "1358 N Wilcox Ave", "lat": 34.0958, "lon": -118.3309, "uncertainty_m": 80}
    with follows(*world.everybody()):
        world.do("verify_place", world.call_taker, incident=number, **chosen)
    found = place(world, number)
    assert (found["verified"], found["area"], found["address"]) == (True, "Hollywood", "1358 N Wilcox Ave")
    told = board.timeline(world.dispatcher, number)["results"][-1]["facts"]
    assert told["was"]["address"] == "wilcox by the station"


def test_a_place_without_a_position_is_not_confirmed_as_it_stands(world: World) -> None:
    number = world.call(address="wilcox by the station", lat=None, lon=None)
    with pytest.raises(Invalid, match="position"):
        world.do("verify_place", world.call_taker, incident=number)
    assert place(world, number)["verified"] is False


def test_a_place_is_confirmed_once(world: World) -> None:
    number = world.call()
    world.do("verify_place", world.call_taker, incident=number)
    with pytest.raises(Refused, match="already"):
        world.do("verify_place", world.call_taker, incident=number)


def test_a_place_in_another_town_is_in_no_area_of_ours(world: World) -> None:
    number = world.call(address="2400 Main St", lat=34.005, lon=-118.4865, municipality="Santa Monica")
    assert place(world, number)["area"] == ""
    with follows(*world.everybody()):
        world.do("verify_place", world.call_taker, incident=number, address="2400 S Main St", lat=34.03, lon=-118.27)
    assert place(world, number)["area"]
