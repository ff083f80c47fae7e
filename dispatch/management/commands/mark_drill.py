"""`manage.py mark_drill`: makes an empty database a drill's, for good."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dispatch import commands, drill, principals
from dispatch.errors import Refused


class Command(BaseCommand):
    help = "Mark this installation's empty log as a drill's. Needs DRILL=1; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DRILL:
            raise CommandError("DRILL is not set: a live installation is never turned into a drill's.")
        if drill.purpose() == drill.DRILL:
            self.stdout.write("This log is a drill's already.")
            return
        try:
            commands.run("mark_drill", by=principals.system(), body={"request_id": str(uuid4())})
        except Refused as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write("This log is a drill's now.")
