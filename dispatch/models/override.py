"""Overrides: a person decided otherwise than triage, with a reason from the list and words."""

from django.db import models

from dispatch import lifecycles


class Override(models.Model):
    """One override of an incident's triage; `n` counts the incident's from 1.

    `was` are the kinds that counted before, `recommended` what triage said then, `response` what shall
    count. `known` are the hazards and the level that were known: what comes later suspends the override.
    Who proposed and who decided are kept by name, as in the log.
    """

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="overrides")
    n = models.PositiveIntegerField()
    state = models.CharField(max_length=24)
    since = models.DateTimeField()
    direction = models.CharField(max_length=20)
    response = models.JSONField()
    was = models.JSONField()
    recommended = models.JSONField()
    determination = models.CharField(max_length=16, blank=True)
    reason_code = models.CharField(max_length=32)
    words = models.CharField(max_length=500)
    known = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_words = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["direction", "-id"], name="override_by_direction")]
        constraints = [
            models.UniqueConstraint(fields=["incident", "n"], name="override_number"),
            models.UniqueConstraint(
                fields=["incident"],
                condition=models.Q(state__in=lifecycles.OVERRIDE.open),
                name="override_one_open_per_incident",
            ),
            models.CheckConstraint(condition=models.Q(state__in=lifecycles.OVERRIDE.states), name="override_state"),
            models.CheckConstraint(
                condition=models.Q(direction__in=lifecycles.OVERRIDE_DIRECTIONS), name="override_direction"
            ),
            models.CheckConstraint(
                condition=models.Q(reason_code__in=lifecycles.OVERRIDE_REASONS), name="override_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(determination__in=["", *lifecycles.DETERMINATIONS]), name="override_determination"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="override_with_words"),
            # The second person is somebody else, whatever the code forgets.
            models.CheckConstraint(condition=~models.Q(decided_by=models.F("by")), name="override_second_person"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/O{self.n}"

    @property
    def in_force(self) -> bool:
        return self.state == lifecycles.IN_FORCE
