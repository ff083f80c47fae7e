"""Texts of a conversation with a caller: verbatim, only ever added."""

from django.conf import settings
from django.db import models

CALLER, DESK = "caller", "desk"


class Text(models.Model):
    """One text; `n` counts the conversation's texts from 1, both sides together, in the order we had them.

    `provider_ref` is the provider's name for a caller's text. `by` is who sent it: a call-taker or the feed.
    """

    ringing = models.ForeignKey("dispatch.Ringing", on_delete=models.PROTECT, related_name="texts")
    n = models.PositiveIntegerField()
    side = models.CharField(max_length=6)
    words = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    provider_ref = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ringing", "n"], name="text_number"),
            models.CheckConstraint(condition=models.Q(side__in=(CALLER, DESK)), name="text_side"),
            models.UniqueConstraint(
                fields=["ringing", "provider_ref"],
                name="text_once_per_ref",
                condition=~models.Q(provider_ref=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ringing_id}/{self.n}"
