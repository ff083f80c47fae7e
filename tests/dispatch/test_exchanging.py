"""Pre-empting, exchanging, and what starts by itself when a unit is free."""

import pytest

from dispatch import board, falling_due
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Assignment
from tests.follow import follows
from tests.world import CALM, KNIFE, World, later

pytestmark = pytest.mark.django_db


def card(world: World, number: str) -> dict:
    return board.incident(world.dispatcher, number)


def on(world: World, number: str) -> list[tuple[str, str]]:
    return [(a["unit"], a["role"]) for a in card(world, number)["assignments"] if a["open"]]


def test_a_unit_is_taken_off_its_job_and_sent_elsewhere_in_one_event(world: World) -> None:
    first, second = world.call_with("UM61"), world.call()
    with follows(*world.everybody()):
        line = world.do("preempt_unit", incident=second, unit="UM61", reason="a person on a roof")
    assert line.incidents == [second, first]
    assert on(world, second) == [("UM61", "primary")]
    assert on(world, first) == []
    assert card(world, first)["status"] == "waiting"
    alert = card(world, first)["alerts"][0]
    assert (alert["kind"], alert["for"]) == ("unit_taken", second)
    assert "nobody is on it now" in alert["says"].lower()


def test_the_call_that_lost_its_team_waits_for_one_again(world: World) -> None:
    first, second = world.call_with("UM61"), world.call()
    assert card(world, first)["team_due_at"] is None
    world.do("preempt_unit", incident=second, unit="UM61", reason="a person on a roof")
    assert card(world, first)["team_due_at"] is not None
    assert card(world, second)["team_due_at"] is None


def test_only_a_unit_on_another_job_can_be_preempted(world: World) -> None:
    number = world.call_with("UM61")
    for unit, code in (("UM61", "already_there"), ("UM62", "not_on_a_job")):
        with pytest.raises(Refused) as raised, follows(world.dispatcher):
            world.do("preempt_unit", incident=number, unit=unit, reason="x")
        assert raised.value.code == f"refused.{code}"
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("preempt_unit", incident=number, unit="NONE1", reason="x")
    with pytest.raises(Invalid), follows(world.dispatcher):
        world.do("preempt_unit", incident=number, unit="UM61", reason=" ")
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("preempt_unit", world.call_taker, incident=number, unit="UM61", reason="x")


def test_preempting_into_a_taken_primary_changes_nothing(world: World) -> None:
    first, second = world.call_with("UM61"), world.call_with("UM62")
    with pytest.raises(Refused) as raised, follows(*world.everybody()):
        world.do("preempt_unit", incident=second, unit="UM61", reason="x")
    assert raised.value.code == "refused.primary_taken"
    assert on(world, first) == [("UM61", "primary")]


def test_two_units_swap_incidents_and_roles(world: World) -> None:
    first, second = world.call_with("UM61"), world.call_with("6A15", narrative=KNIFE)
    world.do("assign_unit", incident=second, unit="UM62", role="backup", reason="to talk")
    with follows(*world.everybody()):
        line = world.do("exchange_units", incident=second, unit="UM62", other="UM61", reason="closer to it")
    assert line.incidents == [second, first]
    assert on(world, first) == [("UM62", "primary")]
    assert on(world, second) == [("6A15", "primary"), ("UM61", "backup")]


def test_units_on_one_incident_have_nothing_to_swap(world: World) -> None:
    number = world.call_with("UM61")
    world.do("assign_unit", incident=number, unit="UM62", role="backup", reason="x")
    with pytest.raises(Refused, match="both on"), follows(world.dispatcher):
        world.do("exchange_units", incident=number, unit="UM61", other="UM62")
    with pytest.raises(Invalid), follows(world.dispatcher):
        world.do("exchange_units", incident=number, unit="UM61", other="UM61")


def test_what_is_queued_starts_when_its_unit_is_free(world: World) -> None:
    first, second = world.call_with("UM61"), world.call()
    world.do("queue_unit", incident=second, unit="UM61")
    assert falling_due.start_queued() == 0
    world.do("clear_unit", incident=first, unit="UM61", disposition="resolved")
    with follows(*world.everybody()):
        assert falling_due.start_queued() == 1
    assert on(world, second) == [("UM61", "primary")]
    assert falling_due.start_queued() == 0


def test_the_most_urgent_of_the_queued_starts_first(world: World) -> None:
    busy, calm, urgent = world.call_with("UM61"), world.call(CALM), world.call(CALM)
    for number in (calm, urgent):
        world.do("queue_unit", incident=number, unit="UM61")
    world.do("set_priority", incident=urgent, priority="P1", reason="third call")
    world.do("clear_unit", incident=busy, unit="UM61", disposition="resolved")
    assert falling_due.start_queued() == 1
    assert on(world, urgent) == [("UM61", "primary")]
    assert on(world, calm) == []


def test_nothing_starts_for_a_unit_that_is_out_of_service_or_an_incident_on_hold(world: World) -> None:
    busy, second = world.call_with("UM61"), world.call()
    world.do("queue_unit", incident=second, unit="UM61")
    world.do("clear_unit", incident=busy, unit="UM61", disposition="resolved")
    world.do("set_unit_status", unit="UM61", status="unavailable", reason="meal")
    assert falling_due.start_queued() == 0
    world.do("set_unit_status", unit="UM61", status="available")
    world.do("hold_incident", incident=second, reason="caller is away", until=later(60).isoformat())
    assert falling_due.start_queued() == 0
    assert Assignment.objects.get(incident__number=second).state == "queued"


def test_starting_twice_is_refused_in_words(world: World) -> None:
    number = world.call()
    with pytest.raises(Refused, match="queued"), follows(world.dispatcher):
        world.do("start_queued", principal_system(), incident=number, unit="UM61")


def principal_system() -> object:
    from dispatch import principals

    return principals.system()
