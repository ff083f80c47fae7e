"""Missed check-ins: each silence of a unit on a job, and how far it went."""

import uuid

from django.db import models

CHECKED_IN = "checked_in"
MOVED_ON = "moved_on"
LEFT = "left"
ENDS = (CHECKED_IN, MOVED_ON, LEFT)


class MissedCheckInQuerySet(models.QuerySet["MissedCheckIn"]):
    def open(self) -> "MissedCheckInQuerySet":
        return self.filter(ended_at=None)


class MissedCheckIn(models.Model):
    """One silence: since `heard_at` nothing was heard of the unit on `assignment`, and something was due at `due_at`.

    `supervisor_at`: when the alarm about it went to the supervisor; `police_at` when a P1 for the police was opened,
    the incident `police`. It ends at the moment in which the unit was heard again, or left the job.
    """

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    assignment = models.ForeignKey("dispatch.Assignment", on_delete=models.PROTECT, related_name="missed_check_ins")
    heard_at = models.DateTimeField()
    due_at = models.DateTimeField()
    noticed_at = models.DateTimeField()
    supervisor_at = models.DateTimeField(null=True, blank=True)
    police_at = models.DateTimeField(null=True, blank=True)
    police = models.ForeignKey(
        "dispatch.Incident", null=True, blank=True, on_delete=models.PROTECT, related_name="opened_for_silence"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=12, blank=True)

    objects = MissedCheckInQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="missed_check_in_due")]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "heard_at"], name="missed_check_in_once_per_silence"),
            models.CheckConstraint(
                condition=models.Q(police_at=None, police=None)
                | models.Q(police_at__isnull=False, police__isnull=False),
                name="missed_check_in_police_with_incident",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_how="") | models.Q(ended_at__isnull=False, ended_how__in=ENDS),
                name="missed_check_in_ended_how",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ref)
