"""Persons and vehicles on an incident: who and what was told of. Names are the caller's, health is care's."""

from django.conf import settings
from django.db import models

from dispatch import lifecycles


class Person(models.Model):
    """One person; `n` counts the incident's from 1. Each group of words is read in one compartment only.

    `role` and `description` are common (whom to look for), `name` and `phone` caller, `health` care, `record`
    law. The rows are never deleted.
    """

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="persons")
    n = models.PositiveIntegerField()
    role = models.CharField(max_length=12)
    description = models.CharField(max_length=1000, blank=True)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    health = models.TextField(blank=True)
    record = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "n"], name="person_number"),
            models.CheckConstraint(condition=models.Q(role__in=lifecycles.PERSON_ROLES), name="person_role"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/P{self.n}"


class Vehicle(models.Model):
    """One vehicle; `n` counts the incident's from 1. What it looks like is common, the plate is caller's."""

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="vehicles")
    n = models.PositiveIntegerField()
    description = models.CharField(max_length=1000, blank=True)
    plate = models.CharField(max_length=16, blank=True)
    plate_state = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "n"], name="vehicle_number")]
        indexes = [models.Index(fields=["plate"], name="vehicle_plate", condition=~models.Q(plate=""))]

    def __str__(self) -> str:
        return f"{self.incident_id}/V{self.n}"
