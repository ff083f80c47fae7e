"""U33, U35, U36: an alarm keeps its place until somebody takes it, goes up when nobody does, and never floods."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from dispatch import annunciation, board, principals
from dispatch.annunciation import Call
from dispatch.centre import reading
from dispatch.errors import Forbidden, NotFound, Refused
from dispatch.models import Alarm, Incident
from tests.dispatch.alarms import minutes, only, shown, sweep, waited
from tests.follow import follows
from tests.world import CALM, KNIFE, World

pytestmark = pytest.mark.django_db


# --- U36: alarms do not vanish --------------------------------------------------------------------------


def test_u36_an_alarm_gets_a_named_owner_and_the_second_is_told_who(world: World) -> None:
    number = world.call(KNIFE)
    waited(number, 2)
    sweep()
    alarm = only(world)["alarm"]
    with follows(*world.everybody()):
        world.do("acknowledge_alarm", alarm=alarm)
    assert only(world)["acknowledged_by"] == "dispatcher"
    with pytest.raises(Refused, match=r"dispatcher took it \d+ s ago"), follows(world.dispatcher):
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


def test_u33_a_p1_without_a_unit_always_stands_alone_and_is_heard_however_many_there_are() -> None:
    now = timezone.now()
    before = [Call(now, f"x {n}") for n in range(50)]
    for priority in ("medium", "high"):  # a centre may give it another
        way = annunciation.way(
            kind="p1_without_unit", source="p1_without_unit LA26-000123", priority=priority, before=before, now=now
        )
        assert (way.grouped, way.sounds) == (False, True)
    other = annunciation.way(kind="feed_silent", source="feed_silent a", priority="high", before=before, now=now)
    assert (other.grouped, other.sounds) == (True, False), "its calls take the room of the others"


def test_u33_in_a_flood_every_p1_is_a_line_of_its_own_on_every_board(world: World) -> None:
    calm, urgent = [world.call(CALM) for _ in range(8)], [world.call(KNIFE) for _ in range(12)]
    for number in calm:
        waited(number, 200)
    for number in urgent:
        waited(number, 2)
    with follows(*world.everybody()):
        sweep()
    alone = [a for a in shown(world) if a["kind"] == "p1_without_unit"]
    assert sorted(a["incident"] for a in alone) == sorted(urgent)
    assert all(a["sounds_at"] and not a["members"] for a in alone)
    (group,) = [a for a in shown(world) if a["members"]]
    assert (len(group["members"]), group["sounds_at"]) == (8, None)


def test_what_is_switched_off_is_not_raised_and_what_stands_ends(world: World) -> None:
    number = world.call(CALM)
    waited(number, 200)
    sweep()
    value = reading.alarms()
    changed = value | {"call_waiting": value["call_waiting"] | {"on": False}}
    world.do("save_setting", world.centre_admin, name="alarms", value=changed, seen=1)
    assert sweep()["ended"] == 1
    assert shown(world) == []
