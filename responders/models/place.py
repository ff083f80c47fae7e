"""The gazetteer: what is known of streets, crossings and places. Places know nothing of calls."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from places import known


class Place(models.Model):
    """One row of a gazetteer, WGS 84; which columns count for which kind is in `places.known.Entry`.

    `dataset` is the import it came with: an import replaces its dataset as a whole. `source`: where the position
    is from, in words.
    """

    dataset = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    number = models.PositiveIntegerField(default=0)
    street = models.CharField(max_length=80, blank=True)
    cross = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120, blank=True)
    aliases = ArrayField(models.CharField(max_length=120), default=list)
    address = models.CharField(max_length=120, blank=True)
    municipality = models.CharField(max_length=60)
    lat = models.FloatField()
    lon = models.FloatField()
    uncertainty_m = models.PositiveIntegerField()
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["dataset"], name="place_dataset")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=known.KINDS), name="place_kind"),
            models.CheckConstraint(condition=models.Q(lat__range=(-90, 90)), name="place_lat_on_earth"),
            models.CheckConstraint(condition=models.Q(lon__range=(-180, 180)), name="place_lon_on_earth"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.number or ''} {self.street} {self.cross}".strip()


class Gazetteer(models.Model):
    """One imported dataset: how many rows, when, and a number that changes with every import."""

    dataset = models.CharField(max_length=40, unique=True)
    rows = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.dataset
