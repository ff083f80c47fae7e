"""Requests for help on an incident: backup, or another kind of team to hand over to."""

from django.db import models

from dispatch import lifecycles


class HelpRequest(models.Model):
    """One request; `n` counts the incident's from 1. It stands until a unit of its kind is assigned or it is withdrawn.

    `kind` is a response kind, empty for any unit. `unit` asked or is to be relieved; `stays` says whether it
    remains when the other has come. Who asked and who answered are kept by name, as in the log.
    """

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="help_requests")
    n = models.PositiveIntegerField()
    what = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=16, blank=True)
    stays = models.BooleanField(null=True)
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
                condition=models.Q(answered_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="help_request_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/H{self.n}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None
