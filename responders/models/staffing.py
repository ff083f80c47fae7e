"""What an agency means to have on duty, and the files it brought its roster in."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from responders import kinds


class ShiftTemplate(models.Model):
    """A recurring shift: who rides which unit from `start` to `end`, local clock, on the days of `rule` (RFC 5545).

    An `end` at or before `start` is on the next day. Occurrences begin with `starts_on`.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True)
    agency = models.ForeignKey("responders.Agency", on_delete=models.CASCADE, related_name="shift_templates")
    name = models.CharField(max_length=60)
    unit = models.ForeignKey("responders.Unit", on_delete=models.CASCADE, related_name="shift_templates")
    crew = ArrayField(models.CharField(max_length=150), default=list)
    start = models.TimeField()
    end = models.TimeField()
    rule = models.CharField(max_length=200)
    starts_on = models.DateField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="template_once_per_agency")]

    def __str__(self) -> str:
        return self.name


class StaffingMinimum(models.Model):
    """At least so many units of a kind in an area (empty: anywhere), in these local hours of these days.

    `days` empty: every day (`MO,TU` otherwise); a night belongs to the day it begins on.
    """

    agency = models.ForeignKey("responders.Agency", on_delete=models.CASCADE, related_name="minimums")
    kind = models.CharField(max_length=20)
    area = models.ForeignKey("responders.Area", null=True, blank=True, on_delete=models.CASCADE)
    hours = models.CharField(max_length=11, default="24/7")
    days = models.CharField(max_length=20, blank=True)
    units = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=kinds.FIELD), name="minimum_kind"),
            models.UniqueConstraint(
                fields=["agency", "kind", "area", "hours", "days"], nulls_distinct=False, name="minimum_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.units} {self.kind}"


class RosterImport(models.Model):
    """A roster file that was imported: its SHA-256, how much it changed, and what."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True)
    agency = models.ForeignKey("responders.Agency", on_delete=models.CASCADE, related_name="imports")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField()
    changes = models.JSONField()

    def __str__(self) -> str:
        return f"{self.agency_id} {self.at:%Y-%m-%d %H:%M}"
