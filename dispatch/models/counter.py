"""Locked counters: incident numbers come from here, never from the largest number seen plus one."""

from django.db import models


class Counter(models.Model):
    """`value` is the last number given out under `name` (`incident-26` for 2026)."""

    name = models.CharField(max_length=40, unique=True)
    value = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
