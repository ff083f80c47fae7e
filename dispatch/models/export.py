"""Exports: files that were asked for, with the reason, and how long their links work."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ExportQuerySet(models.QuerySet["Export"]):
    def alive(self, now: datetime) -> "ExportQuerySet":
        """Return the exports whose time is not over, with whom they name, the newest first."""
        return self.filter(expires_at__gt=now).select_related("by", "approved_by").order_by("-pk")


class Export(models.Model):
    """One file that somebody asked for. It is made when it is fetched: nothing of what it holds is kept here.

    `about` says which (a replay, days, a run); `agency` (a code; empty: the floor's) and `role` are those of whoever
    asked, then: with another one the link is dead. `rows`: how many there were, none where that is known to be few.
    """

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    what = models.CharField(max_length=12)
    file_format = models.CharField(max_length=4)
    about = models.JSONField(default=dict)
    agency = models.CharField(max_length=12, blank=True)
    role = models.CharField(max_length=20)
    reason = models.CharField(max_length=200)
    rows = models.PositiveIntegerField(null=True)
    needs_second = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="export_says_why"),
            models.CheckConstraint(condition=~Q(approved_by=F("by")), name="export_approved_by_a_second_person"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("at")), name="export_expires"),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False, needs_second=True),
                name="export_approved_when_it_had_to_be",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ref)
