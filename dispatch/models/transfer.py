"""Transfers: a call handed to a desk that serves many at once (988, 211, 311, fire), one row a leg."""

from django.db import models

from dispatch import lifecycles


class Transfer(models.Model):
    """One leg; `n` counts the incident's from 1. `to` is a transfer target's code.

    `steps` are `{state, at, recorded_at, by, source}` in their order.
    """

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="transfers")
    n = models.PositiveIntegerField()
    call = models.ForeignKey("dispatch.Call", on_delete=models.PROTECT, related_name="transfers")
    to = models.CharField(max_length=40)
    kind = models.CharField(max_length=8)
    state = models.CharField(max_length=12)
    since = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    steps = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "n"], name="transfer_number"),
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(state__in=lifecycles.TRANSFER.open),
                name="transfer_one_open_leg_per_call",
            ),
            models.CheckConstraint(condition=models.Q(state__in=lifecycles.TRANSFER.states), name="transfer_state"),
            models.CheckConstraint(condition=models.Q(kind__in=lifecycles.TRANSFER_KINDS), name="transfer_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/T{self.n}"

    @property
    def is_open(self) -> bool:
        return self.state in lifecycles.TRANSFER.open
