"""Co-response is one thing with one clock: its legs stand beneath it, whoever was sent first."""

import pytest

from dispatch import board
from tests.follow import follows
from tests.world import KNIFE, World, later

pytestmark = pytest.mark.django_db


def joint(world: World, number: str) -> dict | None:
    return board.incident(world.dispatcher, number)["co_response"]


def test_the_primary_and_the_unit_sent_with_it_are_one_response_with_one_clock(world: World) -> None:
    number = world.call(narrative=KNIFE)
    first = later(-120).isoformat()
    world.do("assign_unit", incident=number, unit="6A15", at=first)
    assert joint(world, number) is None
    with follows(*world.everybody()):
        world.do("assign_unit", incident=number, unit="UM61", role="co_response", reason="to talk")
    found = joint(world, number)
    assert found is not None
    assert (found["legs"], found["state"], found["together_at"]) == (["6A15", "UM61"], "assigned", None)
    assert found["since"][:19] == first[:19], "its clock started when the first leg was sent"


def test_it_is_together_when_the_last_leg_is_there(world: World) -> None:
    number = world.call_with("6A15", narrative=KNIFE)
    world.do("assign_unit", incident=number, unit="UM61", role="co_response", reason="to talk")
    world.do("mark_on_scene", incident=number, unit="6A15")
    found = joint(world, number)
    assert found is not None
    assert found["first_there_at"] is not None
    assert found["together_at"] is None
    world.do("clear_scene", world.patrol, incident=number, words="knife secured")
    with follows(*world.everybody()):
        world.do("mark_on_scene", incident=number, unit="UM61")
    found = joint(world, number)
    assert found is not None
    assert found["together_at"] is not None
    assert found["state"] == "on_scene"


def test_a_car_with_an_officer_and_a_clinician_is_one_by_itself_and_backup_is_none(world: World) -> None:
    world.unit("SM1", world.lapd, ["co_response"], armed=True)
    number = world.call_with("SM1", narrative=KNIFE)
    world.do("assign_unit", incident=number, unit="6A15", role="backup")
    found = joint(world, number)
    assert found is not None
    assert found["legs"] == ["SM1"]
    other = world.call_with("6A20", narrative=KNIFE)
    world.do("assign_unit", incident=other, unit="UM61", role="backup", reason="near")
    assert joint(world, other) is None
