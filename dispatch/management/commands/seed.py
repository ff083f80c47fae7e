"""`manage.py seed`: a believable small Los Angeles, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dispatch.models import Event, Incident
from dispatch.seeding import opening, roster, week
from responders import gazetteer


class Command(BaseCommand):
    help = "Fill an empty installation with the demonstration city. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo-accounts", action="store_true", help="also outside the embedded default")

    def handle(self, *args: Any, **options: Any) -> None:
        demo = settings.EMBEDDED or options["demo_accounts"]
        if self._holds_real_incidents():
            raise CommandError("This database holds real incidents: the demonstration city is not put into it.")
        made = roster.make()
        places = gazetteer.seed()
        accounts = roster.accounts() if demo else 0
        shifts = week.make() if demo else 0
        opened = opening.make() if demo and not Incident.objects.exists() and self._has_desk() else 0
        self.stdout.write(
            f"{made['Area']} areas, {made['Agency']} agencies, {made['Unit']} units, "
            f"{places} places, {accounts} accounts, {shifts} shifts, {opened} incidents are new."
        )

    def _holds_real_incidents(self) -> bool:
        """Real: taken by anybody but the demonstration accounts."""
        return Event.objects.filter(kind="call_taken").exclude(by__in=roster.ACCOUNTS).exists()

    def _has_desk(self) -> bool:
        from responders.models import Member

        return Member.objects.filter(username__in=["calltaker", "dispatcher", "supervisor"]).count() == 3
