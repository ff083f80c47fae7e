"""Sending units, and the road a job takes."""

import re
from datetime import timedelta

import pytest

from dispatch import board, lifecycles
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from tests.follow import follows
from tests.world import KNIFE, World, later

pytestmark = pytest.mark.django_db


def status(world: World, call_sign: str) -> str:
    return board.snapshot(world.dispatcher)["cards"]["units"][call_sign]["status"]


def test_an_unarmed_team_is_sent_and_the_incident_is_being_worked(world: World) -> None:
    number = world.call()
    with follows(*world.everybody()):
        world.do("assign_unit", incident=number, unit="UM61")
    assert board.incident(world.dispatcher, number)["status"] == "working"
    assert status(world, "UM61") == "assigned"


def test_a_team_that_is_sent_sees_the_whole_incident_with_its_caller(world: World) -> None:
    number = world.call(callback="213-555-0100")
    assert board.snapshot(world.crisis_team)["cards"]["incidents"] == {}
    with follows(*world.everybody()):
        world.do("assign_unit", incident=number, unit="UM61")
    cards = board.snapshot(world.crisis_team)["cards"]
    assert list(cards["incidents"]) == [number]
    assert [c["callback"] for c in cards["calls"].values()] == ["213-555-0100"]


def test_a_job_goes_its_whole_road_and_the_unit_is_available_again(world: World) -> None:
    number = world.call_with("UM61")
    for verb in ("acknowledge", "mark_en_route", "mark_staged", "mark_on_scene", "mark_transporting"):
        with follows(*world.everybody()):
            world.do(verb, world.crisis_team, incident=number, unit="UM61")
    with follows(*world.everybody()):
        world.do("clear_unit", world.crisis_team, incident=number, unit="UM61", disposition="transported")
    assert status(world, "UM61") == "available"
    job = board.incident(world.dispatcher, number)["assignments"][0]
    assert list(job["times"]) == [*lifecycles.JOB, "cleared"]


def test_steps_may_be_skipped_forwards_but_never_taken_back(world: World) -> None:
    number = world.call_with("UM61")
    with follows(world.dispatcher):
        world.do("mark_on_scene", incident=number, unit="UM61", source="radio")
    with pytest.raises(Refused, match=r"on scene .* cannot be en route"), follows(*world.everybody()):
        world.do("mark_en_route", incident=number, unit="UM61")


def test_a_unit_on_a_job_is_refused_with_who_took_it_how_long_ago_and_for_what(world: World) -> None:
    taken = world.call_with("UM61")
    number = world.call()
    with pytest.raises(Refused) as raised, follows(*world.everybody()):
        world.do("assign_unit", incident=number, unit="UM61")
    assert raised.value.code == "refused.unit_taken"
    assert taken in raised.value.detail
    assert re.fullmatch(rf"UM61 was taken by dispatcher \d+ s ago for {taken} \(assigned\)\.", raised.value.detail)


def test_only_one_unit_is_primary(world: World) -> None:
    number = world.call_with("UM61")
    with pytest.raises(Refused, match="UM61 is already the primary"), follows(world.dispatcher):
        world.do("assign_unit", incident=number, unit="UM62")
    with follows(*world.everybody()):
        world.do("assign_unit", incident=number, unit="UM62", role="backup")


def test_a_kind_that_triage_did_not_ask_for_needs_a_reason(world: World) -> None:
    number = world.call()
    with pytest.raises(Refused) as raised, follows(world.dispatcher):
        world.do("assign_unit", incident=number, unit="6A15")
    assert raised.value.code == "refused.reason_needed"
    with follows(*world.everybody()):
        world.do("assign_unit", incident=number, unit="6A15", reason="caller insists on an officer")


def test_units_that_are_not_available_cannot_be_sent(world: World) -> None:
    number = world.call()
    world.do("set_unit_status", unit="UM61", status="unavailable", reason="meal")
    with pytest.raises(Refused, match="unavailable \\(meal\\)"), follows(world.dispatcher):
        world.do("assign_unit", incident=number, unit="UM61")
    world.do("sign_off", unit="UM62")
    with pytest.raises(Refused, match="off duty"), follows(world.dispatcher):
        world.do("assign_unit", incident=number, unit="UM62")


