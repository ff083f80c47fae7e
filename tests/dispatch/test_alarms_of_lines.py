"""Alarms on the telephone: a call that nobody answers, and a call-back that nobody makes."""

import pytest
from django.utils import timezone

from dispatch.models import Callback, Ringing
from tests.dispatch.alarms import minutes, only, shown, sweep
from tests.dispatch.test_settings import change
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db


def rang(n: float) -> None:
    Ringing.objects.update(rang_at=timezone.now() - minutes(n))


def test_a_call_that_nobody_answers_is_raised_and_ends_when_somebody_does(world: World) -> None:
    ref = world.ring()
    assert sweep()["raised"] == 0
    rang(0.5)
    with follows(*world.everybody()):
        assert sweep()["raised"] == 1
    assert (only(world)["kind"], only(world)["priority"]) == ("ringing_long", "medium")
    assert only(world)["says"] == "A voice call has not been answered in 20 s"
    world.do("claim_call", world.call_taker, ringing=ref)
    with follows(*world.everybody()):
        assert sweep()["ended"] == 1
    assert shown(world) == []


def test_a_call_back_past_its_time_is_raised_and_ends_with_its_outcome(world: World) -> None:
    world.ring()
    world.do("end_ringing", world.feed, ref="call-1", how="abandoned")
    assert sweep()["raised"] == 0
    Callback.objects.update(due_at=timezone.now() - minutes(3))
    with follows(*world.everybody()):
        assert sweep()["raised"] == 1
    assert only(world)["says"] == "A call-back (abandoned) is overdue by 2 min"
    task = Callback.objects.get()
    world.do("record_callback", world.call_taker, callback=str(task.ref), outcome="reached_no_emergency")
    sweep()
    assert shown(world) == []


def test_an_alarm_about_a_line_names_no_number_and_no_caller(world: World) -> None:
    world.ring()
    rang(1)
    sweep()
    assert "0147" not in str(only(world))


def test_the_centre_sets_both_limits(world: World) -> None:
    """Enforces the limits of the telephone: enforces timers.line"""
    world.ring()
    rang(1)
    change(world, "timers.line.ringing", 300)
    assert sweep()["raised"] == 0
    change(world, "timers.line.ringing", 30)
    assert sweep()["raised"] == 1
