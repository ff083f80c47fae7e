"""The simulated day: the city's mix and volume, the same day for the same seed, through commands only."""

from collections import Counter
from datetime import date
from itertools import islice, pairwise
from random import Random

import pytest
from django.core.management import CommandError, call_command

from dispatch import board, commands, log, principals
from dispatch.models import Assignment, Incident
from dispatch.simulation import plan, provider, ringing, running
from dispatch.simulation.work import Work
from tests.world import World

STATIONS = [plan.Station("Central", 34.0443, -118.2470), plan.Station("Pacific", 33.9917, -118.4194)]
TUESDAY, SATURDAY = date(2026, 11, 24), date(2026, 11, 28)


def day(seed: int = 1, on: date = TUESDAY, **more: float) -> list[plan.Planned]:
    return list(plan.day(seed=seed, on=on, stations=STATIONS, **more))


def test_the_same_seed_gives_the_same_day_and_another_seed_another() -> None:
    assert day(seed=7) == day(seed=7)
    assert day(seed=7) != day(seed=8)


def test_a_day_has_the_citys_volume_and_a_saturday_has_more() -> None:
    tuesdays = sum(len(day(seed)) for seed in range(8)) / 8
    saturdays = sum(len(day(seed, SATURDAY)) for seed in range(8)) / 8
    assert tuesdays == pytest.approx(2050 * 0.929, rel=0.05)
    assert saturdays == pytest.approx(2050 * 1.174, rel=0.05)


def test_calls_ring_in_order_within_the_hours_asked_for_and_more_in_the_evening_than_before_dawn() -> None:
    calls = day(begin=3, hours=18)
    assert all(a.at <= b.at for a, b in pairwise(calls))
    assert calls[0].at >= 3 * plan.HOUR
    assert calls[-1].at < 21 * plan.HOUR
    hours = Counter(int(call.at / plan.HOUR) for call in calls)
    assert hours[19] > 2 * hours[4]


def test_the_mix_is_that_of_the_figures() -> None:
    calls = [call for seed in range(5) for call in day(seed)]
    kinds = plan.words()["call"]
    share = {k["name"]: k["rows"] / sum(x["rows"] for x in kinds) for k in kinds}
    seen = Counter(call.name for call in calls)
    for name, expected in share.items():
        assert seen[name] / len(calls) == pytest.approx(expected, abs=0.012), name
    spanish = sum(call.body["language"] == "es" for call in calls) / len(calls)
    assert spanish == pytest.approx(plan.figures()["spanish"], abs=0.02)


@pytest.mark.parametrize("kind", plan.words()["call"], ids=lambda kind: kind["name"])
def test_every_narrative_is_complete_and_few_are_alike(kind: dict[str, object]) -> None:
    random = Random("narratives")
    for spanish in [False, True][: 1 + ("es" in kind)]:
        said = [plan.narrative(random, kind, spanish=spanish) for _ in range(60)]
        assert not [text for text in said if "{" in text or "}" in text or not text]
        assert len(set(said)) >= (1 if spanish else 4)


@pytest.mark.django_db
def test_a_simulated_hour_is_worked_to_its_end_through_commands(world: World) -> None:
    assert world.call_taker
    assert world.dispatcher
    work = Work(seed=1, calls_only=False)
    said: list[str] = []
    running.run(islice(plan.day(seed=1, on=TUESDAY, stations=STATIONS), 12), work, speed=0, say=said.append)
    assert work.tally.taken == 12
    assert work.tally.closed == 12
    assert not Incident.objects.open().exists()
    assert not Assignment.objects.open().exists()
    assert Incident.objects.filter(eligible=True, outcome="").count() == 0
    assert log.head().seq >= 24
    assert {line.kind for line in log.since(0, 1000)} <= {command.kind for command in commands.COMMANDS.values()}
    assert said


@pytest.mark.django_db
def test_calls_only_leaves_the_board_to_people(world: World) -> None:
    assert world.call_taker
    assert world.dispatcher
    running.run(day(hours=1)[:5], work := Work(seed=1, calls_only=True), speed=0, say=lambda _: None)
    assert (work.tally.taken, work.tally.sent) == (5, 0)
    assert Incident.objects.open().count() == 5


@pytest.mark.django_db
def test_a_database_with_real_incidents_is_not_simulated_in(world: World) -> None:
    assert world.dispatcher
    world.call()
    world.person("m.reyes", "call_taker")
    body = {"request_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "address": "1 Main St", "narrative": "noise"}
    commands.run("take_call", by=principals.of_username("m.reyes"), body=body)
    with pytest.raises(CommandError, match="real incidents"):
        call_command("simulate", "--calls", "1", "--speed", "0")
    assert Incident.objects.count() == 2


def test_the_speed_decides_how_long_is_waited() -> None:
    waits: list[float] = []
    calls = [plan.Planned(600.0 * n, "x", {}) for n in range(3)]

    class Nothing(Work):
        def __init__(self) -> None:
            from dispatch.simulation.work import Tally

            self.tally = Tally()

        def ring(self, call: plan.Planned):  # type: ignore[no-untyped-def]
            yield from ()

    running.run(calls, Nothing(), speed=60, say=lambda _: None, wait=waits.append)
    assert waits == pytest.approx([0, 10, 20], abs=0.2)


def test_a_simulated_provider_speaks_writes_gives_up_and_finds_callers_again() -> None:
    sent = [m for n, call in enumerate(day()) for m in provider.messages(call, n, seed=1)]
    assert sent == [m for n, call in enumerate(day()) for m in provider.messages(call, n, seed=1)]
    media = Counter(m.body.get("medium", "voice") for m in sent if m.to == "ring")
    assert set(media) == {"voice", "text", "chat"}
    assert media["voice"] > 5 * (media["text"] + media["chat"])
    assert {m.body["how"] for m in sent if m.to == "end"} == {"abandoned", "completed", "hung_up"}
    assert any(m.to == "location" for m in sent)


@pytest.mark.django_db
def test_simulated_calls_ring_through_the_door_and_who_is_not_answered_is_to_be_called_back(world: World) -> None:
    assert world.feed
    said: list[str] = []
    sent = ringing.run(day(hours=1)[:20], seed=1, speed=0, say=said.append)
    assert sent["ring"] == 20 == len(said)
    cards = board.snapshot(world.call_taker)["cards"]
    assert len(cards["ringing"]) + len(cards["callbacks"]) == 20
    assert cards["callbacks"]
    assert not Incident.objects.exists()
