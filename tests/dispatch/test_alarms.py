"""Alarms: each has a cause and an action, is owned by somebody or goes on, and never more than can be answered."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from dispatch import alarming, annunciation, board, causes, principals, watching
from dispatch.annunciation import Call
from dispatch.centre import defaults, reading
from dispatch.errors import Forbidden, NotFound, Refused
from dispatch.models import Alarm, Assignment, Heartbeat, Incident
from tests.follow import follows
from tests.world import CALM, KNIFE, World

pytestmark = pytest.mark.django_db


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def shown(world: World) -> list[dict]:
    return list(board.snapshot(world.dispatcher)["cards"]["alarms"].values())


def waited(number: str, n: float) -> None:
    """Let an incident have waited for so many minutes."""
    Incident.objects.filter(number=number).update(since=timezone.now() - minutes(n))


def in_state_for(unit: str, n: float) -> None:
    Assignment.objects.filter(unit__call_sign=unit).update(since=timezone.now() - minutes(n))


def sweep(after: timedelta = timedelta()) -> dict[str, int]:
    return alarming.sweep(timezone.now() + after)


def only(world: World) -> dict:
    (alarm,) = shown(world)
    return alarm


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


# --- U36: alarms do not vanish --------------------------------------------------------------------------


def test_u36_an_alarm_gets_a_named_owner_and_the_second_is_told_who(world: World) -> None:
    number = world.call(KNIFE)
    waited(number, 2)
    sweep()
    alarm = only(world)["alarm"]
    with follows(*world.everybody()):
        world.do("acknowledge_alarm", alarm=alarm)
    assert only(world)["acknowledged_by"] == "dispatcher"
    with pytest.raises(Refused, match="dispatcher took it 0 s ago"), follows(world.dispatcher):
        world.do("acknowledge_alarm", world.supervisor, alarm=alarm)
    with pytest.raises(NotFound), follows(world.dispatcher):
        world.do("acknowledge_alarm", alarm=str(uuid4()))
    with pytest.raises(Forbidden), follows(world.dispatcher):
        world.do("acknowledge_alarm", world.patrol, alarm=alarm)


def test_u36_a_high_alarm_stays_until_somebody_takes_it_although_its_cause_is_gone(world: World) -> None:
    number = world.call(KNIFE)
    waited(number, 2)
    sweep()
    world.do("assign_unit", incident=number, unit="6A15")
    with follows(*world.everybody()):
        sweep()
    alarm = only(world)
    assert alarm["ended_at"]
    with follows(*world.everybody()):
        world.do("acknowledge_alarm", alarm=alarm["alarm"])
    assert shown(world) == []


def test_u36_what_nobody_takes_in_its_time_goes_up_the_phone_tree_to_its_end(world: World) -> None:
    number = world.call(KNIFE)
    waited(number, 2)
    sweep()
    assert sweep(timedelta(seconds=50))["escalated"] == 0

    def later() -> None:
        Alarm.objects.filter(due_at__isnull=False).update(due_at=timezone.now() - timedelta(seconds=1))

    later()
    with follows(*world.everybody()):
        assert sweep()["escalated"] == 1
    assert only(world)["escalated_to"]["name"] == "Floor supervisor"
    assert sweep()["escalated"] == 0
    later()
    sweep()
    assert (only(world)["escalated_to"]["name"], only(world)["due_at"]) == ("Watch commander", None)
    assert sweep(minutes(100))["escalated"] == 0


def test_u36_an_acknowledged_alarm_does_not_escalate(world: World) -> None:
    number = world.call(KNIFE)
    waited(number, 2)
    sweep()
    world.do("acknowledge_alarm", alarm=only(world)["alarm"])
    assert sweep(minutes(60))["escalated"] == 0
    with pytest.raises(Refused, match="not over"), follows(world.dispatcher):
        world.do("escalate_alarm", principals.system(), alarm=only(world)["alarm"])


# --- U33, U35: no flood, no chatter ---------------------------------------------------------------------


def test_u35_the_third_time_in_a_minute_is_silent_and_stays_until_it_is_quiet(world: World) -> None:
    number = world.call(KNIFE)
    about = f"p1_without_unit {number}"
    waited(number, 2)
    for _ in range(4):
        sweep()
        Incident.objects.filter(number=number).update(since=timezone.now())
        sweep()
        waited(number, 2)
    alarm = only(world)
    assert (alarm["chattering"], alarm["times"]) == (True, 3), "the fourth time it stands already"
    assert len(Alarm.objects.get(source=about).sounded) == 2
    Incident.objects.filter(number=number).update(since=timezone.now())
    with pytest.raises(Refused, match="comes and goes"), follows(world.dispatcher):
        world.do("end_alarm", principals.system(), alarm=alarm["alarm"], about=about)


def test_u33_more_than_the_floor_can_answer_become_one_of_their_kind_and_high_ones_keep_their_room(
    world: World,
) -> None:
    for _ in range(14):
        waited(world.call(CALM), 200)
    with follows(*world.everybody()):
        assert sweep()["raised"] == 14
    assert len(shown(world)) == annunciation.ROOM + 1
    group = next(a for a in shown(world) if a["members"])
    assert (len(group["members"]), group["times"]) == (14 - annunciation.ROOM, 8)
    assert group["says"].startswith("8 at once, call waiting: LA")
    knife = world.call(KNIFE)
    waited(knife, 2)
    sweep()
    assert [a["incident"] for a in shown(world) if a["kind"] == "p1_without_unit"] == [knife]
    assert sweep() == {"raised": 0, "ended": 0, "escalated": 0}


def test_u33_a_group_shrinks_with_its_causes_and_ends_with_the_last(world: World) -> None:
    numbers = [world.call(CALM) for _ in range(annunciation.ROOM + 2)]
    for number in numbers:
        waited(number, 200)
    sweep()
    group = next(a for a in shown(world) if a["members"])
    first, last = (member.removeprefix("call_waiting ") for member in group["members"])
    waited(first, 0)
    with follows(*world.everybody()):
        sweep()
    assert board.snapshot(world.dispatcher)["cards"]["alarms"][group["alarm"]]["members"] == [f"call_waiting {last}"]
    waited(last, 0)
    with follows(*world.everybody()):
        sweep()
    assert group["alarm"] not in board.snapshot(world.dispatcher)["cards"]["alarms"]


def test_u33_however_many_come_at_most_ten_call_for_attention_in_ten_minutes() -> None:
    began = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    before: list[Call] = []
    for second in range(0, 3600, 7):
        now = began + timedelta(seconds=second)
        priority = annunciation.PRIORITIES[second % 3]
        kind = f"kind{second % 5}"
        way = annunciation.way(kind=kind, source=f"{kind} {second}", priority=priority, before=before, now=now)
        if way.sounds:
            before.append(Call(now, annunciation.group(kind) if way.grouped else f"{kind} {second}"))
    for call in before:
        window = [c for c in before if call.at <= c.at < call.at + annunciation.FLOOD]
        assert len(window) <= annunciation.MOST


def test_an_emergency_always_calls_alone() -> None:
    now = timezone.now()
    before = [Call(now, f"x {n}") for n in range(50)]
    way = annunciation.way(kind="emergency", source="emergency 6A15", priority="emergency", before=before, now=now)
    assert (way.grouped, way.sounds) == (False, True)


def test_what_is_switched_off_is_not_raised_and_what_stands_ends(world: World) -> None:
    number = world.call(CALM)
    waited(number, 200)
    sweep()
    value = reading.alarms()
    changed = value | {"call_waiting": value["call_waiting"] | {"on": False}}
    world.do("save_setting", world.centre_admin, name="alarms", value=changed, seen=1)
    assert sweep()["ended"] == 1
    assert shown(world) == []
