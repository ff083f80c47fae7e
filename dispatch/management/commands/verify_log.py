"""`manage.py verify_log`: recompute the whole chain and say what is wrong with it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dispatch import board, chain, log


class Command(BaseCommand):
    help = "Verify that the log has no gap and that no header and no body was changed."

    def handle(self, *args: Any, **options: Any) -> None:
        with board.steady():
            faults = list(chain.verify())
            end = log.head().seq
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"The log is whole: {end} events, no gap, every hash and every body is right.")
