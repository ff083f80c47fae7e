"""Notes, each in one compartment. Police and care text live here, never in columns of the incident."""

from django.conf import settings
from django.db import models

COMPARTMENTS = ("common", "law", "care")


class Note(models.Model):
    """One note on an incident; `n` counts the incident's notes from 1. A mistaken one is struck, never deleted."""

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="notes")
    n = models.PositiveIntegerField()
    compartment = models.CharField(max_length=8)
    text = models.TextField()
    at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=150, blank=True, default="", db_default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "n"], name="note_number"),
            models.CheckConstraint(condition=models.Q(compartment__in=COMPARTMENTS), name="note_compartment"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/{self.n}"
