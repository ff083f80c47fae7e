"""Calls that ring: announced by a feed, answered once, put on the board with nothing asked twice."""

from typing import Any

import pytest

from dispatch import board, log
from dispatch.errors import Forbidden, Invalid, NotFound, Refused
from dispatch.models import Ringing
from tests.follow import follows
from tests.world import CALM, World

pytestmark = pytest.mark.django_db


def ringing(world: World, ref: str) -> dict[str, Any] | None:
    card: dict[str, Any] | None = board.snapshot(world.call_taker)["cards"]["ringing"].get(ref)
    return card


def test_a_ringing_call_shows_where_from_how_surely_and_by_what_line(world: World) -> None:
    with follows(*world.everybody()):
        world.do(
            "ring_call",
            world.feed,
            ref="urn:emergency:uid:callid:a1:example.org",
            number="213-555-0147",
            lat=34.0958,
            lon=-118.3309,
            uncertainty_m=35,
            class_of_service="wph2",
        )
    (card,) = board.snapshot(world.call_taker)["cards"]["ringing"].values()
    assert card["number"] == "213-555-0147"
    assert (card["uncertainty_m"], card["class_of_service"], card["medium"]) == (35.0, "WPH2", "voice")
    assert card["state"] == "ringing"


def test_only_the_floor_sees_what_rings_and_only_who_may_read_callers_its_number(world: World) -> None:
    ref = world.ring()
    assert "number" not in board.snapshot(world.auditor)["cards"]["ringing"][ref]
    for outside in (world.patrol, world.crisis_team, world.lapd_admin, world.feed):
        assert board.snapshot(outside)["cards"]["ringing"] == {}
        assert "cards" not in log.line(log.head().seq).view(outside.audience)


def test_the_first_to_claim_has_the_call(world: World) -> None:
    ref = world.ring()
    with follows(*world.everybody()):
        world.do("claim_call", world.call_taker, ringing=ref)
    card = ringing(world, ref)
    assert card
    assert (card["state"], card["claimed_by"]) == ("claimed", "calltaker")


def test_the_second_to_claim_is_told_who_answered_and_when_without_blame(world: World) -> None:
    ref = world.ring()
    world.do("claim_call", world.other_taker, ringing=ref)
    with pytest.raises(Refused, match=r"^Answered by j\.ruiz \d+ s ago\.$"), follows(*world.everybody()):
        world.do("claim_call", world.call_taker, ringing=ref)


def test_a_call_of_a_desk_that_broke_down_can_be_taken_over(world: World) -> None:
    ref = world.ring()
    world.do("claim_call", world.other_taker, ringing=ref)
    with follows(*world.everybody()):
        line = world.do("claim_call", world.call_taker, ringing=ref, take_over=True)
    assert line.bodies["common"]["facts"]["from"] == "j.ruiz"
    card = ringing(world, ref)
    assert card
    assert card["claimed_by"] == "calltaker"


def test_a_claimed_call_that_is_put_on_the_board_brings_its_number_along(world: World) -> None:
    ref = world.ring()
    world.do("claim_call", world.call_taker, ringing=ref)
    with follows(*world.everybody()):
        number = world.do(
            "take_call", world.call_taker, ringing=ref, address="6100 Hollywood Bl", narrative=CALM
        ).incidents[0]
    (call,) = board.incident(world.dispatcher, number)["calls"].values()
    assert call["callback"] == "213-555-0147"
    card = ringing(world, ref)
    assert card
    assert (card["state"], card["call"], card["incident"]) == ("taken", call["call"], number)


def test_a_number_that_the_caller_corrected_counts(world: World) -> None:
    ref = world.ring()
    with follows(world.call_taker):
        number = world.call(ringing=ref, callback="213-555-0199")
    (call,) = board.incident(world.dispatcher, number)["calls"].values()
    assert call["callback"] == "213-555-0199"


def test_a_ringing_call_can_be_attached_to_what_is_known_already(world: World) -> None:
    number, ref = world.call(), world.ring()
    with follows(*world.everybody()):
        world.call(attach_to=number, ringing=ref)
    assert len(board.incident(world.dispatcher, number)["calls"]) == 2


def test_one_line_becomes_one_call(world: World) -> None:
    ref = world.ring()
    number = world.call(ringing=ref)
    with pytest.raises(Refused, match=number), follows(*world.everybody()):
        world.call(ringing=ref)


