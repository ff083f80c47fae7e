"""LAPD's geographic areas: the fences that unarmed programmes are bound by."""

from django.db import models


class Area(models.Model):
    """One LAPD area. `boundary` is GeoJSON (WGS 84) once real shapes are imported, null until then."""

    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=40, unique=True)
    bureau = models.CharField(max_length=40)
    station_address = models.CharField(max_length=120)
    lat = models.FloatField()
    lon = models.FloatField()
    boundary = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
