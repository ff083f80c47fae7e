"""The ledger: an eligible call's wait has a limit, the floor is told why nobody came, and the end is recorded."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dispatch import board, commands, ledger, principals, tasks, waits
from dispatch.errors import Forbidden, Refused
from dispatch.models import Incident
from responders.models import Unit
from tests.follow import follows
from tests.world import CALM, KNIFE, World

pytestmark = pytest.mark.django_db


def row(number: str) -> Incident:
    return Incident.objects.get(number=number)


def card(world: World, number: str) -> dict:
    return board.incident(world.dispatcher, number)


def waited(number: str, minutes: int) -> None:
    """Let an incident have waited: its clock is turned back, as if the call had come earlier."""
    past = timezone.now() - timedelta(minutes=minutes)
    found = row(number)
    Incident.objects.filter(number=number).update(
        opened_at=past, eligible_at=past, team_due_at=past + ledger.limit(found.priority)
    )


def minutes_until_due(number: str) -> float | None:
    found = row(number)
    return (found.team_due_at - found.eligible_at).total_seconds() / 60 if found.team_due_at else None


def test_an_eligible_call_has_a_limit_by_its_priority(world: World) -> None:
    assert minutes_until_due(world.call(CALM)) == 30
    assert minutes_until_due(world.call("homeless man sleeping in a tent blocking the sidewalk")) == 60
    assert minutes_until_due(world.call(KNIFE)) is None


def test_the_clock_stops_while_a_team_is_on_the_way_or_somebody_holds_the_call(world: World) -> None:
    number = world.call()
    due = row(number).team_due_at
    for stop, start in (
        (("assign_unit", {"unit": "UM61"}), ("cancel_assignment", {"unit": "UM61", "reason": "x"})),
        (("hold_incident", {"reason": "later"}), ("release_hold", {})),
    ):
        with follows(*world.everybody()):
            world.do(stop[0], incident=number, **stop[1])
        assert row(number).team_due_at is None
        world.do(start[0], incident=number, **start[1])
        assert row(number).team_due_at == due


def test_a_police_car_does_not_stop_the_clock(world: World) -> None:
    number = world.call()
    world.do("assign_unit", incident=number, unit="6A15", reason="until a team is free")
    assert row(number).team_due_at is not None


def test_a_call_that_a_team_has_worked_waits_for_nobody(world: World) -> None:
    number = world.call_with("UM61")
    world.do("clear_unit", incident=number, unit="UM61", disposition="resolved")
    assert row(number).team_due_at is None


def test_a_call_that_is_not_for_a_team_any_more_waits_for_none(world: World) -> None:
    number = world.call()
    world.do("add_note", incident=number, text="he holds a knife and will stab him")
    assert (row(number).eligible, row(number).team_due_at) == (True, None)


def test_when_nobody_came_in_time_the_floor_is_told_why_and_offered_the_next_best(world: World) -> None:
    Unit.objects.filter(call_sign__startswith="UM").update(duty="off_duty")
    number = world.call()
    waited(number, 31)
    with follows(*world.everybody()):
        assert waits.report_all(timezone.now()) == 1
    (alert,) = card(world, number)["alerts"]
    assert (alert["kind"], alert["why"]) == ("no_team_in_time", "none_on_shift")
    assert alert["counts"] == {"teams": 2, "serving_the_area": 2, "on_shift": 0, "free": 0}
    assert [(o["unit"], o["costs"]) for o in alert["next_best"]] == [
        ("HT3", "another kind of unarmed team"),
        ("6A15", "a police car"),
    ]
    assert card(world, number)["overdue"]["why"] == "none_on_shift"


def test_the_three_whys_and_the_one_that_asks_why_nobody_was_sent(world: World) -> None:
    for teams, why in (
        ({"duty": "available"}, ""),
        ({"duty": "unavailable"}, "all_committed"),
        ({"duty": "off_duty"}, "none_on_shift"),
    ):
        Unit.objects.filter(call_sign__startswith="UM").update(**teams)
        number = world.call()
        waited(number, 31)
        waits.report_all(timezone.now())
        assert card(world, number)["overdue"]["why"] == why
    world.crisis.serves.set([world.pacific])
    number = world.call()
    waited(number, 31)
    waits.report_all(timezone.now())
    assert card(world, number)["overdue"]["why"] == "none_in_area"


def test_a_free_team_that_may_not_leave_its_area_is_offered_with_what_it_costs(world: World) -> None:
    world.crisis.serves.set([world.pacific])
    number = world.call()
    waited(number, 31)
    waits.report_all(timezone.now())
    (alert,) = card(world, number)["alerts"]
    assert [(o["unit"], o["costs"]) for o in alert["next_best"][:2]] == [
        ("UM61", "out of its area"),
        ("UM62", "out of its area"),
    ]
    assert "none" not in alert["next_best"][0]["reason"]


def test_a_wait_is_reported_once_and_again_only_after_another_limit(world: World) -> None:
    number = world.call()
    waited(number, 31)
    now = timezone.now()
    assert [waits.report_all(now), waits.report_all(now)] == [1, 0]
    assert row(number).team_due_at - row(number).overdue_at == timedelta(minutes=30)
    assert waits.report_all(now + timedelta(minutes=1)) == 0
    tasks.report_overdue()
    assert len(card(world, number)["alerts"]) == 1


def test_only_the_product_itself_reports_a_limit_and_never_too_early(world: World) -> None:
    number = world.call()
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("report_overdue", world.supervisor, incident=number)
    with pytest.raises(Refused, match="limit"), follows(world.dispatcher):
        world.do("report_overdue", principals.system(), incident=number)
    assert not principals._members().get(username="system").is_active


def test_a_team_sent_after_the_limit_is_recorded_as_late(world: World) -> None:
    for minutes, outcome in ((31, "team_sent_late"), (29, "team_sent")):
        number = world.call()
        waited(number, minutes)
        world.do("assign_unit", incident=number, unit="UM61")
        world.do("clear_unit", incident=number, unit="UM61", disposition="resolved")
        with follows(*world.everybody()):
            world.do("close_incident", incident=number, disposition="resolved", outcome="team_sent")
        assert row(number).outcome == outcome


def test_a_call_that_new_facts_made_dangerous_ends_so_when_the_police_took_it(world: World) -> None:
    number = world.call()
    world.do("add_note", incident=number, text="he holds a knife and will stab him")
    world.do("assign_unit", incident=number, unit="6A15", reason="the nearest police")
    world.do("clear_unit", incident=number, unit="6A15", disposition="resolved")
    with follows(*world.everybody()):
        world.do("close_incident", incident=number, disposition="resolved")
    assert row(number).outcome == "disqualified_by_new_facts"
    assert "weapon" in row(number).outcome_reason


def test_a_call_that_was_never_eligible_gets_no_outcome_although_a_team_was_there(world: World) -> None:
    number = world.call(KNIFE)
    world.do("assign_unit", incident=number, unit="UM61", reason="asked for by the patrol")
    world.do("clear_unit", incident=number, unit="UM61", disposition="resolved")
    world.do("close_incident", incident=number, disposition="resolved")
    assert row(number).outcome == ""
    with pytest.raises(IntegrityError, match="incident_outcome_of_eligible_only"), transaction.atomic():
        Incident.objects.filter(number=number).update(outcome="cancelled")


def test_a_reopened_call_begins_a_new_wait(world: World) -> None:
    number = world.call()
    waited(number, 31)
    waits.report_all(timezone.now())
    world.do("close_incident", incident=number, disposition="no_dispatch", outcome="all_committed")
    assert row(number).team_due_at is None
    with follows(*world.everybody()):
        world.do("reopen_incident", incident=number, reason="they called back")
    assert (row(number).overdue_at, minutes_until_due(number)) == (None, 30)


def test_the_request_of_a_sweep_is_made_of_the_wait_itself(world: World) -> None:
    number = world.call()
    waited(number, 31)
    due = row(number).team_due_at
    assert waits._report(number, due)
    assert waits._report(number, due), "the same answer again"
    assert len(card(world, number)["alerts"]) == 1
    assert commands.COMMANDS["report_overdue"].kind == "overdue_reported"
