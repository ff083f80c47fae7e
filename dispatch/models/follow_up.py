"""Follow-up tasks: what was promised to a person. They outlive the incident."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> "FollowUpQuerySet":
        return self.filter(done_at=None).select_related("incident", "planned_by").order_by("due_at", "pk")

    def due_to_tell(self, now: datetime) -> list[tuple[str, str, datetime]]:
        """Return (reference, incident's number, due) of what is due and not done."""
        late = self.filter(done_at=None, due_at__lte=now).order_by("due_at")
        return [(str(ref), number, due) for ref, number, due in late.values_list("ref", "incident__number", "due_at")]


class FollowUp(models.Model):
    """One task of an agency with a time and, once done, what came of it. `agency` is a code; empty: the floor's own.

    Its words are clinical: they are read by those who read `care` alone.
    """

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="follow_ups")
    agency = models.CharField(max_length=12, blank=True)
    text = models.CharField(max_length=500)
    due_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=500, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="follow_up_open", condition=Q(done_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by="", outcome="")
                | Q(done_at__isnull=False) & ~Q(done_by="") & ~Q(outcome=""),
                name="follow_up_done_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ref)
