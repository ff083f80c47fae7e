"""Notes stay in their compartment: police never read care, clinicians never read law."""

import json

import pytest

from dispatch import board, log
from dispatch.errors import Forbidden, NotFound
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db


def everything_sent_to(viewer: object, since: int) -> str:
    sent = [line.view(viewer.audience) for line in log.since(since)]
    return json.dumps([sent, board.snapshot(viewer)])


@pytest.fixture
def both_there(world: World) -> str:
    number = world.call_with("UM61")
    world.do("assign_unit", incident=number, unit="6A15", role="backup", reason="scene safety")
    return number


def test_police_never_read_care_notes(world: World, both_there: str) -> None:
    start = log.head().seq
    with follows(*world.everybody()):
        world.do("add_note", world.crisis_team, incident=both_there, text="CANARY lithium", compartment="care")
    assert "CANARY" in everything_sent_to(world.crisis_team, start)
    assert "CANARY" in everything_sent_to(world.dispatcher, start)
    for viewer in (world.patrol, world.lapd_admin, world.auditor):
        assert "CANARY" not in everything_sent_to(viewer, start)
        assert "CANARY" not in json.dumps(board.timeline(viewer, both_there))


def test_clinicians_never_read_law_notes(world: World, both_there: str) -> None:
    start = log.head().seq
    with follows(*world.everybody()):
        world.do("add_note", world.patrol, incident=both_there, text="CANARY warrant", compartment="law")
    assert "CANARY" in everything_sent_to(world.patrol, start)
    for viewer in (world.crisis_team, world.crisis_admin, world.auditor):
        assert "CANARY" not in everything_sent_to(viewer, start)


def test_dangers_are_common_and_everybody_on_the_job_reads_them(world: World, both_there: str) -> None:
    start = log.head().seq
    with follows(*world.everybody()):
        world.do("add_note", world.crisis_team, incident=both_there, text="DANGER dog loose")
    for viewer in (world.patrol, world.crisis_team, world.dispatcher):
        assert "DANGER" in everything_sent_to(viewer, start)


def test_those_who_are_not_on_the_job_get_a_blank_tick(world: World, both_there: str) -> None:
    line = world.do("add_note", incident=both_there, text="secret place")
    assert line.view(world.other_patrol.audience) == {"seq": line.seq}


def test_nobody_writes_what_they_could_not_read(world: World, both_there: str) -> None:
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("add_note", world.patrol, incident=both_there, text="x", compartment="care")


def test_a_note_on_an_incident_out_of_sight_is_404(world: World) -> None:
    number = world.call()
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("add_note", world.patrol, incident=number, text="x")


def test_who_called_is_for_the_floor_and_the_units_on_the_job(world: World) -> None:
    number = world.call(caller_name="CANARY Caller")
    world.do("assign_unit", incident=number, unit="UM61")
    assert "CANARY" in everything_sent_to(world.crisis_team, 0)
    for viewer in (world.crisis_admin, world.auditor, world.patrol):
        assert "CANARY" not in everything_sent_to(viewer, 0)


def test_an_incident_leaves_the_sight_of_a_unit_that_cleared(world: World, both_there: str) -> None:
    world.do("add_note", incident=both_there, text="note")
    with follows(*world.everybody()):
        world.do("clear_unit", incident=both_there, unit="6A15", disposition="resolved")
    assert board.snapshot(world.patrol)["cards"]["incidents"] == {}
    with pytest.raises(NotFound):
        board.incident(world.patrol, both_there)
