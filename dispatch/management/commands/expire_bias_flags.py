"""`manage.py expire_bias_flags`: let dismissed flags go whose time is over. Beat does the same once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dispatch import expiry


class Command(BaseCommand):
    help = "Expire dismissed flags of suspected bias that are due; their records are no longer held."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{expiry.expire_bias_flags(timezone.now())} flags expired.")
