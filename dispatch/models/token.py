"""API tokens: stored hashed, shown once, recognisable by their prefix, never without an expiry."""

from typing import Final

from django.conf import settings
from django.db import models

DAYS: Final = 90  # until a token ends by itself


class Token(models.Model):
    prefix = models.CharField(max_length=8)
    digest = models.BinaryField(max_length=32, unique=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.prefix
