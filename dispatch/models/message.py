"""Messages to a unit, an agency or a desk, and BOLOs. Each leaves the board when its time is over."""

import uuid
from datetime import datetime

from django.db import models

from dispatch import lifecycles


class MessageQuerySet(models.QuerySet["Message"]):
    def shown(self) -> "MessageQuerySet":
        return self.filter(ended_at=None)

    def due(self, now: datetime) -> "MessageQuerySet":
        """Return messages whose time is over and that still stand on the board, the oldest first."""
        return self.filter(ended_at=None, until__lte=now).order_by("until")


class Message(models.Model):
    """One message in one compartment. `to_kind` and `to` say for whom; `acknowledged` are `{by, unit?, at}`.

    `units` (call sign -> agency) and `agencies` are who sees it besides the floor: receivers and sender.
    """

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=8)
    compartment = models.CharField(max_length=8, default="common")
    to_kind = models.CharField(max_length=8)
    to = models.CharField(max_length=40)
    text = models.TextField()
    by = models.CharField(max_length=150)
    by_unit = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    area = models.CharField(max_length=80, blank=True)
    incident = models.ForeignKey(
        "dispatch.Incident", null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    units = models.JSONField(default=dict)
    agencies = models.JSONField(default=list)
    acknowledged = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["until"], name="message_shown", condition=models.Q(ended_at__isnull=True))]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=lifecycles.MESSAGES), name="message_kind"),
            models.CheckConstraint(condition=models.Q(to_kind__in=lifecycles.RECEIVERS), name="message_receiver"),
            models.CheckConstraint(
                condition=models.Q(compartment__in=("common", "law", "care")), name="message_compartment"
            ),
        ]

    def __str__(self) -> str:
        return str(self.ref)
