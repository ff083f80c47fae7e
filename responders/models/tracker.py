"""Trackers: which device rides in which unit, or in whose pocket."""

from django.db import models
from django.utils import timezone


class TrackerQuerySet(models.QuerySet["Tracker"]):
    def in_use(self) -> "TrackerQuerySet":
        return self.filter(ended_at=None)


class Tracker(models.Model):
    """A device that reports a unit's position: fixed in a vehicle, or somebody's phone.

    A phone is a person's: `consent` is the name of who agreed to share it while on shift, never empty for one.
    `heard_at`: when a position of it was last taken, exact to 15 s (see `dispatch.positions`).
    """

    VEHICLE, PHONE = "vehicle", "phone"
    CARRIED = (VEHICLE, PHONE)

    agency = models.ForeignKey("responders.Agency", on_delete=models.PROTECT, related_name="trackers")
    device = models.CharField(max_length=64)
    unit = models.ForeignKey("responders.Unit", on_delete=models.PROTECT, related_name="trackers")
    carried = models.CharField(max_length=8)
    consent = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)

    objects = TrackerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "device"], condition=models.Q(ended_at=None), name="tracker_one_unit"
            ),
            models.CheckConstraint(condition=models.Q(carried__in=["vehicle", "phone"]), name="tracker_carried"),
            models.CheckConstraint(
                condition=models.Q(carried="vehicle") | ~models.Q(consent=""), name="tracker_phone_by_consent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device} in {self.unit}"
