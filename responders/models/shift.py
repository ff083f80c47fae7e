"""Shifts: who rides which unit, when. What became of a shift is kept beside what was planned."""

import uuid
from datetime import datetime
from typing import Final

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils import timezone

PLANNED: Final = "planned"
SICK: Final = "sick"
SWAPPED: Final = "swapped"
CANCELLED: Final = "cancelled"
STATES: Final = (PLANNED, SICK, SWAPPED, CANCELLED)


class ShiftQuerySet(models.QuerySet["Shift"]):
    def planned(self) -> "ShiftQuerySet":
        return self.filter(state=PLANNED)

    def between(self, start: datetime, end: datetime) -> "ShiftQuerySet":
        return self.filter(period__overlap=(start, end))

    def of(self, agency: str) -> "ShiftQuerySet":
        return self.filter(unit__agency__code=agency)


class Shift(models.Model):
    """One member on one unit for one period (UTC). No member can be planned on two shifts at once.

    A shift somebody called in sick for, swapped or cancelled stays with its state; `replaces` is the shift that
    a swap put this one in the place of.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True)
    member = models.ForeignKey("responders.Member", on_delete=models.CASCADE, related_name="shifts")
    unit = models.ForeignKey("responders.Unit", on_delete=models.CASCADE, related_name="shifts")
    period = DateTimeRangeField()
    state = models.CharField(max_length=12, default=PLANNED)
    reason = models.CharField(max_length=200, blank=True)
    template = models.ForeignKey("responders.ShiftTemplate", null=True, blank=True, on_delete=models.SET_NULL)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField(default=timezone.now)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["unit"], condition=models.Q(state=PLANNED), name="shift_planned_unit")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="shift_state"),
            # Over a range of one member id, so that the rule needs no extension (btree_gist).
            ExclusionConstraint(
                name="shift_no_overlap",
                condition=models.Q(state=PLANNED),
                expressions=[
                    (
                        models.Func(
                            models.F("member"),
                            models.F("member"),
                            models.Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} on {self.unit}"
