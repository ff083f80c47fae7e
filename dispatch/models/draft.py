"""Drafts: what a call-taker has typed and not sent. One row, replaced; kept on the server only."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """Fields of the form as typed, and where the caret stood. Not an event (design 1)."""

    ref = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    body = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.ref)
