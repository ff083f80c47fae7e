"""Alarms: each has a cause and an action, is owned by somebody or goes on, and never more than can be answered."""

from uuid import uuid4

import pytest
from django.utils import timezone

from dispatch import alarming, annunciation, board, causes, principals, watching
from dispatch.centre import defaults
from dispatch.errors import Forbidden, NotFound, Refused
from dispatch.models import Heartbeat, Incident
from tests.dispatch.alarms import in_state_for, minutes, only, shown, sweep, waited
from tests.follow import follows
from tests.world import CALM, KNIFE, World

pytestmark = pytest.mark.django_db


# --- U34: every alarm is defined ------------------------------------------------------------------------


def test_u34_every_alarm_has_a_cause_an_action_a_time_a_priority_a_tone_and_somebody_it_goes_to() -> None:
    shipped = defaults.all_of_them()
    kinds = {"emergency", *causes.BY_THEMSELVES}
    assert set(shipped["alarms"]) == kinds
    for kind, alarm in shipped["alarms"].items():
        assert len(alarm["cause"].split()) > 3, kind
        assert len(alarm["action"].split()) > 3, kind
        assert alarm["time_allowed"] > 0, kind
        assert alarm["priority"] in annunciation.PRIORITIES, kind
        assert alarm["tone"] in shipped["tones"], kind
        assert alarm["escalates_to"] in shipped["phone_tree"], kind


# --- causes ---------------------------------------------------------------------------------------------


def test_a_p1_without_a_unit_and_a_call_over_its_limit_are_raised_and_end_when_a_unit_is_sent(world: World) -> None:
    p1, other = world.call(KNIFE), world.call(CALM)
    waited(p1, 2)
    waited(other, 61)
    with follows(*world.everybody()):
        assert sweep()["raised"] == 2
    raised = {a["incident"]: a for a in shown(world)}
    assert (raised[p1]["kind"], raised[p1]["priority"]) == ("p1_without_unit", "high")
    assert raised[p1]["says"] == f"{p1}, P1, Immediate: no unit in 75 s"
    assert (raised[other]["kind"], raised[other]["priority"]) == ("call_waiting", "low")
    assert sweep() == {"raised": 0, "ended": 0, "escalated": 0}
    world.do("assign_unit", incident=other, unit="UM61")
    with follows(*world.everybody()):
        assert sweep()["ended"] == 1
    assert [a["incident"] for a in shown(world)] == [p1]


def test_a_call_within_its_limit_and_a_held_one_raise_nothing(world: World) -> None:
    world.call(CALM)
    held = world.call("neighbours loud music, nobody is hurt")
    waited(held, 500)
    world.do("hold_incident", incident=held, reason="they call back")
    assert sweep() == {"raised": 0, "ended": 0, "escalated": 0}


def test_a_hold_whose_time_is_over_is_raised(world: World) -> None:
    number = world.call()
    world.do("hold_incident", incident=number, reason="later", until=(timezone.now() + minutes(5)).isoformat())
    assert sweep()["raised"] == 0
    Incident.objects.filter(number=number).update(hold_until=timezone.now() - minutes(1))
    sweep()
    assert only(world)["kind"] == "hold_ended"


@pytest.mark.parametrize(
    ("verbs", "waits", "kind"),
    [
        ([], 6, "not_acknowledged"),
        (["acknowledge"], 20, "not_en_route"),
        (["acknowledge", "mark_en_route", "mark_on_scene"], 31, "check_in_due"),
        (["acknowledge", "mark_en_route", "mark_on_scene"], 34, "silent_on_scene"),
    ],
)
def test_a_job_that_stands_still_is_raised_and_ends_with_its_next_step(
    world: World, verbs: list[str], waits: float, kind: str
) -> None:
    number = world.call_with("UM61")
    for verb in verbs:
        world.do(verb, incident=number, unit="UM61")
    assert sweep()["raised"] == 0
    in_state_for("UM61", waits)
    sweep()
    assert (only(world)["kind"], only(world)["unit"]) == (kind, "UM61")
    world.do("mark_transporting", incident=number, unit="UM61")
    sweep()
    assert [a for a in shown(world) if not a["ended_at"]] == []


