"""Linking, merging, splitting and moving incidents: direction is kept and nothing is lost."""

import pytest

from dispatch import board
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Call, Incident, Note
from tests.follow import follows
from tests.world import KNIFE, World

pytestmark = pytest.mark.django_db


def card(world: World, number: str) -> dict:
    return board.incident(world.dispatcher, number)


def call_of(world: World, number: str) -> str:
    return next(iter(card(world, number)["calls"]))


def test_linked_incidents_name_each_other(world: World) -> None:
    first, second = world.call_with("UM61"), world.call()
    with follows(*world.everybody()):
        world.do("link_incidents", incident=first, other=second, reason="same family")
    assert card(world, first)["links"] == [{"incident": second, "relation": "related"}]
    assert card(world, second)["links"] == [{"incident": first, "relation": "related"}]
    with pytest.raises(Refused, match="linked already"), follows(world.dispatcher):
        world.do("link_incidents", incident=second, other=first)
    with pytest.raises(Invalid), follows(world.dispatcher):
        world.do("link_incidents", incident=first, other=first)
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("link_incidents", incident=first, other="LA26-999999")


def test_a_merge_takes_calls_notes_persons_and_transfers_along(world: World) -> None:
    stays, goes = world.call_with("UM61"), world.call("He talks to himself on the bench", caller_name="Ana")
    call = call_of(world, goes)
    for text, compartment in (("gate is open", "common"), ("prior contact", "law"), ("known to the clinic", "care")):
        world.do("add_note", incident=goes, text=text, compartment=compartment)
    world.do("add_note", incident=stays, text="the first note")
    world.do("record_person", incident=goes, role="subject", description="red coat", name="Ben", health="on insulin")
    world.do("record_vehicle", incident=goes, description="white van", plate="7abc123")
    world.do("transfer_call", incident=goes, call=call, to="988", kind="988")
    with follows(*world.everybody()):
        world.do("merge_incidents", incident=stays, other=goes, reason="same man")
    left, now = card(world, goes), card(world, stays)
    assert (left["status"], left["disposition"]) == ("closed", "duplicate")
    assert left["links"] == [{"incident": stays, "relation": "duplicate_of"}]
    assert now["links"] == [{"incident": goes, "relation": "has_duplicate"}]
    assert call in now["calls"]
    assert [n["text"] for n in now["notes"].values()][-3:] == ["gate is open", "prior contact", "known to the clinic"]
    assert now["persons"] == [{"n": 1, "role": "subject", "description": "red coat"}]
    assert now["persons_health"] == [{"n": 1, "health": "on insulin"}]
    assert list(now["transfers"]) == [f"{stays}/T1"]
    assert Call.objects.count() == 2
    assert Note.objects.count() == 4


def test_triage_reads_what_the_merged_caller_said(world: World) -> None:
    stays, goes = world.call(), world.call(KNIFE)
    with follows(*world.everybody()):
        line = world.do("merge_incidents", incident=stays, other=goes)
    assert card(world, stays)["level"] == 4
    assert line.bodies["common"]["facts"]["triage"]["after"]["level"] == 4


def test_an_eligible_duplicate_is_counted_where_it_lives_on(world: World) -> None:
    goes, stays = world.call(), world.call(KNIFE)
    since = Incident.objects.get(number=goes).eligible_at
    world.do("merge_incidents", incident=stays, other=goes)
    left, now = Incident.objects.get(number=goes), Incident.objects.get(number=stays)
    assert (left.outcome, left.outcome_reason) == ("cancelled", f"duplicate: merged into {stays}, which is counted")
    assert (now.eligible, now.eligible_at) == (True, since)


def test_a_duplicate_that_a_team_had_served_says_so(world: World) -> None:
    goes, stays = world.call_with("UM61"), world.call()
    world.do("clear_unit", incident=goes, unit="UM61", disposition="gone_on_arrival")
    world.do("merge_incidents", incident=stays, other=goes)
    assert Incident.objects.get(number=goes).outcome == "team_sent"


def test_a_merge_is_refused_while_a_unit_is_on_the_one_that_goes(world: World) -> None:
    stays, goes = world.call(), world.call_with("UM61")
    with pytest.raises(Refused, match="UM61 still on"), follows(*world.everybody()):
        world.do("merge_incidents", incident=stays, other=goes)
    world.do("preempt_unit", incident=stays, unit="UM61", reason="same man")
    with follows(*world.everybody()):
        world.do("merge_incidents", incident=stays, other=goes)
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("merge_incidents", world.crisis_team, incident=stays, other=goes)


def test_one_of_two_calls_becomes_an_incident_of_its_own(world: World) -> None:
    number = world.call_with("UM61")
    world.do("take_call", world.call_taker, address="1358 N Wilcox Ave", narrative=KNIFE, attach_to=number)
    second = str(Call.objects.order_by("pk").last().ref)
    with follows(*world.everybody()):
        line = world.do("split_incident", incident=number, call=second, address="2 Sunset Blvd")
    new = line.bodies["common"]["facts"]["into"]
    assert line.incidents == [number, new]
    assert card(world, number)["links"] == [{"incident": new, "relation": "split_into"}]
    assert card(world, new)["links"] == [{"incident": number, "relation": "split_from"}]
    assert (card(world, new)["level"], card(world, number)["level"] < 4) == (4, True)
    assert (list(card(world, new)["calls"]), len(card(world, number)["calls"])) == ([second], 1)
    place = card(world, new)["place"]
    assert (place["address"], place["lat"], place["lon"]) == ("2 Sunset Blvd", None, None)


def test_the_only_call_stays_and_is_copied(world: World) -> None:
    number = world.call(caller_name="Ana", callback="555-0101")
    call = call_of(world, number)
    with follows(*world.everybody()):
        line = world.do("split_incident", incident=number, call=call, narrative="a second man lies by the door")
    new = card(world, line.bodies["common"]["facts"]["into"])
    (copied,) = new["calls"].values()
    assert (copied["caller_name"], new["narrative"]) == ("Ana", "a second man lies by the door")
    assert new["place"]["lat"] == 34.0958
    assert list(card(world, number)["calls"]) == [call]


def test_a_call_of_another_incident_is_not_split_off(world: World) -> None:
    first, second = world.call(), world.call()
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("split_incident", incident=first, call=call_of(world, second))


def test_a_moved_incident_alerts_the_units_on_it(world: World) -> None:
    number = world.call_with("UM61")
    with follows(*world.everybody()):
        world.do("move_incident", incident=number, address="9 Vine St", reason="caller misread the sign")
    now = card(world, number)
    place = now["place"]
    assert (place["address"], place["lat"], place["lon"], place["area"]) == ("9 Vine St", None, None, "")
    assert (now["alerts"][0]["kind"], now["alerts"][0]["unseen_by"]) == ("place_changed", ["UM61"])
    with pytest.raises(Refused, match="there already"), follows(world.dispatcher):
        world.do("move_incident", incident=number, address="9 Vine St", reason="again")
    with pytest.raises(Invalid), follows(world.dispatcher):
        world.do("move_incident", incident=number, address="9 Vine St", lat=34.1, reason="half a place")
