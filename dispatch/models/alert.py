"""Alerts: what somebody must have seen. They change no assignment; people do."""

from django.db import models

from dispatch import lifecycles


class Alert(models.Model):
    """One alert on an incident; `n` counts the incident's alerts from 1.

    `units` were on the incident when it was raised. `acknowledgements` are `{by, at}` for the floor and
    `{by, unit, at}` for a unit: the floor and each unit have to see it for themselves.
    """

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="alerts")
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    raised_at = models.DateTimeField()
    says = models.TextField()
    facts = models.JSONField(default=dict)
    units = models.JSONField(default=list)
    acknowledgements = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "n"], name="alert_number"),
            models.CheckConstraint(condition=models.Q(kind__in=lifecycles.ALERTS), name="alert_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/A{self.n}"

    @property
    def by_floor(self) -> dict[str, str] | None:
        """The first acknowledgement of somebody on the floor."""
        return next((a for a in self.acknowledgements if "unit" not in a), None)

    @property
    def seen_by(self) -> list[str]:
        """The units that have acknowledged it."""
        return [a["unit"] for a in self.acknowledgements if "unit" in a]