def test_a_check_in_begins_the_clock_of_a_unit_on_scene_again(world: World) -> None:
    number = world.call_with("UM61")
    world.do("mark_on_scene", incident=number, unit="UM61")
    in_state_for("UM61", 40)
    with follows(*world.everybody()):
        world.do("check_in", world.crisis_team, incident=number, unit="UM61")
    assert sweep()["raised"] == 0
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("check_in", world.patrol, incident=number, unit="UM61")


def test_an_alert_that_nobody_has_seen_is_raised_and_ends_when_it_is(world: World) -> None:
    number = world.call_with("UM61")
    world.do("add_note", incident=number, text="he holds a knife and will stab him")
    (alert,) = board.incident(world.dispatcher, number)["alerts"]
    in_ten = timezone.now() + minutes(3)
    assert [c.kind for c in alarming.of_incidents(in_ten) if c.kind == "alert_unseen"] == ["alert_unseen"]
    world.do("acknowledge_alert", incident=number, alert=alert["alert"])
    assert not [c for c in alarming.of_incidents(in_ten) if c.kind == "alert_unseen"]


def test_the_wait_for_a_team_stays_the_ledgers_alert_and_is_not_raised_twice(world: World) -> None:
    assert "no_team_in_time" not in defaults.all_of_them()["alarms"]


def test_a_silent_feed_and_a_silent_worker_are_trouble_and_no_emergency(world: World) -> None:
    Heartbeat.objects.create(name="worker", at=timezone.now() - minutes(1))
    Heartbeat.objects.create(name="feed.911", at=timezone.now() - minutes(3))
    with follows(*world.everybody()):
        assert sweep()["raised"] == 2
    assert {(a["kind"], a["tone"]) for a in shown(world)} == {
        ("worker_silent", "trouble"),
        ("feed_silent", "trouble"),
    }
    Heartbeat.objects.update(at=timezone.now())
    sweep()
    assert [a["kind"] for a in shown(world)] == ["feed_silent"], "high: stays until somebody acknowledges"


def test_while_the_worker_is_silent_the_web_raises_that_and_every_other_alarm(world: World) -> None:
    number = world.call(KNIFE)
    waited(number, 2)
    watching.look(timezone.now())
    assert shown(world) == [], "no worker was ever heard here: nothing is known about it"
    Heartbeat.objects.create(name="worker", at=timezone.now() - minutes(1))
    watching.look(timezone.now())
    assert {a["kind"] for a in shown(world)} == {"worker_silent", "p1_without_unit"}
    Heartbeat.objects.update(at=timezone.now())
    watching.look(timezone.now())
    assert {a["kind"] for a in shown(world)} == {"p1_without_unit"}


def test_only_the_product_raises_ends_and_escalates_and_only_what_is_due(world: World) -> None:
    number = world.call(KNIFE)
    about = {"kind": "p1_without_unit", "about": f"p1_without_unit {number}", "incident": number}
    system = principals.system()
    for verb, fields in (
        ("raise_alarm", about),
        ("end_alarm", {"alarm": str(uuid4()), "about": "x"}),
        ("escalate_alarm", {"alarm": str(uuid4())}),
    ):
        with pytest.raises(Forbidden), follows(world.dispatcher):
            world.do(verb, world.supervisor, **fields)
    with pytest.raises(Refused, match="Nothing is due"), follows(world.dispatcher):
        world.do("raise_alarm", system, **about)
    waited(number, 2)
    with follows(*world.everybody()):
        world.do("raise_alarm", system, **about)
    with pytest.raises(Refused, match="already"), follows(world.dispatcher):
        world.do("raise_alarm", system, **about)
