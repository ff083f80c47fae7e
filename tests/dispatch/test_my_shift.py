"""The schedule on the phone: whoever has a shift is offered it filled in, signs on by it, and nobody else's unit."""

from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from dispatch import board, my_shift, principals
from dispatch.errors import NotFound, Refused
from dispatch.principals import Principal
from responders.models import Member, Shift, Unit
from tests.follow import follows
from tests.roster import at, day, person
from tests.world import World, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew(world: World) -> World:
    """Ruiz and Cole, usually on UM61, which is off duty like UM62."""
    for name, given in (("m.ruiz", "Maria"), ("j.cole", "Jo")):
        person(world, name, given_name=given, unit="UM61")
    for unit in ("UM61", "UM62"):
        world.do("sign_off", unit=unit)
    return world


def of(username: str) -> Principal:
    return principals.of_username(username)


def choice(plan: dict[str, Any], unit: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in plan["choices"] if one["unit"] == unit)
    return found


def test_the_shift_of_this_moment_is_offered_with_its_crew_and_what_the_unit_rides(crew: World) -> None:
    crew.do("save_vehicle", crew.crisis_admin, vehicle="V7", what="van")
    crew.do("save_vehicle", crew.crisis_admin, vehicle="V8", out_of_service="brakes")
    crew.do("update_unit", crew.crisis_admin, unit="UM62", vehicle="V7", radio="R12")
    day(crew, "m.ruiz", "UM62", starts=-1, hours=6)
    day(crew, "j.cole", "UM62", starts=-1, hours=8)
    plan = my_shift.of(of("m.ruiz"))
    assert (plan["shift"]["unit"], plan["vehicles"]) == ("UM62", ["V7"])
    assert [one["unit"] for one in plan["choices"]] == ["UM62", "UM61"]
    offered = choice(plan, "UM62")
    assert (offered["vehicle"], offered["radio"], offered["duty"]) == ("V7", "R12", "off_duty")
    assert offered["until"] > plan["shift"]["ends"]  # Cole stays longer
    assert [(p["name"], p["planned"], p["on"]) for p in offered["people"]] == [
        ("Jo Cole", True, None),
        ("Maria Ruiz", True, None),
    ]


def test_without_a_shift_now_the_next_one_is_told_and_the_own_unit_can_be_signed_on(crew: World) -> None:
    day(crew, "m.ruiz", "UM62", starts=5)
    plan = my_shift.of(of("m.ruiz"))
    assert (plan["shift"], plan["next"]["unit"]) == (None, "UM62")
    assert [one["unit"] for one in plan["choices"]] == ["UM61"]


def test_who_is_on_another_unit_now_is_told_as_such(crew: World) -> None:
    day(crew, "m.ruiz", "UM62", starts=-1)
    day(crew, "j.cole", "UM62", starts=-1)
    crew.do("sign_on", unit="UM61", crew=["j.cole"])
    people = choice(my_shift.of(of("m.ruiz")), "UM62")["people"]
    assert {one["member"]: one["on"] for one in people} == {"j.cole": "UM61", "m.ruiz": None}


def test_nothing_of_another_agency_and_nothing_to_whoever_is_on_no_team(crew: World) -> None:
    crew.do("save_vehicle", crew.lapd_admin, vehicle="CAR1")
    day(crew, "m.ruiz", "UM62", starts=-1)
    assert "6A15" not in str(my_shift.of(of("m.ruiz")))
    assert "CAR1" not in str(my_shift.of(of("m.ruiz")))
    nothing = {"shift": None, "next": None, "choices": [], "vehicles": []}
    for other in (crew.dispatcher, crew.crisis_admin, crew.auditor, crew.feed):
        assert my_shift.of(other) == nothing, other.username


def test_a_member_signs_on_the_unit_of_their_shift_and_their_phone_is_its_phone(crew: World) -> None:
    day(crew, "m.ruiz", "UM62", starts=-1, hours=6)
    ruiz = of("m.ruiz")
    assert ruiz.unit == "UM61"
    with follows(*crew.everybody(), ruiz):
        crew.do("sign_on", ruiz, unit="UM62", crew=["m.ruiz"], radio="R9")
    unit = Unit.objects.get(call_sign="UM62")
    assert (unit.crew, unit.radio, unit.duty) == (["m.ruiz"], "R9", "available")
    assert of("m.ruiz").unit == "UM62"
    assert "UM62" in board.snapshot(of("m.ruiz"))["cards"]["units"]


def test_whom_the_schedule_puts_on_a_unit_is_on_its_phone_too(crew: World) -> None:
    day(crew, "m.ruiz", "UM62", starts=-1)
    with follows(*crew.everybody()):
        crew.do("sign_on", unit="UM62")
    assert of("m.ruiz").unit == "UM62"


