"""Alarms: something that a person on the floor must act on, with a time until it goes to somebody else."""

from datetime import datetime

from django.db import models

from dispatch.annunciation import PRIORITIES, STAYS, Call

OPEN = models.Q(ended_at__isnull=True)
UNSEEN = models.Q(acknowledged_at__isnull=True, priority__in=STAYS)


class AlarmQuerySet(models.QuerySet["Alarm"]):
    def shown(self) -> "AlarmQuerySet":
        """Return what stands on the board: causes that last, and high ones that nobody acknowledged."""
        return self.filter(OPEN | UNSEEN).select_related("incident", "unit__agency").order_by("pk")

    def open(self) -> "AlarmQuerySet":
        return self.filter(OPEN)

    def to_escalate(self, now: datetime) -> "AlarmQuerySet":
        """Return the shown ones that nobody has taken in their time, the longest first."""
        return self.filter(OPEN | UNSEEN, due_at__lte=now, acknowledged_at=None).order_by("due_at")


class Alarm(models.Model):
    """One alarm. `source` is what it is about, such as `call_waiting LA26-000123`: one is open of a source.

    `members` are the sources that a grouped alarm stands for. `sounded` are the moments in which it called for
    attention, `times` how often its cause came. `due_at`: when it goes on in the phone tree unless acknowledged;
    null at the tree's end. `alert_n`: the alert by which the units on the incident are told of an emergency.
    """

    ref = models.UUIDField(unique=True)
    kind = models.CharField(max_length=24)
    source = models.CharField(max_length=80)
    priority = models.CharField(max_length=10)
    tone = models.CharField(max_length=10)
    says = models.CharField(max_length=300)
    action = models.CharField(max_length=200)
    incident = models.ForeignKey(
        "dispatch.Incident", null=True, blank=True, on_delete=models.PROTECT, related_name="alarms"
    )
    unit = models.ForeignKey("responders.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    alert_n = models.PositiveIntegerField(default=0)
    members = models.JSONField(default=list)
    sounded = models.JSONField(default=list)
    times = models.PositiveIntegerField(default=1)
    chattering = models.BooleanField(default=False)
    raised_at = models.DateTimeField()
    last_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.CharField(max_length=150, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    escalated_to = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=150, blank=True)
    ended_how = models.CharField(max_length=300, blank=True)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="alarm_due", condition=models.Q(acknowledged_at=None)),
            models.Index(fields=["last_at"], name="alarm_last"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=OPEN, name="alarm_one_open_per_source"),
            models.CheckConstraint(condition=models.Q(priority__in=PRIORITIES), name="alarm_priority"),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at=None, acknowledged_by="")
                | models.Q(acknowledged_at__isnull=False) & ~models.Q(acknowledged_by=""),
                name="alarm_acknowledged_by_somebody",
            ),
            # An emergency ends by a named person with what was found, never by itself.
            models.CheckConstraint(
                condition=models.Q(ended_at=None)
                | ~models.Q(priority="emergency")
                | ~models.Q(ended_by__in=("", "system")) & ~models.Q(ended_how=""),
                name="alarm_emergency_ended_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def is_shown(self) -> bool:
        return self.ended_at is None or (self.acknowledged_at is None and self.priority in STAYS)

    def calls(self) -> list[Call]:
        """Return the moments in which it called for attention."""
        return [Call(datetime.fromisoformat(at), self.source) for at in self.sounded]
