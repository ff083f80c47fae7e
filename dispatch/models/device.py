"""Phones that may be told of a job, and what became of each notice. No word of a call is in either."""

import uuid

from django.conf import settings
from django.db import models


class Device(models.Model):
    """A browser that its person allowed to be notified: where its push service listens, and its keys (RFC 8291)."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=1000)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="en")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint"], name="device_once")]

    def __str__(self) -> str:
        return f"device of {self.member_id}"


class NoticeSet(models.QuerySet["Notice"]):
    def unsent(self) -> "NoticeSet":
        return self.filter(sent_at=None)


class Notice(models.Model):
    """One notice of one assignment to one device. `ref` is all that a receipt knows; a resend is the same notice."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True)
    assignment = models.ForeignKey("dispatch.Assignment", on_delete=models.CASCADE, related_name="notices")
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="notices")
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "device"], name="notice_once")]

    def __str__(self) -> str:
        return f"notice {self.ref}"
