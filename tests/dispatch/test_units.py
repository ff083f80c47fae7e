"""Duty: what a unit stores of itself."""

import pytest

from dispatch.errors import NotFound, Refused
from tests.follow import follows
from tests.world import World, later

pytestmark = pytest.mark.django_db


def test_a_unit_signs_on_and_off(world: World) -> None:
    with follows(*world.everybody()):
        world.do("sign_off", world.crisis_team, unit="UM61")
    with follows(*world.everybody()):
        world.do("sign_on", world.crisis_team, unit="UM61", until=later(3600).isoformat())
    with pytest.raises(Refused), follows(world.dispatcher):
        world.do("sign_on", world.crisis_team, unit="UM61")


def test_a_unit_on_a_job_neither_signs_off_nor_becomes_unavailable(world: World) -> None:
    number = world.call_with("UM61")
    for verb, fields in (("sign_off", {}), ("set_unit_status", {"status": "unavailable"})):
        with pytest.raises(Refused, match=number), follows(*world.everybody()):
            world.do(verb, unit="UM61", **fields)


def test_a_unit_off_duty_has_no_status_to_set(world: World) -> None:
    world.do("sign_off", unit="UM61")
    with pytest.raises(Refused, match="off duty"), follows(world.dispatcher):
        world.do("set_unit_status", unit="UM61", status="available")


def test_a_meal_break_is_told_with_its_reason(world: World) -> None:
    with follows(*world.everybody()):
        world.do("set_unit_status", unit="UM61", status="unavailable", reason="meal")
    with follows(*world.everybody()):
        world.do("set_unit_status", unit="UM61", status="available")


def test_other_units_are_not_ones_own(world: World) -> None:
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("sign_off", world.crisis_team, unit="UM62")