def test_a_better_location_reaches_every_desk_and_moves_no_incident(world: World) -> None:
    ref = world.ring()
    number = world.call(ringing=ref)
    with follows(*world.everybody()):
        world.do("update_ringing", world.feed, ref="call-1", lat=34.1, lon=-118.3, uncertainty_m=12)
    card = ringing(world, ref)
    assert card
    assert (card["place"]["lat"], card["uncertainty_m"]) == (34.1, 12)
    assert board.incident(world.dispatcher, number)["place"]["lat"] == 34.0958


def test_the_line_of_a_finished_call_leaves_the_board_and_the_incident_stays(world: World) -> None:
    ref = world.ring()
    number = world.call(ringing=ref)
    with follows(*world.everybody()):
        world.do("end_ringing", world.feed, ref="call-1", how="hung_up")
    assert ringing(world, ref) is None
    assert board.incident(world.dispatcher, number)["status"] == "waiting"
    assert board.snapshot(world.call_taker)["cards"]["callbacks"] == {}


def test_answering_the_next_call_completes_the_line_of_the_last(world: World) -> None:
    first, second = world.ring("call-1"), world.ring("call-2")
    world.do("claim_call", world.call_taker, ringing=first)
    world.call(ringing=first)
    with follows(*world.everybody()):
        world.do("claim_call", world.call_taker, ringing=second)
    assert Ringing.objects.get(ref=first).ended == "completed"


def test_a_conversation_goes_on_while_its_taker_answers_another_call(world: World) -> None:
    chat, voice = world.ring("chat-1", medium="chat"), world.ring("call-2")
    world.do("claim_call", world.call_taker, ringing=chat)
    world.call(ringing=chat)
    with follows(*world.everybody()):
        world.do("claim_call", world.call_taker, ringing=voice)
    card = ringing(world, chat)
    assert card
    assert card["state"] == "taken"


def test_the_same_ref_of_two_feeds_is_two_calls(world: World) -> None:
    world.ring("1")
    with follows(world.call_taker):
        world.do("ring_call", world.person("other_feed", "feed"), ref="1")
    assert Ringing.objects.count() == 2


def test_a_feed_reaches_no_call_of_another_feed(world: World) -> None:
    world.ring("1")
    other = world.person("other_feed", "feed")
    with pytest.raises(NotFound), follows(world.call_taker):
        world.do("end_ringing", other, ref="1", how="completed")


def test_a_feed_may_nothing_else(world: World) -> None:
    for verb in ("take_call", "claim_call", "add_note", "post_text"):
        with pytest.raises(Forbidden), follows(world.call_taker):
            world.do(verb, world.feed)


def test_police_and_teams_do_not_answer_calls(world: World) -> None:
    ref = world.ring()
    with pytest.raises(Forbidden), follows(world.call_taker):
        world.do("claim_call", world.patrol, ringing=ref)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"lat": 91}, "lat"),
        ({"lat": 34.0}, "lat"),
        ({"lat": "NaN", "lon": 1}, "lat"),
        ({"uncertainty_m": -1}, "uncertainty_m"),
        ({"uncertainty_m": "Infinity"}, "uncertainty_m"),
        ({"class_of_service": "W H 2"}, "class_of_service"),
        ({"medium": "pigeon"}, "medium"),
        ({"ref": "a b"}, "ref"),
        ({"ref": ""}, "ref"),
        ({"number": "1" * 41}, "number"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_with_a_ringing_call_is_named_and_nothing_rings(
    world: World, fields: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(Invalid) as raised, follows(world.call_taker):
        world.do("ring_call", world.feed, **({"ref": "1"} | fields))
    assert wrong in (raised.value.fields or {})
    assert not Ringing.objects.exists()


def test_a_caller_who_cannot_speak_freely_is_marked_for_everyone_who_goes(world: World) -> None:
    number = world.call_with("UM61")
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    with follows(*world.everybody()):
        world.do("update_call", world.call_taker, call=call, silent_mode=True)
    card = board.snapshot(world.crisis_team)["cards"]["incidents"][number]
    assert card["silent_mode"] is True
    assert "Caller cannot speak freely" in card["hazards"]


def test_a_call_can_be_silent_from_its_first_second(world: World) -> None:
    with follows(*world.everybody()):
        number = world.call(silent_mode=True)
    assert board.incident(world.dispatcher, number)["silent_mode"] is True
