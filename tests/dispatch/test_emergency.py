"""The emergency button: never refused, seen by floor, unit and those beside it, ended only by a named person."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dispatch import alarming, board, principals
from dispatch.errors import Forbidden, NotFound, Refused
from dispatch.models import Alarm
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db


def seen_by(viewer: principals.Principal) -> list[dict]:
    return list(board.snapshot(viewer)["cards"]["alarms"].values())


def test_a_press_reaches_the_floor_and_the_unit_itself_and_no_other_agency(world: World) -> None:
    with follows(*world.everybody()):
        world.do("press_emergency", world.patrol, unit="6A15")
    for viewer in (world.call_taker, world.dispatcher, world.supervisor, world.patrol, world.lapd_admin):
        (alarm,) = seen_by(viewer)
        assert (alarm["priority"], alarm["tone"], alarm["unit"]) == ("emergency", "emergency", "6A15")
    for viewer in (world.crisis_team, world.crisis_admin, world.other_patrol, world.centre_admin):
        assert seen_by(viewer) == []


def test_the_units_on_its_incident_are_alerted_whatever_their_agency(world: World) -> None:
    number = world.call_with("UM61")
    world.do("assign_unit", incident=number, unit="6A15", role="backup", reason="scene safety")
    with follows(*world.everybody()):
        line = world.do("press_emergency", world.crisis_team, unit="UM61")
    assert line.incidents == [number]
    (alert,) = board.incident(world.patrol, number)["alerts"]
    assert (alert["kind"], alert["unseen_by"]) == ("emergency", ["6A15"])
    assert alert["says"] == f"UM61 pressed its emergency button on {number}"
    with follows(*world.everybody()):
        world.do("acknowledge_emergency", unit="UM61")
    (alert,) = board.incident(world.patrol, number)["alerts"]
    assert alert["acknowledged"]["by"] == "dispatcher"
    assert alert["unseen_by"] == ["6A15"], "the floor having seen it says nothing about the unit beside it"


def test_the_unit_sees_who_answers_and_pressing_again_calls_again(world: World) -> None:
    world.do("press_emergency", world.patrol, unit="6A15")
    world.do("acknowledge_emergency", unit="6A15")
    (alarm,) = seen_by(world.patrol)
    assert alarm["acknowledged_by"] == "dispatcher"
    with follows(*world.everybody()):
        world.do("press_emergency", world.patrol, unit="6A15")
    (alarm,) = seen_by(world.dispatcher)
    assert (alarm["times"], alarm["acknowledged_by"]) == (2, None)


def test_it_ends_only_by_a_person_of_the_floor_with_what_was_found(world: World) -> None:
    number = world.call_with("6A15")
    world.do("press_emergency", world.patrol, unit="6A15")
    (alarm,) = seen_by(world.dispatcher)
    ended = {"unit": "6A15", "how": "safe", "words": "spoke to both, voice was calm"}
    for by in (world.patrol, world.call_taker, world.lapd_admin):
        with pytest.raises(Forbidden), follows(world.dispatcher):
            world.do("end_emergency", by, **ended)
    with pytest.raises(Refused, match="named person"), follows(world.dispatcher):
        world.do("end_alarm", principals.system(), alarm=alarm["alarm"], about="emergency 6A15")
    with follows(*world.everybody()):
        line = world.do("end_emergency", world.dispatcher, **ended)
    assert line.incidents == [number]
    assert seen_by(world.dispatcher) == seen_by(world.patrol) == []
    with pytest.raises(Refused, match="has no emergency"), follows(world.dispatcher):
        world.do("end_emergency", **ended)


def test_the_database_too_refuses_an_emergency_that_nobody_ended(world: World) -> None:
    world.do("press_emergency", world.patrol, unit="6A15")
    for by, how in (("system", "safe"), ("", "safe"), ("dispatcher", "")):
        with pytest.raises(IntegrityError, match="ended_by_a_person"), transaction.atomic():
            Alarm.objects.update(ended_at=timezone.now(), ended_by=by, ended_how=how)


def test_the_sweep_leaves_it_standing_and_passes_it_on(world: World) -> None:
    world.do("press_emergency", world.patrol, unit="6A15")
    alarming.sweep(timezone.now())
    assert len(seen_by(world.dispatcher)) == 1
    Alarm.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert alarming.sweep(timezone.now())["escalated"] == 1
    (alarm,) = seen_by(world.dispatcher)
    assert alarm["escalated_to"]["name"] == "Floor supervisor"


def test_a_unit_presses_for_itself_alone_and_the_floor_for_any(world: World) -> None:
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("press_emergency", world.patrol, unit="UM61")
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("press_emergency", world.auditor, unit="6A15")
    with follows(*world.everybody()):
        world.do("press_emergency", world.dispatcher, unit="UM61", source="radio")


def test_an_emergency_without_a_job_and_off_duty_is_an_emergency(world: World) -> None:
    world.do("sign_off", world.patrol, unit="6A15")
    with follows(*world.everybody()):
        line = world.do("press_emergency", world.patrol, unit="6A15")
    assert line.incidents == []
    assert len(seen_by(world.dispatcher)) == 1


def test_taking_it_from_the_list_is_the_same_as_taking_it_by_its_unit(world: World) -> None:
    number = world.call_with("6A15")
    world.do("press_emergency", world.patrol, unit="6A15")
    (alarm,) = seen_by(world.dispatcher)
    with follows(*world.everybody()):
        world.do("acknowledge_alarm", alarm=alarm["alarm"])
    assert board.incident(world.dispatcher, number)["alerts"][0]["acknowledged"]["by"] == "dispatcher"
