"""Corrected times and undone mistakes: always another event, nothing is deleted."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from dispatch import board, log, wire
from dispatch.commands import undoing
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Incident, Move, Note
from tests.follow import follows
from tests.world import KNIFE, World, later

pytestmark = pytest.mark.django_db


def card(world: World, number: str) -> dict:
    return board.incident(world.dispatcher, number)


def job(world: World, number: str) -> dict:
    return card(world, number)["assignments"][0]


def undo(world: World, line: log.Line, by: object = None) -> None:
    with follows(*world.everybody()):
        world.do("undo", by, seq=line.seq)


def test_a_corrected_time_is_shown_with_what_was_said_first(world: World) -> None:
    number = world.call_with("UM61")
    world.do("mark_en_route", incident=number, unit="UM61", at=later(0.0).isoformat())
    world.do("mark_on_scene", incident=number, unit="UM61")
    first = job(world, number)["times"]["on_scene"]
    while wire.stamp(true := timezone.now()) == first:  # the page shows hundredths: the same one is no correction
        pass
    with follows(*world.everybody()):
        world.do("correct_time", incident=number, unit="UM61", state="on_scene", at=true.isoformat(), reason="radio")
    now = job(world, number)
    assert now["corrected"] == {"on_scene": first}
    assert board.snapshot(world.dispatcher)["cards"]["units"]["UM61"]["since"] == now["times"]["on_scene"]
    assert Move.objects.filter(state="on_scene").count() == 2
    said = board.timeline(world.dispatcher, number)["results"][-1]
    assert (said["kind"], said["facts"]["was"], said["facts"]["reason"]) == ("time_corrected", first, "radio")
    assert said["at"] != said["facts"]["was"]


def test_a_correction_keeps_the_order_of_the_steps(world: World) -> None:
    number = world.call_with("UM61")
    world.do("mark_en_route", incident=number, unit="UM61")
    world.do("mark_on_scene", incident=number, unit="UM61")
    early = (timezone.now() - timedelta(hours=1)).isoformat()
    with pytest.raises(Invalid, match="cannot be earlier"), follows(world.dispatcher):
        world.do("correct_time", incident=number, unit="UM61", state="on_scene", at=early, reason="x")
    with pytest.raises(Invalid, match="cannot be later"), follows(world.dispatcher):
        world.do("correct_time", incident=number, unit="UM61", state="assigned", at=later().isoformat(), reason="x")
    with pytest.raises(Refused, match="never staged"), follows(world.dispatcher):
        world.do("correct_time", incident=number, unit="UM61", state="staged", at=later().isoformat(), reason="x")
    with pytest.raises(Invalid, match="future"), follows(world.dispatcher):
        world.do("correct_time", incident=number, unit="UM61", state="on_scene", at=later(60).isoformat(), reason="x")
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("correct_time", incident=number, unit="6A15", state="on_scene", at=early, reason="x")


def test_times_of_a_closed_incident_are_corrected_too(world: World) -> None:
    number = world.call_with("UM61")
    world.do("clear_unit", incident=number, unit="UM61", disposition="resolved")
    world.do("close_incident", incident=number, disposition="resolved")
    at = (timezone.now() - timedelta(hours=1)).isoformat()
    with follows(*world.everybody()):
        world.do("correct_time", incident=number, unit="UM61", state="assigned", at=at, reason="paper log")
    assert "assigned" in job(world, number)["corrected"]


def test_the_database_keeps_every_step(world: World) -> None:
    world.call_with("UM61")
    with pytest.raises(ProgrammingError, match="only added"), transaction.atomic():
        Move.objects.update(happened_at=timezone.now())


def test_a_closed_incident_is_opened_again_as_it_was(world: World) -> None:
    number = world.call()
    world.do("queue_unit", incident=number, unit="UM61")
    world.do("hold_incident", incident=number, reason="caller away", until=later(3600).isoformat())
    before = card(world, number)
    line = world.do("close_incident", incident=number, disposition="no_dispatch", outcome="cancelled")
    undo(world, line)
    now = card(world, number)
    for name in ("status", "hold", "outcome", "disposition", "closed_at"):
        assert now[name] == before[name], name
    assert job(world, number)["state"] == "queued"
    with pytest.raises(Refused, match="reopened"), follows(world.dispatcher):
        world.do("undo", seq=line.seq)


def test_a_mistaken_note_is_struck_and_no_longer_read_by_triage(world: World) -> None:
    number = world.call_with("UM61")
    line = world.do("add_note", incident=number, text="he pulled a knife and will stab him")
    assert card(world, number)["level"] == 4
    undo(world, line)
    note = card(world, number)["notes"][f"{number}/1"]
    assert (note["text"], note["struck"]["by"]) == ("he pulled a knife and will stab him", "dispatcher")
    assert card(world, number)["level"] < 4
    assert Note.objects.count() == 1


def test_a_struck_care_note_is_told_to_its_readers_alone(world: World) -> None:
    number = world.call_with("UM61")
    line = world.do("add_note", world.crisis_team, incident=number, text="insulin", compartment="care")
    undo(world, line, world.crisis_team)
    assert "kind" not in log.line(log.head().seq).view(world.auditor.audience)


@pytest.mark.parametrize("verb", ["mark_on_scene", "acknowledge"])
def test_a_mistaken_step_is_taken_back(world: World, verb: str) -> None:
    number = world.call_with("UM61")
    before = job(world, number)
    line = world.do(verb, world.crisis_team, incident=number, unit="UM61")
    undo(world, line, world.crisis_team)
    now = job(world, number)
    assert (now["state"], now["times"], now["corrected"]) == (before["state"], before["times"], {})
    with follows(*world.everybody()):
        world.do("mark_en_route", incident=number, unit="UM61")


def test_a_unit_that_cleared_by_mistake_is_on_its_job_again(world: World) -> None:
    number = world.call_with("UM61")
    world.do("mark_on_scene", incident=number, unit="UM61")
    line = world.do("clear_unit", world.crisis_team, incident=number, unit="UM61", disposition="resolved")
    undo(world, line, world.crisis_team)
    assert (job(world, number)["state"], card(world, number)["status"]) == ("on_scene", "working")


def test_a_cleared_unit_that_was_sent_elsewhere_stays_there(world: World) -> None:
    number, other = world.call_with("UM61"), world.call()
    line = world.do("clear_unit", incident=number, unit="UM61", disposition="resolved")
    world.do("assign_unit", incident=other, unit="UM61")
    with pytest.raises(Refused, match="another job"), follows(*world.everybody()):
        world.do("undo", seq=line.seq)


def test_a_step_that_was_followed_by_another_stays(world: World) -> None:
    number = world.call_with("UM61")
    line = world.do("mark_en_route", incident=number, unit="UM61")
    world.do("mark_on_scene", incident=number, unit="UM61")
    with pytest.raises(Refused) as raised, follows(world.dispatcher):
        world.do("undo", seq=line.seq)
    assert raised.value.code == "refused.acted_on"


def test_a_units_status_goes_back_with_its_reason(world: World) -> None:
    world.do("set_unit_status", unit="UM61", status="unavailable", reason="meal")
    line = world.do("set_unit_status", unit="UM61", status="available")
    undo(world, line)
    unit = board.snapshot(world.dispatcher)["cards"]["units"]["UM61"]
    assert (unit["duty"], unit["duty_reason"]) == ("unavailable", "meal")


def test_a_merge_is_taken_apart_with_every_number_as_before(world: World) -> None:
    stays, goes = world.call_with("UM61"), world.call(KNIFE, caller_name="Ana")
    call = next(iter(card(world, goes)["calls"]))
    world.do("add_note", incident=goes, text="gate is open")
    world.do("add_note", incident=goes, text="prior contact", compartment="law")
    world.do("add_note", incident=stays, text="mine")
    world.do("record_person", incident=goes, role="subject", name="Ben", health="insulin")
    world.do("transfer_call", incident=goes, call=call, to="988", kind="988")
    world.do("record_interpreter", incident=goes, call=call, language="es", state="connected")
    before = {number: card(world, number) for number in (stays, goes)}
    line = world.do("merge_incidents", incident=stays, other=goes)
    undo(world, line)
    for number in (stays, goes):
        now = card(world, number)
        for name in ("status", "links", "calls", "notes", "persons", "transfers", "interpreter", "level", "outcome"):
            assert now[name] == before[number][name], f"{number} {name}"
    assert Incident.objects.get(number=goes).disposition == ""


def test_a_merge_that_was_acted_on_stays(world: World) -> None:
    stays, goes = world.call(), world.call()
    line = world.do("merge_incidents", incident=stays, other=goes)
    world.do("add_note", incident=stays, text="both know each other")
    with pytest.raises(Refused, match="happened"), follows(world.dispatcher):
        world.do("undo", seq=line.seq)


def test_sending_a_unit_is_recalled_and_not_undone(world: World) -> None:
    number = world.call()
    line = world.do("assign_unit", incident=number, unit="UM61")
    with pytest.raises(Refused, match="recall"), follows(world.dispatcher):
        world.do("undo", seq=line.seq)


def test_undo_is_ones_own_or_the_supervisors_and_only_for_seconds(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = world.call()
    line = world.do("add_note", world.call_taker, incident=number, text="oops")
    with pytest.raises(Forbidden, match="calltaker did this"), follows(world.dispatcher):
        world.do("undo", seq=line.seq)
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("undo", world.patrol, seq=line.seq)
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("undo", seq=line.seq + 100)
    with pytest.raises(Refused, match="cannot be undone"), follows(world.dispatcher):
        world.do("undo", world.call_taker, seq=1)
    monkeypatch.setattr(undoing, "WITHIN", timedelta(0))
    with pytest.raises(Refused, match="10 seconds"), follows(world.dispatcher):
        world.do("undo", world.call_taker, seq=line.seq)
    monkeypatch.undo()
    undo(world, line, world.supervisor)
