"""Time that passes and alarms that stand: what the tests of alarms and settings share."""

from datetime import timedelta

from django.utils import timezone

from dispatch import alarming, board
from dispatch.models import Assignment, Incident
from tests.world import World


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
