"""Stations and vehicles: where units come from and what they ride."""

from django.db import models


class Station(models.Model):
    """A place units come from. A closed one stays for the record."""

    agency = models.ForeignKey("responders.Agency", on_delete=models.PROTECT, related_name="stations")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)
    area = models.ForeignKey("responders.Area", null=True, blank=True, on_delete=models.PROTECT)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="station_once_per_agency")]

    def __str__(self) -> str:
        return self.name


class Vehicle(models.Model):
    """A vehicle of an agency. `out_of_service` says why it cannot be used; empty while it can."""

    agency = models.ForeignKey("responders.Agency", on_delete=models.PROTECT, related_name="vehicles")
    name = models.CharField(max_length=16)
    what = models.CharField(max_length=60, blank=True)
    station = models.CharField(max_length=80, blank=True)
    out_of_service = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="vehicle_once_per_agency")]

    def __str__(self) -> str:
        return self.name
