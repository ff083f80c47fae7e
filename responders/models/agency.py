"""Agencies: LAPD, County DMH, the UMCR providers, CIRCLE, LAHSA, LAFD, mediation, 988."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Agency(models.Model):
    """An organisation whose units, or whose desk, can be sent or reached.

    `reads` says which notes its people may read besides what everybody sees: `law`, `care` or nothing.
    `serves` empty means the whole city. `contract_from` and `contract_until` are the first and the last local day
    of the contract that it works under, empty when it has no end; `hours` is the local time it works. `phone` is
    set for desks that answer rather than drive (988). `call_types` are those its teams take, empty: every type.
    """

    READS = [("", "common only"), ("law", "criminal-justice notes"), ("care", "clinical and outreach notes")]

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    programme = models.CharField(max_length=40, blank=True)
    reads = models.CharField(max_length=8, choices=READS, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    hours = models.CharField(max_length=40, default="24/7")
    call_types = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    contract_from = models.DateField(null=True, blank=True)
    contract_until = models.DateField(null=True, blank=True)
    serves = models.ManyToManyField("responders.Area", blank=True, related_name="agencies")

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(condition=models.Q(reads__in=["", "law", "care"]), name="agency_reads"),
        ]

    def __str__(self) -> str:
        return self.name
