"""Moves: every step along a lifecycle is a row with when it happened and when it was recorded."""

from django.conf import settings
from django.db import models

EXACTLY_ONE = (
    models.Q(incident__isnull=False, assignment__isnull=True, unit__isnull=True)
    | models.Q(incident__isnull=True, assignment__isnull=False, unit__isnull=True)
    | models.Q(incident__isnull=True, assignment__isnull=True, unit__isnull=False)
)


class Move(models.Model):
    """One step of one incident, assignment or unit. A correction is another row that supersedes."""

    incident = models.ForeignKey(
        "dispatch.Incident", null=True, blank=True, on_delete=models.PROTECT, related_name="moves"
    )
    assignment = models.ForeignKey(
        "dispatch.Assignment", null=True, blank=True, on_delete=models.PROTECT, related_name="moves"
    )
    unit = models.ForeignKey("responders.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="moves")
    state = models.CharField(max_length=12)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    supersedes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.CheckConstraint(condition=EXACTLY_ONE, name="move_of_exactly_one_thing")]

    def __str__(self) -> str:
        return f"{self.state} at {self.happened_at}"
