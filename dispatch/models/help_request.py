"""Requests for help on an incident: backup, or another kind of team to hand over to."""

from django.db import models

from dispatch import lifecycles


class HelpRequest(models.Model):
    """One request; `n` counts the incident's from 1. It stands until a unit of its kind is assigned or it is withdrawn.

    `kind` is a response kind, empty for any unit. `unit` asked or is to be relieved; `stays` says whether it
    remains when the other has come. Who asked and who answered are kept by name, as in the log. `direction`: up to
    somebody armed, down to an unarmed team, or neither. `first` is the job of the unit that asked, `job` of the one
    that answered: every clock of the request follows from their steps. A job that ends before it arrived answers
    nothing.
    """

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="help_requests")
    n = models.PositiveIntegerField()
    what = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=16, blank=True)
    stays = models.BooleanField(null=True)
    direction = models.CharField(max_length=4, blank=True)
    agency = models.CharField(max_length=12, blank=True)
    first = models.ForeignKey(
        "dispatch.Assignment", null=True, blank=True, on_delete=models.PROTECT, related_name="help_asked"
    )
    job = models.ForeignKey(
        "dispatch.Assignment", null=True, blank=True, on_delete=models.PROTECT, related_name="help_given"
    )
    why = models.CharField(max_length=300)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=16, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "n"], name="help_request_number"),
            models.CheckConstraint(condition=models.Q(what__in=lifecycles.HELP), name="help_request_what"),
            models.CheckConstraint(
                condition=models.Q(direction__in=("", *lifecycles.LADDER)), name="help_request_direction"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="help_request_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/H{self.n}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None
