"""LAPD's geographic areas: the fences that unarmed programmes are bound by."""

from functools import lru_cache

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


@lru_cache(maxsize=256)
def name_of(area_id: int | None) -> str:
    """Return an area's name, kept in the process: names of areas do not change. Empty for none."""
    return Area.objects.get(pk=area_id).name if area_id else ""
