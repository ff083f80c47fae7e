"""Shifts: who rides which unit, when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models


class Shift(models.Model):
    """One member on one unit for one period (UTC). No member can be on two shifts at once."""

    member = models.ForeignKey("responders.Member", on_delete=models.CASCADE, related_name="shifts")
    unit = models.ForeignKey("responders.Unit", on_delete=models.CASCADE, related_name="shifts")
    period = DateTimeRangeField()

    class Meta:
        constraints = [
            # Over a range of one member id, so that the rule needs no extension (btree_gist).
            ExclusionConstraint(
                name="shift_no_overlap",
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