def test_a_shift_that_is_far_off_gives_no_unit(crew: World) -> None:
    day(crew, "m.ruiz", "UM62", starts=5)
    with pytest.raises(NotFound), follows(crew.dispatcher):
        crew.do("sign_on", of("m.ruiz"), unit="UM62", crew=["m.ruiz"])


def test_a_shift_that_is_over_gives_no_unit_whenever_the_tap_is_said_to_have_been(crew: World) -> None:
    shift = day(crew, "m.ruiz", "UM62", starts=5)
    Shift.objects.filter(ref=shift).update(period=DateTimeTZRange(at(-9), at(-1)))
    for tapped in (later(), at(-5)):
        with pytest.raises(NotFound), follows(crew.dispatcher):
            crew.do("sign_on", of("m.ruiz"), unit="UM62", crew=["m.ruiz"], at=tapped.isoformat())


def test_a_tap_that_arrives_late_counts_by_the_shift_of_its_own_time(crew: World) -> None:
    day(crew, "m.ruiz", "UM62", starts=-3, hours=6)
    tapped = later(-7200)
    with follows(*crew.everybody()):
        crew.do("sign_on", of("m.ruiz"), unit="UM62", crew=["m.ruiz"], at=tapped.isoformat(), source="mdt")
    assert Unit.objects.get(call_sign="UM62").duty_since == tapped


def test_the_shift_of_somebody_else_gives_no_unit(crew: World) -> None:
    day(crew, "j.cole", "UM62", starts=-1)
    with pytest.raises(NotFound), follows(crew.dispatcher):
        crew.do("sign_on", of("m.ruiz"), unit="UM62", crew=["m.ruiz"])


def test_a_shift_lets_nobody_sign_off_a_unit_that_is_not_theirs(crew: World) -> None:
    day(crew, "m.ruiz", "UM62", starts=-1)
    crew.do("sign_on", unit="UM62", crew=["j.cole"])
    with pytest.raises(NotFound), follows(crew.dispatcher):
        crew.do("sign_off", of("m.ruiz"), unit="UM62")
    with pytest.raises(Refused, match="cannot be available"), follows(crew.dispatcher):
        crew.do("sign_on", of("m.ruiz"), unit="UM62", crew=["m.ruiz"])


def test_the_board_and_the_units_own_phone_read_who_is_on_it_and_no_other_agency_does(crew: World) -> None:
    crew.do("save_vehicle", crew.crisis_admin, vehicle="V7")
    with follows(*crew.everybody()):
        crew.do("sign_on", unit="UM61", crew=["m.ruiz", "j.cole"], vehicle="V7", radio="R12")
    for viewer in (crew.dispatcher, crew.call_taker, crew.crisis_admin, crew.crisis_team, of("m.ruiz")):
        card = board.snapshot(viewer)["cards"]["units"]["UM61"]
        assert (card["crew_names"], card["vehicle"], card["radio"]) == (["Maria Ruiz", "Jo Cole"], "V7", "R12")
    number = crew.call_with("UM61")
    crew.do("assign_unit", incident=number, unit="6A15", role="backup", reason="scene safety")
    for other in (crew.patrol, crew.other_patrol, crew.lapd_admin, crew.centre_admin, crew.feed):
        assert "Ruiz" not in str(board.snapshot(other)["cards"]), other.username
    with follows(*crew.everybody()):
        crew.do("clear_unit", crew.crisis_team, unit="UM61", incident=number, disposition="resolved")
    with follows(*crew.everybody()):
        crew.do("sign_off", unit="UM61")
    assert board.snapshot(crew.dispatcher)["cards"]["units"]["UM61"]["crew_names"] == []


def test_a_name_that_is_corrected_is_corrected_on_the_board(crew: World) -> None:
    crew.do("sign_on", unit="UM61", crew=["m.ruiz"])
    with follows(*crew.everybody()):
        crew.do("update_member", crew.crisis_admin, member="m.ruiz", family_name="Ruiz Soto")
    assert board.snapshot(crew.dispatcher)["cards"]["units"]["UM61"]["crew_names"] == ["Maria Ruiz Soto"]


def test_who_has_no_name_on_the_roster_is_called_as_they_sign_in(crew: World) -> None:
    Member.objects.filter(username="m.ruiz").update(first_name="", last_name="")
    crew.do("sign_on", unit="UM61", crew=["m.ruiz"])
    assert board.snapshot(crew.dispatcher)["cards"]["units"]["UM61"]["crew_names"] == ["m.ruiz"]