def test_a_declined_job_leaves_the_incident_waiting(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        world.do("decline", world.crisis_team, incident=number, unit="UM61", reason="van broke down")
    assert board.incident(world.dispatcher, number)["status"] == "waiting"


def test_nobody_declines_after_arriving(world: World) -> None:
    number = world.call_with("UM61")
    world.do("mark_on_scene", incident=number, unit="UM61")
    with pytest.raises(Refused), follows(world.dispatcher):
        world.do("decline", incident=number, unit="UM61", reason="no")


def test_a_unit_can_be_called_back(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        world.do("cancel_assignment", incident=number, unit="UM61", reason="nearer team")
    assert status(world, "UM61") == "available"


def test_a_busy_unit_can_have_the_next_job_waiting(world: World) -> None:
    first, second = world.call_with("UM61"), world.call()
    with follows(*world.everybody()):
        world.do("queue_unit", incident=second, unit="UM61")
    assert status(world, "UM61") == "assigned"
    assert board.incident(world.dispatcher, second)["status"] == "waiting"
    world.do("clear_unit", incident=first, unit="UM61", disposition="resolved")
    with follows(*world.everybody()):
        world.do("assign_unit", incident=second, unit="UM61")
    jobs = board.incident(world.dispatcher, second)["assignments"]
    assert [j["state"] for j in jobs] == ["assigned"]


def test_a_unit_is_not_queued_twice_for_one_incident(world: World) -> None:
    number = world.call_with("UM61")
    with pytest.raises(Refused, match="already on"), follows(world.dispatcher):
        world.do("queue_unit", incident=number, unit="UM61")


def test_assigning_releases_a_hold(world: World) -> None:
    number = world.call()
    world.do("hold_incident", incident=number, reason="caller asks for an hour")
    with follows(*world.everybody()):
        world.do("assign_unit", incident=number, unit="UM61")
    card = board.incident(world.dispatcher, number)
    assert (card["status"], card["hold"]) == ("working", None)


def test_a_step_cannot_have_happened_before_the_last_one(world: World) -> None:
    number = world.call_with("UM61")
    with pytest.raises(Invalid, match="later than that"), follows(world.dispatcher):
        world.do("acknowledge", incident=number, unit="UM61", at=(later() - timedelta(hours=1)).isoformat())


@pytest.mark.parametrize("verb", ["acknowledge", "mark_en_route", "mark_on_scene"])
def test_a_field_user_who_names_another_agencys_unit_gets_404(world: World, verb: str) -> None:
    number = world.call(KNIFE)
    world.do("assign_unit", incident=number, unit="6A15", reason="danger")
    with pytest.raises(NotFound), follows(*world.everybody()):
        world.do(verb, world.crisis_team, incident=number, unit="6A15")


def test_a_field_user_cannot_move_a_colleague_either(world: World) -> None:
    number = world.call_with("6A15")
    world.do("assign_unit", incident=number, unit="6A20", role="backup", reason="two needed")
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("acknowledge", world.patrol, incident=number, unit="6A20")


def test_an_admin_moves_units_of_their_own_agency_only(world: World) -> None:
    with pytest.raises(NotFound), follows(world.lapd_admin):
        world.do("sign_off", world.lapd_admin, unit="UM61")
    with follows(*world.everybody()):
        world.do("sign_off", world.lapd_admin, unit="6A20")


def test_a_unit_that_nobody_knows_is_not_found(world: World) -> None:
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("assign_unit", incident=world.call(), unit="9Z99")


def test_a_unit_that_is_elsewhere_is_not_assigned_here(world: World) -> None:
    number = world.call()
    with pytest.raises(Refused, match="not assigned"), follows(world.dispatcher):
        world.do("acknowledge", incident=number, unit="UM61")


def test_a_unit_that_declines_is_told_to_the_floor_with_the_next(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        world.do("decline", world.crisis_team, incident=number, unit="UM61", reason="van is broken")
    (alert,) = board.incident(world.dispatcher, number)["alerts"]
    assert alert["kind"] == "unit_declined"
    assert "van is broken" in alert["says"]
    assert alert["next_best"][0]["unit"] == "UM62"


def test_a_unit_that_does_not_answer_in_time_is_told_once_with_the_next(world: World) -> None:
    from tests.dispatch.alarms import in_state_for, sweep

    number = world.call_with("UM61")
    in_state_for("UM61", 6)
    for _ in range(3):
        with follows(*world.everybody()):
            sweep()
    (alert,) = board.incident(world.dispatcher, number)["alerts"]
    assert (alert["kind"], alert["next_best"][0]["unit"]) == ("unit_unanswered", "UM62")
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("report_unanswered", incident=number, unit="UM61")
