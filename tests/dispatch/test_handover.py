"""The record that goes along: everything once, in order, and for each reader only what they may read."""

import pytest
from django.test import Client

from dispatch import handover
from dispatch.errors import NotFound
from responders.models import Member
from tests.world import World

pytestmark = pytest.mark.django_db


def told(world: World) -> str:
    number = world.call(caller_name="Ana Ruiz", callback="555-0101", answers={"weapons": "no"}, language="es")
    call = next(iter(handover.of(world.dispatcher, number)["calls"]))["call"]
    world.do("assign_unit", incident=number, unit="UM61")
    world.do("assign_unit", incident=number, unit="6A15", role="co_response", reason="joint")
    world.do("record_person", incident=number, role="subject", name="Ben Ito", health="insulin", record="probation")
    world.do("record_vehicle", incident=number, description="white van", plate="7ABC123")
    world.do("record_interpreter", incident=number, call=call, language="es", state="connected")
    world.do("transfer_call", incident=number, call=call, to="988", kind="988")
    world.do("add_note", incident=number, text="side gate is open")
    world.do("add_note", incident=number, text="knows the clinic", compartment="care")
    world.do("add_note", incident=number, text="prior arrest", compartment="law")
    return number


def test_what_was_asked_is_there_in_words_so_that_nobody_asks_again(world: World) -> None:
    known = handover.of(world.dispatcher, told(world))
    (answer,) = [one for one in known["asked"] if one["question"] == "weapons"]
    assert answer["answer"] == "no"
    assert answer["words"] != "weapons"
    assert known["calls"][0]["caller_name"] == "Ana Ruiz"
    assert known["persons"] == [
        {
            "n": 1,
            "role": "subject",
            "description": "",
            "name": "Ben Ito",
            "phone": "",
            "health": "insulin",
            "record": "probation",
        }
    ]
    assert known["interpreter"]["language"] == "es"
    assert [leg["to"] for leg in known["transfers"]] == ["988"]
    assert known["history"][0]["kind"] == "call_taken"


def test_each_reader_gets_a_page_of_their_own(world: World) -> None:
    number = told(world)
    police, team = str(handover.of(world.patrol, number)), str(handover.of(world.crisis_team, number))
    assert "prior arrest" in police
    assert "probation" in police
    assert "clinic" not in police
    assert "insulin" not in police
    assert "clinic" in team
    assert "insulin" in team
    assert "arrest" not in team
    assert "Ana Ruiz" not in str(handover.of(world.auditor, number))
    with pytest.raises(NotFound):
        handover.of(world.other_patrol, number)


def test_the_page_shows_it_and_is_not_there_for_others(world: World) -> None:
    number = told(world)
    page = of(world.patrol.username).get(f"/incidents/{number}/handover/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "prior arrest" in text
    assert "knows the clinic" not in text
    world.other_patrol  # noqa: B018
    assert of("other_patrol").get(f"/incidents/{number}/handover/").status_code == 404


def test_words_from_people_stay_words_on_the_page(world: World) -> None:
    number = world.call("<b>knock</b> at <script>alert(1)</script>")
    text = of(world.dispatcher.username).get(f"/incidents/{number}/handover/").content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;b&gt;knock" in text


def of(username: str) -> Client:
    client = Client()
    client.force_login(Member.objects.get(username=username))
    return client
