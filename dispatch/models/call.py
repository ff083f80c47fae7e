"""A call: one person telling the centre something. Several calls may describe one incident."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Right

# The last ten digits of a call-back number, however it was typed: what calls from one number are found by.
DIGITS = Right(Func(F("callback"), Value("[^0-9]"), Value(""), Value("g"), function="regexp_replace"), 10)


class Call(models.Model):
    """The caller's words verbatim, the ticked answers, and who called. `ref` is its name on the wire."""

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="calls")
    source = models.CharField(max_length=12)
    taken_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calls_taken")
    caller_name = models.CharField(max_length=120, blank=True)
    callback = models.CharField(max_length=40, blank=True)
    narrative = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    language = models.CharField(max_length=8, default="en")

    class Meta:
        indexes = [
            models.Index(fields=["callback"], name="call_callback", condition=~models.Q(callback="")),
            models.Index(DIGITS, name="call_callback_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/{self.ref}"
