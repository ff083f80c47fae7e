"""Call-backs: a call that ended before anybody knew what it was stays a task until it has an outcome."""

import uuid

from django.conf import settings
from django.db import models

from dispatch import lifecycles


class CallbackQuerySet(models.QuerySet["Callback"]):
    def open(self) -> "CallbackQuerySet":
        return self.filter(outcome="")


class Callback(models.Model):
    """One task. `attempts` are `{by, at, outcome, note}`, only added; `outcome` is the one that ended it.

    `incident` is the one its call was on when the task was planned.
    """

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    ringing = models.ForeignKey(
        "dispatch.Ringing", null=True, blank=True, on_delete=models.PROTECT, related_name="callbacks"
    )
    call = models.ForeignKey("dispatch.Call", null=True, blank=True, on_delete=models.PROTECT, related_name="callbacks")
    incident = models.ForeignKey("dispatch.Incident", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=20)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    attempts = models.JSONField(default=list)
    outcome = models.CharField(max_length=24, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CallbackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="callback_open", condition=models.Q(outcome=""))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", *lifecycles.CALLBACK_OUTCOMES]), name="callback_outcome"
            ),
            models.CheckConstraint(condition=models.Q(why__in=lifecycles.CALLBACK_WHY), name="callback_why"),
            models.CheckConstraint(
                condition=models.Q(outcome="", ended_at__isnull=True)
                | ~models.Q(outcome="") & models.Q(ended_at__isnull=False),
                name="callback_ended_with_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(ringing__isnull=False) | models.Q(call__isnull=False), name="callback_of_something"
            ),
            models.UniqueConstraint(
                fields=["ringing"], name="callback_one_open_per_ringing", condition=models.Q(outcome="")
            ),
            models.UniqueConstraint(fields=["call"], name="callback_one_open_per_call", condition=models.Q(outcome="")),
        ]

    def __str__(self) -> str:
        return str(self.ref)
