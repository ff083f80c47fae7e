"""Calling back: a call that ended too early stays a task until somebody says how it came out."""

from typing import Any

import pytest

from dispatch import board, wire
from dispatch.errors import Invalid, Refused
from dispatch.models import Callback
from tests.follow import follows
from tests.world import World, later

pytestmark = pytest.mark.django_db


def tasks(world: World) -> list[dict[str, Any]]:
    return list(board.snapshot(world.call_taker)["cards"]["callbacks"].values())


def abandoned(world: World) -> str:
    world.ring()
    world.do("end_ringing", world.feed, ref="call-1", how="abandoned")
    return str(tasks(world)[0]["callback"])


def test_a_call_that_nobody_answered_is_to_be_called_back(world: World) -> None:
    world.ring()
    with follows(*world.everybody()):
        world.do("end_ringing", world.feed, ref="call-1", how="abandoned")
    (task,) = tasks(world)
    assert (task["number"], task["why"], task["attempts"]) == ("213-555-0147", "abandoned", [])


def test_a_caller_who_was_cut_off_before_the_call_was_on_the_board_is_to_be_called_back(world: World) -> None:
    ref = world.ring()
    world.do("claim_call", world.call_taker, ringing=ref)
    with follows(*world.everybody()):
        world.do("end_ringing", world.feed, ref="call-1", how="abandoned")
    assert tasks(world)[0]["why"] == "hung_up"


@pytest.mark.parametrize("how", ["answered_elsewhere", "completed"])
def test_a_line_that_ended_as_it_should_leaves_no_task(world: World, how: str) -> None:
    ref = world.ring()
    with follows(*world.everybody()):
        world.do("end_ringing", world.call_taker, ringing=ref, how=how)
    assert tasks(world) == []


def test_a_line_ends_once(world: World) -> None:
    ref = world.ring()
    world.do("end_ringing", world.feed, ref="call-1", how="abandoned")
    with pytest.raises(Refused, match="ended before anybody answered"), follows(world.call_taker):
        world.do("end_ringing", world.call_taker, ringing=ref, how="completed")
    assert len(tasks(world)) == 1


def test_a_taker_plans_to_call_a_caller_back_at_a_time(world: World) -> None:
    number = world.call(callback="213-555-0160")
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    due = wire.stamp(later(600))
    with follows(*world.everybody()):
        world.do("plan_callback", world.call_taker, call=call, due_at=due)
    (task,) = tasks(world)
    assert (task["incident"], task["number"], task["due_at"]) == (number, "213-555-0160", due)


def test_one_call_is_planned_once(world: World) -> None:
    number = world.call()
    call = next(iter(board.incident(world.dispatcher, number)["calls"]))
    world.do("plan_callback", world.call_taker, call=call)
    with pytest.raises(Refused, match="planned already"), follows(world.call_taker):
        world.do("plan_callback", world.dispatcher, call=call)


@pytest.mark.parametrize("outcome", ["no_answer", "voicemail", "busy", "open_line"])
def test_who_was_not_reached_stays_a_task_with_its_attempts_counted(world: World, outcome: str) -> None:
    task = abandoned(world)
    with follows(*world.everybody()):
        world.do("record_callback", callback=task, outcome=outcome, again_at=wire.stamp(later(300)))
    (card,) = tasks(world)
    assert [a["outcome"] for a in card["attempts"]] == [outcome]


@pytest.mark.parametrize("outcome", ["reached_no_emergency", "reached_emergency"])
def test_who_was_reached_ends_the_task(world: World, outcome: str) -> None:
    task = abandoned(world)
    with follows(*world.everybody()):
        world.do("record_callback", world.call_taker, callback=task, outcome=outcome, note="Pocket dial, is fine")
    assert tasks(world) == []
    assert Callback.objects.get(ref=task).outcome == outcome


def test_nobody_gives_up_without_saying_why(world: World) -> None:
    task = abandoned(world)
    with pytest.raises(Invalid, match="why nobody tries again"), follows(world.call_taker):
        world.do("record_callback", callback=task, outcome="no_answer")
    with follows(*world.everybody()):
        world.do("record_callback", callback=task, outcome="no_answer", no_more="Third try, car sent to the tower area")
    assert tasks(world) == []


def test_the_next_try_does_not_lie_in_the_past(world: World) -> None:
    task = abandoned(world)
    with pytest.raises(Invalid, match="before this attempt"), follows(world.call_taker):
        world.do("record_callback", callback=task, outcome="busy", again_at=wire.stamp(later(-60)))


def test_a_task_that_is_done_says_who_did_it(world: World) -> None:
    task = abandoned(world)
    world.do("record_callback", world.call_taker, callback=task, outcome="reached_no_emergency")
    with pytest.raises(Refused, match=r"calltaker has done this call-back at .*: reached no emergency"), follows():
        world.do("record_callback", callback=task, outcome="reached_no_emergency")


def test_a_caller_who_was_rung_back_goes_on_the_board_with_the_line_that_was_lost(world: World) -> None:
    ref = world.ring()
    world.do("end_ringing", world.feed, ref="call-1", how="abandoned")
    with follows(*world.everybody()):
        number = world.call(ringing=ref)
    (call,) = board.incident(world.dispatcher, number)["calls"].values()
    assert call["callback"] == "213-555-0147"
