"""Flags of suspected bias: a request for a review, never a finding. Who may decide is the database's rule too."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from dispatch import lifecycles

MEMBER = settings.AUTH_USER_MODEL


class BiasFlagQuerySet(models.QuerySet["BiasFlag"]):
    def shown(self) -> "BiasFlagQuerySet":
        """Return the flags that have not expired: those that anybody may still be shown."""
        return self.exclude(state=lifecycles.EXPIRED)

    def due(self, now: datetime) -> "BiasFlagQuerySet":
        """Return the dismissed flags whose time is over."""
        return self.filter(state=lifecycles.DISMISSED, expires_at__lte=now)

    def looked_at(self) -> "BiasFlagQuerySet":
        """Return flags with what their cards need."""
        return self.select_related("incident", "call", "by", "reviewed_by", "second_reviewed_by")


class BiasFlag(models.Model):
    """One request for a review of one call or incident; `n` counts the incident's flags from 1.

    `snapshot` is everything verbatim as it stood when somebody flagged it; the flag's event carries its
    SHA-256, so a snapshot that was changed later is found out.
    """

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="bias_flags")
    n = models.PositiveIntegerField()
    call = models.ForeignKey("dispatch.Call", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="bias_flags")
    at = models.DateTimeField()
    reasons = ArrayField(models.CharField(max_length=24))
    note = models.TextField()
    quotes = models.JSONField(default=list)
    suggested = models.BooleanField(default=False)
    snapshot = models.JSONField()
    state = models.CharField(max_length=20, default=lifecycles.OPEN)
    reviewed_by = models.ForeignKey(MEMBER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=8, blank=True)
    decision_reason = models.TextField(blank=True)
    second_reviewed_by = models.ForeignKey(MEMBER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    second_reviewed_at = models.DateTimeField(null=True, blank=True)
    second_decision = models.CharField(max_length=8, blank=True)
    second_reason = models.TextField(blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = BiasFlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "n"], name="bias_flag_number"),
            models.CheckConstraint(condition=Q(state__in=lifecycles.BIAS_FLAG.states), name="bias_flag_state"),
            models.CheckConstraint(condition=Q(reasons__len__gt=0) & ~Q(note=""), name="bias_flag_says_why"),
            models.CheckConstraint(condition=~Q(reviewed_by=F("by")), name="bias_flag_not_reviewed_by_its_flagger"),
            models.CheckConstraint(
                condition=~Q(second_reviewed_by=F("by")), name="bias_flag_not_seconded_by_its_flagger"
            ),
            models.CheckConstraint(
                condition=~Q(second_reviewed_by=F("reviewed_by")), name="bias_flag_two_different_reviewers"
            ),
            models.CheckConstraint(
                condition=Q(state=lifecycles.OPEN, reviewed_by=None)
                | ~Q(state=lifecycles.OPEN) & Q(reviewed_by__isnull=False) & ~Q(decision_reason=""),
                name="bias_flag_reviewed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(second_reviewed_by=None) | Q(reviewed_by__isnull=False) & ~Q(second_reason=""),
                name="bias_flag_second_review_after_first",
            ),
            models.CheckConstraint(
                condition=~Q(state=lifecycles.REFERRED) | Q(second_reviewed_by__isnull=False),
                name="bias_flag_referred_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[lifecycles.DISMISSED, lifecycles.EXPIRED]) | Q(expires_at__isnull=False),
                name="bias_flag_dismissed_expires",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="bias_flag_due", condition=Q(state=lifecycles.DISMISSED))]

    def __str__(self) -> str:
        return f"{self.incident_id}/F{self.n}"

    @property
    def ref(self) -> str:
        """Return the reference number that anybody who is told of the flag may be given: `LA26-000123/F1`."""
        return f"{self.incident.number}/F{self.n}"


class BiasExport(models.Model):
    """One file that was handed out for a referral, kept as it was: its hash is in the log."""

    flag = models.ForeignKey(BiasFlag, on_delete=models.PROTECT, related_name="exports")
    by = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recipient = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    file = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(recipient="") & ~Q(reason=""), name="bias_export_to_whom")]

    def __str__(self) -> str:
        return f"{self.flag_id} {self.sha256[:8]}"
