"""What a team does on its own: a contact that nobody called about, what came of it, and where it was."""

import pytest

from dispatch import board
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db
MET = {
    "address": "Alvarado St / 6th St",
    "lat": 34.0577,
    "lon": -118.2752,
    "narrative": "Man sleeps in a doorway, asks for shelter, calm",
}
DONE = {
    "contact": "made",
    "needs": ["housing", "basic_needs"],
    "offered": ["shelter", "food_water_clothing"],
    "accepted": ["food_water_clothing"],
    "transport": "refused",
    "follow_up": "wanted",
    "words": "canary of care: will come to the clinic",
}


def met(world: World) -> str:
    return str(world.do("report_contact", world.crisis_team, unit="UM61", **MET).incidents[0])


def test_a_contact_nobody_called_about_opens_an_incident_with_the_team_on_scene(world: World) -> None:
    with follows(*world.everybody()):
        number = world.do("report_contact", world.crisis_team, unit="UM61", **MET).incidents[0]
    card = board.incident(world.dispatcher, number)
    assert card["source"] == "field"
    assert card["status"] == "working"
    [job] = card["assignments"]
    assert (job["unit"], job["state"], job["role"]) == ("UM61", "on_scene", "primary")
    assert board.incident(world.crisis_team, number)["narrative"] == MET["narrative"]


def test_the_ledger_counts_a_contact_of_a_team_as_sent(world: World) -> None:
    number = met(world)
    world.do("clear_unit", world.crisis_team, incident=number, unit="UM61", disposition="referred")
    world.do("close_incident", incident=number, disposition="referred")
    card = board.incident(world.dispatcher, number)
    assert card["outcome"] == ("team_sent" if card["eligible"] else "")


def test_a_unit_on_a_job_or_off_duty_meets_nobody_on_its_own(world: World) -> None:
    world.call_with("UM61")
    with pytest.raises(Refused, match="was taken"), follows(world.dispatcher):
        world.do("report_contact", world.crisis_team, unit="UM61", **MET)
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("report_contact", world.crisis_team, unit="UM62", **MET)


def test_what_came_of_a_contact_is_read_by_care_alone(world: World) -> None:
    number = met(world)
    world.do("assign_unit", incident=number, unit="6A15", role="co_response", reason="joint")
    with follows(*world.everybody()):
        line = world.do("record_contact_outcome", world.crisis_team, incident=number, unit="UM61", **DONE)
    [found] = board.incident(world.crisis_team, number)["contacts"]
    assert {name: found[name] for name in DONE} == DONE
    assert "contacts" not in board.incident(world.patrol, number)
    assert "canary" not in str(line.view(world.patrol.audience))
    assert "canary" not in str(line.view(world.auditor.audience))
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("record_contact_outcome", world.patrol, incident=number, unit="6A15", contact="made")


def test_what_was_accepted_was_offered_and_nobody_met_was_offered_nothing(world: World) -> None:
    number = met(world)
    for said in ({"contact": "made", "accepted": ["shelter"]}, {"contact": "gone", "offered": ["shelter"]}):
        with pytest.raises(Invalid), follows(world.dispatcher):
            world.do("record_contact_outcome", world.crisis_team, incident=number, unit="UM61", **said)


def test_where_a_unit_was_at_a_step_is_a_fact_of_the_step(world: World) -> None:
    number = world.call_with("UM61")
    where = {"lat": 34.0577, "lon": -118.2752, "accuracy_m": 12.0, "at": "2026-11-24T07:10:11.12Z"}
    with follows(*world.everybody()):
        line = world.do("mark_en_route", world.crisis_team, incident=number, unit="UM61", position=where)
    assert line.view(world.dispatcher.audience)["facts"]["position"] == where
    with pytest.raises(Forbidden, match="Only the phone"), follows(world.dispatcher):
        world.do("mark_on_scene", incident=number, unit="UM61", position=where)
