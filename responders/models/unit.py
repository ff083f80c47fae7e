"""Units: what a dispatcher sends. A unit stores its duty only, never where it is on a job."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from responders import duty


class UnitQuerySet(models.QuerySet["Unit"]):
    def on_roster(self) -> "UnitQuerySet":
        return self.filter(retired_at=None)

    def of(self, agency: str) -> "UnitQuerySet":
        return self.filter(agency__code=agency)


class Unit(models.Model):
    """A unit with a call sign that is unique over the installation.

    `kinds` are the response kinds it can give; `lat`/`lon` its last reported position (WGS 84), which is
    neither a command nor an event; `position_at` when it was there, `position_heard_at` when we learned of it,
    `position_accuracy` its doubt in metres, null where the tracker told none. `hours` is the local time it usually
    works, for people to read. `crew` are the
    members on it now, by what they sign in with, `crew_names` the same people as the roster calls them; while there is
    one, `languages` to `members_count` follow from it and `standard` keeps what they are without.
    """

    MEDICAL_LEVELS = [("", "none"), ("first_aid", "first aid"), ("bls", "BLS"), ("als", "ALS")]

    call_sign = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey("responders.Agency", on_delete=models.PROTECT, related_name="units")
    kinds = ArrayField(models.CharField(max_length=20))
    duty = models.CharField(max_length=12, default=duty.OFF_DUTY)
    duty_since = models.DateTimeField(default=timezone.now)
    duty_until = models.DateTimeField(null=True, blank=True)
    duty_reason = models.CharField(max_length=200, blank=True)
    area = models.ForeignKey("responders.Area", null=True, blank=True, on_delete=models.PROTECT)
    station = models.CharField(max_length=80, blank=True)
    hours = models.CharField(max_length=40, default="24/7")
    languages = ArrayField(models.CharField(max_length=8), default=list)
    can_hold = models.BooleanField(default=False)
    can_transport = models.BooleanField(default=False)
    medical_level = models.CharField(max_length=10, choices=MEDICAL_LEVELS, blank=True)
    minor_trained = models.BooleanField(default=False)
    armed = models.BooleanField(default=False)
    members_count = models.PositiveSmallIntegerField(default=2)
    vehicle = models.CharField(max_length=16, blank=True)
    radio = models.CharField(max_length=16, blank=True)
    crew = ArrayField(models.CharField(max_length=150), default=list, blank=True)
    crew_names = ArrayField(models.CharField(max_length=310), default=list, blank=True)
    standard = models.JSONField(default=dict, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    position_at = models.DateTimeField(null=True, blank=True)
    position_heard_at = models.DateTimeField(null=True, blank=True)
    position_accuracy = models.FloatField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(duty__in=duty.STATES), name="unit_duty"),
            models.CheckConstraint(condition=models.Q(lat__range=(-90, 90)), name="unit_lat_on_earth"),
            models.CheckConstraint(condition=models.Q(lon__range=(-180, 180)), name="unit_lon_on_earth"),
        ]

    def __str__(self) -> str:
        return self.call_sign
