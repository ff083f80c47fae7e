"""`manage.py simulate`: a day's calls on the demonstration board, through the same commands as everyone."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dispatch import drill
from dispatch.models import Event
from dispatch.seeding import roster
from dispatch.simulation import plan, playing, ringing, running, scenario
from dispatch.simulation.work import Work
from responders.models import Area, Member


class Command(BaseCommand):
    help = "Simulate a day of public calls (LAPD's mix and volume). Only where the demonstration accounts work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same day")
        parser.add_argument("--date", type=date.fromisoformat, help="YYYY-MM-DD, for the weekday (default: today)")
        parser.add_argument("--start", type=float, default=0, help="hour of the day to begin at")
        parser.add_argument("--hours", type=float, default=24, help="how long")
        parser.add_argument("--calls", type=int, help="stop after so many calls")
        parser.add_argument("--speed", type=float, help="1: as in life, 60: an hour a minute, 0: at once")
        parser.add_argument("--scenario", help=f"play one for training: {', '.join(scenario.names())}, or a .toml file")
        parser.add_argument("--ring", action="store_true", help="let the calls ring on desks, answer none")
        parser.add_argument("--calls-only", action="store_true", help="take the calls, leave the board to people")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["scenario"] and not settings.DRILL:
            raise CommandError("A scenario plays in a training installation only: ./run --training, or DRILL=1.")
        _check()
        if options["scenario"]:
            self._play(options["scenario"], options["speed"] if options["speed"] is not None else 1.0)
            return
        on = options["date"] or timezone.localdate()
        stations = [plan.Station(a.name, a.lat, a.lon) for a in Area.objects.order_by("number")]
        day = {"on": on, "stations": stations, "begin": options["start"], "hours": options["hours"]}
        calls = islice(plan.day(seed=options["seed"], **day), options["calls"])
        if options["ring"]:
            self._ring(calls, options)
            return
        work = Work(seed=options["seed"], calls_only=options["calls_only"])
        try:
            running.run(calls, work, speed=60 if options["speed"] is None else options["speed"], say=self.stdout.write)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
        self.stdout.write(f"In all: {running.said(work)}.")

    def _ring(self, calls: Iterator[plan.Planned], options: dict[str, Any]) -> None:
        if not Member.objects.filter(username=ringing.FEED, role="feed").exists():
            raise CommandError("There is no account of the simulated provider here: run seed with DEMO_PASSWORD set.")
        try:
            sent = ringing.run(
                calls,
                seed=options["seed"],
                speed=60 if options["speed"] is None else options["speed"],
                say=self.stdout.write,
            )
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
            return
        self.stdout.write(f"In all: {', '.join(f'{count} {kind}' for kind, count in sorted(sent.items()))}.")

    def _play(self, name: str, speed: float) -> None:
        try:
            read = scenario.load(name)
        except scenario.BadScenario as fault:
            raise CommandError(str(fault)) from None
        if Member.objects.filter(username__in=[drill.ACCOUNT, drill.FEED]).count() < 2:
            raise CommandError("There are no accounts of the script here: run seed with DEMO_PASSWORD set.")
        named = {step.what["area"] for step in read.steps if "area" in step.what}
        if strange := named - set(Area.objects.values_list("name", flat=True)):
            raise CommandError(f"{name} plays in {', '.join(sorted(strange))}, which this city does not have.")
        player = playing.Player(read, say=self.stdout.write)
        self.stdout.write(f"{player.scenario.title}\n{player.scenario.brief}\nCtrl-C ends it. Debrief: /debrief/\n")
        try:
            player.play(speed=speed)
        except KeyboardInterrupt:
            player.stop()
        self.stdout.write(f"Over. The debrief of this run: /debrief/?run={player.run}")


def _check() -> None:
    """Refuse to invent calls in the log of a real centre."""
    if settings.DRILL:
        return  # nothing in this database is real
    if not Area.objects.exists():
        raise CommandError("There is no city in this database: run seed first.")
    if Member.objects.filter(username__in=["calltaker", "dispatcher"]).count() < 2:
        raise CommandError("There are no demonstration accounts here: simulated calls do not belong into a real log.")
    if Event.objects.filter(kind="call_taken").exclude(by__in=roster.ACCOUNTS).exists():
        raise CommandError("This database holds real incidents: simulated calls do not belong into its log.")
