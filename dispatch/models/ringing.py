"""Ringing calls: what a provider's feed announced, who answered it, what it became, and how its line ended."""

import uuid

from django.conf import settings
from django.db import models

from dispatch import lifecycles


class RingingQuerySet(models.QuerySet["Ringing"]):
    def on_the_line(self) -> "RingingQuerySet":
        """Return calls whose line has not ended: ringing, answered, or on the board and still talking."""
        return self.filter(state__in=lifecycles.RINGING.open)


class Ringing(models.Model):
    """One call as its provider names it (`provider_ref`, once per feed). `ref` is its name on our wire.

    `address` and `name` are the provider's (a landline has them), never typed here. `uncertainty_m`: metres around
    `lat`, `lon` (WGS 84). `class_of_service` is NENA's code as it was delivered. `call` and `incident`: what a
    call-taker made of it; they stay as they were then, also when the call moves to another incident later.
    """

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    feed = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    provider_ref = models.CharField(max_length=200)
    medium = models.CharField(max_length=8)
    state = models.CharField(max_length=8, default=lifecycles.RINGS)
    number = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    uncertainty_m = models.FloatField(null=True, blank=True)
    class_of_service = models.CharField(max_length=8, blank=True)
    located_at = models.DateTimeField(null=True, blank=True)
    rang_at = models.DateTimeField()
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Names beside the key: a row joined to a locked one would still be the old one (see trips).
    claimed_username = models.CharField(max_length=150, blank=True)
    claimed_name = models.CharField(max_length=150, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    call = models.OneToOneField(
        "dispatch.Call", null=True, blank=True, on_delete=models.PROTECT, related_name="rang_as"
    )
    incident = models.ForeignKey("dispatch.Incident", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=20, blank=True)
    texts_count = models.PositiveIntegerField(default=0)

    objects = RingingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["rang_at"], name="ringing_on_the_line", condition=models.Q(state__in=lifecycles.RINGING.open)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["feed", "provider_ref"], name="ringing_once_per_ref"),
            models.CheckConstraint(condition=models.Q(state__in=lifecycles.RINGING.states), name="ringing_state"),
            models.CheckConstraint(condition=models.Q(medium__in=lifecycles.MEDIA), name="ringing_medium"),
            models.CheckConstraint(
                condition=models.Q(ended__in=["", *lifecycles.RINGING_ENDS]), name="ringing_how_it_ended"
            ),
            models.CheckConstraint(
                condition=models.Q(state=lifecycles.ENDED, ended_at__isnull=False) & ~models.Q(ended="")
                | ~models.Q(state=lifecycles.ENDED) & models.Q(ended_at__isnull=True, ended=""),
                name="ringing_ended_with_how_and_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=lifecycles.CLAIMED) | models.Q(claimed_by__isnull=False),
                name="ringing_claimed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=lifecycles.TAKEN) | models.Q(call__isnull=False),
                name="ringing_taken_as_a_call",
            ),
            models.CheckConstraint(condition=models.Q(lat__range=(-90, 90)), name="ringing_lat_on_earth"),
            models.CheckConstraint(condition=models.Q(lon__range=(-180, 180)), name="ringing_lon_on_earth"),
        ]

    def __str__(self) -> str:
        return str(self.ref)
