"""When a background process last did a piece of work: the proof that it is not only alive but hears."""

from django.db import models


class Heartbeat(models.Model):
    """One row per kind of process, replaced with each beat. Neither a command nor an event."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"
