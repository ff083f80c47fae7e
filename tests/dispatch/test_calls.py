"""Taking and changing calls."""

import pytest

from dispatch import board
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Incident
from tests.follow import follows
from tests.world import CALM, KNIFE, World

pytestmark = pytest.mark.django_db


def test_a_call_opens_an_incident_that_everybody_on_the_floor_sees(world: World) -> None:
    with follows(*world.everybody()):
        number = world.call()
    card = board.incident(world.dispatcher, number)
    assert card["status"] == "waiting"
    assert card["place"]["area"] == "Hollywood"
    assert card["narrative"] == CALM


def test_numbers_count_up_within_the_year(world: World) -> None:
    first, second = world.call(), world.call()
    assert int(second[-6:]) == int(first[-6:]) + 1


def test_a_call_with_a_knife_is_never_for_an_unarmed_team_alone(world: World) -> None:
    card = board.incident(world.dispatcher, world.call(KNIFE))
    assert {r["kind"] for r in card["response"]} & {"police", "co_response"}
    assert card["unarmed_alone_is_safe"] is False


def test_more_words_run_triage_again(world: World) -> None:
    number = world.call()
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    with follows(*world.everybody()):
        world.do("update_call", world.call_taker, call=call, narrative=KNIFE)
    assert board.incident(world.dispatcher, number)["level"] == 4


def test_only_the_fields_that_were_sent_change(world: World) -> None:
    number = world.call(callback="213-555-0100")
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    with follows(*world.everybody()):
        world.do("update_call", world.call_taker, call=call, caller_name="R. Vega")
    card = board.incident(world.dispatcher, number)["calls"][call]
    assert (card["caller_name"], card["callback"]) == ("R. Vega", "213-555-0100")


def test_a_second_caller_is_attached_and_both_are_heard(world: World) -> None:
    number = world.call()
    with follows(*world.everybody()):
        world.call(KNIFE, attach_to=number)
    card = board.incident(world.dispatcher, number)
    assert len(card["calls"]) == 2
    assert card["narrative"] == f"{CALM}\n{KNIFE}"


def test_a_call_can_move_to_the_incident_it_is_about(world: World) -> None:
    first, second = world.call(), world.call(KNIFE)
    call = next(iter(board.incident(world.dispatcher, second)["calls"]))
    with follows(*world.everybody()):
        world.do("attach_call", incident=first, call=call)
    assert board.incident(world.dispatcher, second)["calls"] == {}
    with pytest.raises(Refused, match="already belongs"), follows(world.dispatcher):
        world.do("attach_call", incident=first, call=call)


def test_police_cannot_take_calls(world: World) -> None:
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("take_call", world.patrol, address="here", narrative="x")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"lat": 91.0, "lon": 0.0}, "lat"),
        ({"lat": 34.0, "lon": None}, "lat"),
        ({"narrative": "x" * 1_000_000}, "narrative"),
        ({"narrative": "a\x00b"}, "narrative"),
        ({"narrative": "a\x07b"}, "narrative"),
        ({"call_type": "41\u202e5"}, "call_type"),
        ({"colour": "red"}, "colour"),
        ({"answers": {"weapons": "perhaps"}}, "answers"),
        ({"address": ""}, "address"),
        ({"at": "2099-01-01T00:00:00Z"}, "at"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(world: World, fields: dict, wrong: str) -> None:
    with pytest.raises(Invalid) as raised, follows(world.dispatcher):
        world.call(**fields)
    assert wrong in (raised.value.fields or {})
    assert not Incident.objects.exists()


def test_narratives_keep_invisible_and_reversed_characters(world: World) -> None:
    text = "caller types \u202eright to left\u202c and \u200bzero width"
    with follows(world.dispatcher):
        number = world.call(text)
    assert board.incident(world.dispatcher, number)["narrative"] == text


def test_a_call_that_does_not_exist_cannot_be_changed(world: World) -> None:
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("update_call", call="00000000-0000-4000-8000-000000000000", narrative="x")
