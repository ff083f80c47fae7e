"""Released triage protocols: immutable rows, so that every node reads the same words and rules."""

from django.db import models


class Protocol(models.Model):
    """One released protocol; `version` is the SHA-256 of `text`. The newest release is in force."""

    version = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    text = models.TextField()
    released_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.version[:8]}"
