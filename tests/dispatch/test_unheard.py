"""A missed check-in goes on by itself, to the dispatcher, the supervisor and the police, with no one looking."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dispatch import alarming, board, causes, principals, watching
from dispatch.centre import reading
from dispatch.errors import Forbidden, Refused
from dispatch.models import Alarm, Assignment, Heartbeat, Incident, MissedCheckIn
from responders.models import Unit
from tests.dispatch.alarms import in_state_for, minutes, shown, sweep
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db


def on_scene(world: World, unit: str = "UM61") -> str:
    number = world.call_with(unit)
    world.do("mark_on_scene", incident=number, unit=unit)
    return number


def police_calls(number: str) -> list[Incident]:
    return list(Incident.objects.exclude(number=number))


# --- how long ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "members", "level", "warned", "counts"),
    [
        (["mental_health"], 2, 2, False, ["unarmed"]),
        (["police"], 2, 1, False, ["armed"]),
        (["police", "mental_health"], 2, 3, False, ["armed", "level_3"]),
        (["mental_health"], 1, 4, True, ["unarmed", "level_4", "caution", "alone"]),
    ],
)
def test_what_counts_for_a_check_in_is_kind_level_danger_and_headcount(
    kinds: list[str], members: int, level: int, warned: bool, counts: list[str]
) -> None:
    assert causes.because(kinds, members, level, warned=warned) == counts


def test_the_shortest_limit_that_counts_is_the_interval() -> None:
    limits = reading.limits()
    assert limits.check_in(["unarmed"]) == minutes(30)
    assert limits.check_in(["unarmed", "alone"]) == minutes(15)


def test_one_member_alone_is_called_earlier_than_two(world: World) -> None:
    number = on_scene(world)
    in_state_for("UM61", 16)
    assert sweep()["raised"] == 0
    Unit.objects.filter(call_sign="UM61").update(members_count=1)
    sweep()
    assert [(a["kind"], a["incident"]) for a in shown(world)] == [("check_in_due", number)]


# --- the chain ----------------------------------------------------------------------------------------------


def test_with_no_one_looking_it_goes_to_dispatcher_then_supervisor_then_police(world: World) -> None:
    number = on_scene(world)
    in_state_for("UM61", 31)
    with follows(*world.everybody()):
        sweep()
    assert [a["kind"] for a in shown(world)] == ["check_in_due"]
    assert MissedCheckIn.objects.get().noticed_at
    in_state_for("UM61", 34)
    sweep()
    Alarm.objects.update(due_at=timezone.now())
    with follows(*world.everybody()):
        sweep()
    high = next(a for a in shown(world) if a["kind"] == "silent_on_scene")
    assert high["escalated_to"]["code"] == "supervisor"
    assert police_calls(number) == []
    in_state_for("UM61", 36.1)
    sweep()
    with follows(*world.everybody()):
        sweep()
    (opened,) = police_calls(number)
    card = board.incident(world.dispatcher, opened.number)
    assert (card["priority"], card["status"], card["eligible"]) == ("P1", "waiting", False)
    assert [leg["kind"] for leg in card["response"]] == ["police"]
    assert card["place"]["address"] == "1358 N Wilcox Ave"
    assert "UM61 (mental health, 2 on it) does not answer" in card["narrative"]
    assert [link["incident"] for link in card["links"]] == [number]
    (alert,) = [a for a in board.incident(world.dispatcher, number)["alerts"] if a["kind"] == "unit_silent"]
    assert alert["police"] == opened.number


def silent_until_police(world: World) -> tuple[str, str]:
    number = on_scene(world)
    in_state_for("UM61", 36.1)
    sweep()
    sweep()
    return number, police_calls(number)[0].number


def test_sweeping_again_opens_no_second_call_and_records_no_second_miss(world: World) -> None:
    number, _ = silent_until_police(world)
    for _ in range(3):
        sweep()
    assert len(police_calls(number)) == 1
    assert MissedCheckIn.objects.count() == 1


def test_a_later_check_in_ends_the_chain_and_leaves_the_police_call_to_a_person(world: World) -> None:
    number, opened = silent_until_police(world)
    world.do("check_in", world.crisis_team, incident=number, unit="UM61")
    with follows(*world.everybody()):
        sweep()
    missed = MissedCheckIn.objects.get()
    assert (missed.ended_how, missed.ended_at) == ("checked_in", Assignment.objects.get().checked_at)
    card = board.incident(world.dispatcher, opened)
    assert card["status"] == "waiting"
    assert [a["kind"] for a in card["alerts"]] == ["unit_heard"]
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("close_incident", principals.system(), incident=opened, disposition="resolved")
    with follows(*world.everybody()):
        world.do("close_incident", incident=opened, disposition="resolved")


def test_a_unit_that_answers_in_time_leaves_a_record_and_no_police_call(world: World) -> None:
    number = on_scene(world)
    in_state_for("UM61", 31)
    sweep()
    world.do("clear_unit", incident=number, unit="UM61", disposition="resolved")
    with follows(*world.everybody()):
        sweep()
    assert (MissedCheckIn.objects.get().ended_how, police_calls(number)) == ("left", [])


def test_a_silence_ends_only_when_the_unit_was_heard_and_only_once(world: World) -> None:
    number = on_scene(world)
    in_state_for("UM61", 31)
    sweep()
    missed = str(MissedCheckIn.objects.get().ref)
    with pytest.raises(Refused, match="not heard since"), follows(world.dispatcher):
        world.do("end_missed_check_in", principals.system(), missed=missed)
    world.do("check_in", world.crisis_team, incident=number, unit="UM61")
    with follows(*world.everybody()):
        world.do("end_missed_check_in", principals.system(), missed=missed)
    with pytest.raises(Refused, match="ended already"), follows(world.dispatcher):
        world.do("end_missed_check_in", principals.system(), missed=missed)


def test_taking_the_alarm_does_not_stop_the_chain(world: World) -> None:
    number = on_scene(world)
    in_state_for("UM61", 34)
    sweep()
    (alarm,) = [a for a in shown(world) if a["kind"] == "silent_on_scene"]
    world.do("acknowledge_alarm", alarm=alarm["alarm"])
    in_state_for("UM61", 36.1)
    sweep()
    sweep()
    assert len(police_calls(number)) == 1


def test_while_the_worker_is_dead_the_web_carries_the_chain(world: World) -> None:
    number = on_scene(world)
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(minutes=5))
    in_state_for("UM61", 36.1)
    watching.look(timezone.now())
    watching.look(timezone.now())
    assert len(police_calls(number)) == 1


def test_only_the_product_says_that_a_check_in_was_missed_and_only_when_it_was(world: World) -> None:
    number = on_scene(world)
    about = {"incident": number, "unit": "UM61"}
    for verb in ("report_missed_check_in", "call_police_for_unit"):
        with pytest.raises(Forbidden), follows(world.dispatcher):
            world.do(verb, **about)
        with pytest.raises(Refused), follows(world.dispatcher):
            world.do(verb, principals.system(), **about)
    assert alarming.sweep(timezone.now())["raised"] == 0


def test_the_police_are_called_after_timers_silence(world: World) -> None:  # enforces timers.silence
    from tests.dispatch.test_settings import change

    number = on_scene(world)
    change(world, "timers.silence.police", 1200)
    in_state_for("UM61", 40)
    sweep()
    sweep()
    assert police_calls(number) == []
    change(world, "timers.silence.police", 60)
    sweep()
    assert len(police_calls(number)) == 1
