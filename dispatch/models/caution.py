"""Premise cautions: what whoever goes to a place should know. Each has a source, an end and a date to look again."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

COMPARTMENTS = ("common", "law", "care")
ACTIVE = "active"
EXPIRED = "expired"
STATES = (ACTIVE, EXPIRED)
SEVERITIES = ("information", "caution", "danger")
ABOUT = ("person", "place")
CONSENTS = ("person", "guardian", "conservator", "operator")
RADIUS_MAX = 500  # metres: a caution about a quarter is not about a place


class CautionQuerySet(models.QuerySet["Caution"]):
    def active(self) -> "CautionQuerySet":
        return self.filter(state=ACTIVE)

    def due(self, now: datetime) -> "CautionQuerySet":
        """Return the active cautions whose time is over, the longest overdue first."""
        return self.active().filter(expires_at__lte=now).order_by("expires_at")


class Caution(models.Model):
    """One caution about a place: within `radius_m` of a position, or at the same address where none is known.

    It ends by itself at `expires_at`: a warning nobody looks after does harm. `review_at` is when somebody
    should ask whether it is still true. A care plan is a caution of `care` that says more: `plan` is `{about, person,
    triggers, call, consent, consent_by}` and `text` what helps; `phone` are the last digits of a number that calls
    about the person come from.
    """

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    compartment = models.CharField(max_length=8)
    severity = models.CharField(max_length=12)
    address = models.CharField(max_length=300)
    place_key = models.CharField(max_length=120, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    radius_m = models.PositiveSmallIntegerField(default=60)
    text = models.TextField()
    plan = models.JSONField(default=dict)
    phone = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    review_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, default=ACTIVE)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    objects = CautionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(compartment__in=COMPARTMENTS), name="caution_compartment"),
            models.CheckConstraint(condition=Q(severity__in=SEVERITIES), name="caution_severity"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="caution_state"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(source=""), name="caution_says_what_and_from_whom"),
            models.CheckConstraint(
                condition=Q(plan={}, phone="")
                | Q(compartment="care", plan__has_key="consent", plan__consent__in=CONSENTS),
                name="caution_plan_with_consent_in_care",
            ),
            models.CheckConstraint(condition=Q(radius_m__range=(1, RADIUS_MAX)), name="caution_radius"),
            models.CheckConstraint(condition=Q(lat__range=(-90, 90)), name="caution_lat_on_earth"),
            models.CheckConstraint(condition=Q(lon__range=(-180, 180)), name="caution_lon_on_earth"),
            models.CheckConstraint(
                condition=Q(lat__isnull=False, lon__isnull=False) | Q(lat=None, lon=None) & ~Q(place_key=""),
                name="caution_is_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(review_at__lte=models.F("expires_at")), name="caution_review_before_end"
            ),
            models.CheckConstraint(
                condition=Q(state=ACTIVE, ended_at=None) | Q(state=EXPIRED, ended_at__isnull=False) & ~Q(ended_why=""),
                name="caution_ended_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["lat", "lon"], name="caution_place", condition=Q(state=ACTIVE)),
            models.Index(fields=["place_key"], name="caution_key", condition=Q(state=ACTIVE)),
            models.Index(fields=["phone"], name="caution_phone", condition=Q(state=ACTIVE) & ~Q(phone="")),
            models.Index(fields=["expires_at"], name="caution_due", condition=Q(state=ACTIVE)),
        ]

    def __str__(self) -> str:
        return str(self.ref)
