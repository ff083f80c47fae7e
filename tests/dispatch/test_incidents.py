"""Priority, hold, outcome, close, reopen; and the ledger of eligible calls."""

import pytest
from django.db import IntegrityError, transaction

from dispatch import board
from dispatch.errors import Forbidden, Invalid, Refused
from dispatch.models import Incident
from tests.follow import follows
from tests.world import KNIFE, World, later

pytestmark = pytest.mark.django_db


def test_a_priority_set_by_hand_stays_when_triage_runs_again(world: World) -> None:
    number = world.call()
    with follows(*world.everybody()):
        world.do("set_priority", incident=number, priority="P1", reason="third call from here today")
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    world.do("update_call", call=call, narrative="calm now, sits with her sister")
    card = board.incident(world.dispatcher, number)
    assert (card["priority"], card["priority_set_by_hand"]) == ("P1", True)


def test_an_incident_is_held_with_a_reason_and_released(world: World) -> None:
    number = world.call()
    with follows(*world.everybody()):
        world.do("hold_incident", incident=number, reason="caller is at work", until=later(3600).isoformat())
    assert board.incident(world.dispatcher, number)["hold"]["reason"] == "caller is at work"
    with pytest.raises(Refused), follows(world.dispatcher):
        world.do("hold_incident", incident=number, reason="again")
    with follows(*world.everybody()):
        world.do("release_hold", incident=number)
    with pytest.raises(Refused, match="not held"), follows(world.dispatcher):
        world.do("release_hold", incident=number)


def test_what_is_being_worked_cannot_be_held(world: World) -> None:
    number = world.call_with("UM61")
    with pytest.raises(Refused, match="units on it"), follows(world.dispatcher):
        world.do("hold_incident", incident=number, reason="x")


def test_a_hold_until_the_past_is_refused(world: World) -> None:
    number = world.call()
    with pytest.raises(Invalid), follows(world.dispatcher):
        world.do("hold_incident", incident=number, reason="x", until="2020-01-01T00:00:00Z")


def test_an_incident_with_a_unit_on_it_cannot_be_closed(world: World) -> None:
    number = world.call_with("UM61")
    with pytest.raises(Refused, match="UM61 still on"), follows(world.dispatcher):
        world.do("close_incident", incident=number, disposition="resolved")


def test_a_call_that_a_team_took_closes_as_team_sent(world: World) -> None:
    number = world.call_with("UM61")
    world.do("clear_unit", incident=number, unit="UM61", disposition="resolved")
    with follows(*world.everybody()):
        world.do("close_incident", incident=number, disposition="resolved")
    card = board.incident(world.dispatcher, number)
    assert (card["status"], card["outcome"]) == ("closed", "team_sent")


def test_an_eligible_call_that_got_no_team_closes_only_with_its_outcome(world: World) -> None:
    number = world.call()
    with pytest.raises(Refused) as raised, follows(world.dispatcher):
        world.do("close_incident", incident=number, disposition="no_dispatch")
    assert raised.value.code == "refused.no_outcome"
    with follows(*world.everybody()):
        world.do("close_incident", incident=number, disposition="no_dispatch", outcome="all_committed")


def test_an_outcome_can_be_recorded_before_closing(world: World) -> None:
    number = world.call()
    with follows(*world.everybody()):
        world.do("record_outcome", incident=number, outcome="none_in_area")
    world.do("close_incident", incident=number, disposition="no_dispatch")
    with pytest.raises(Refused), follows(world.dispatcher):
        world.do("record_outcome", incident=number, outcome="cancelled")


def test_an_override_needs_words(world: World) -> None:
    number = world.call()
    with pytest.raises(Refused, match="why"), follows(world.dispatcher):
        world.do("record_outcome", incident=number, outcome="overridden")


def test_a_call_that_was_never_eligible_has_no_outcome(world: World) -> None:
    number = world.call(KNIFE)
    with pytest.raises(Refused, match="never eligible"), follows(world.dispatcher):
        world.do("record_outcome", incident=number, outcome="cancelled")
    with follows(*world.everybody()):
        world.do("close_incident", incident=number, disposition="unfounded")


def test_the_database_itself_refuses_to_close_an_eligible_call_without_outcome(world: World) -> None:
    number = world.call()
    with pytest.raises(IntegrityError, match="incident_eligible_needs_outcome"), transaction.atomic():
        Incident.objects.filter(number=number).update(status="closed", disposition="resolved", closed_at=later())


def test_a_closed_incident_refuses_everything_but_reopening(world: World) -> None:
    number = world.call()
    world.do("close_incident", incident=number, disposition="no_dispatch", outcome="cancelled")
    with pytest.raises(Refused) as raised, follows(world.dispatcher):
        world.do("assign_unit", incident=number, unit="UM61")
    assert raised.value.code == "refused.closed"
    with follows(*world.everybody()):
        world.do("reopen_incident", incident=number, reason="they called back")
    with pytest.raises(Refused, match="not closed"), follows(world.dispatcher):
        world.do("reopen_incident", incident=number, reason="again")


def test_a_reopened_incident_comes_back_with_its_calls_and_notes(world: World) -> None:
    number = world.call()
    world.do("add_note", incident=number, text="gate code 44")
    world.do("close_incident", incident=number, disposition="no_dispatch", outcome="cancelled")
    assert board.snapshot(world.dispatcher)["cards"]["notes"] == {}
    with follows(*world.everybody()):
        world.do("reopen_incident", incident=number, reason="they called back")
    assert len(board.snapshot(world.dispatcher)["cards"]["notes"]) == 1


def test_field_teams_do_not_close_incidents(world: World) -> None:
    number = world.call_with("UM61")
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("close_incident", world.crisis_team, incident=number, disposition="resolved")
