"""`manage.py verify_log`: recompute both chains, of changes and of reads, and say what is wrong with them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dispatch import board, chain, log, read_log


class Command(BaseCommand):
    help = "Verify that the log has no gap and that no header and no body was changed."

    def handle(self, *args: Any, **options: Any) -> None:
        with board.steady():
            faults = [*chain.verify(), *read_log.verify()]
            end, reads = log.head().seq, read_log.count()
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"The log is whole: {end} events, no gap, every hash and every body is right.")
        self.stdout.write(f"The log of reads is whole: {reads} reads.")
