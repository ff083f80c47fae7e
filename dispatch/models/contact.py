"""What a team did with the person it met. Only readers of `care` are ever sent a word of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from dispatch import outcome_lists


class ContactOutcome(models.Model):
    """One contact of one unit; `n` counts the incident's from 1. The rows are never changed: another one is added.

    The fields follow what the Government Performance Lab of Harvard Kennedy School asks alternative response
    programs to count ("Essential Metrics for Alternative Emergency Response Programs", 2024): whether there was a
    contact, what was needed, offered and accepted, how it was settled, transport, hospital and hold, police, follow-up.
    """

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="contacts")
    n = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    contact = models.CharField(max_length=16)
    needs = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    offered = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    accepted = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    transport = models.CharField(max_length=24, default="none")
    hold = models.CharField(max_length=12, default="none")
    police = models.CharField(max_length=16, default="none")
    follow_up = models.CharField(max_length=16, default="none")
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "n"], name="contact_number"),
            models.CheckConstraint(condition=models.Q(contact__in=outcome_lists.CONTACTS), name="contact_known"),
            models.CheckConstraint(
                condition=models.Q(accepted__contained_by=models.F("offered")), name="contact_accepted_was_offered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/O{self.n}"
