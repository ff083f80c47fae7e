"""Triage protocols: released ones are rows that are only added; drafts are rehearsed before they are released."""

from django.conf import settings
from django.db import models

DRAFT, PROPOSED, PUBLISHED, WITHDRAWN = "draft", "proposed", "published", "withdrawn"
DRAFT_STATES = (DRAFT, PROPOSED, PUBLISHED, WITHDRAWN)


def somebody(related_name: str = "+", *, null: bool = True) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=null, blank=null, on_delete=models.PROTECT, related_name=related_name
    )


class Protocol(models.Model):
    """One released protocol; `version` is the SHA-256 of `text`. The newest release is in force.

    The packaged first release has no people; every later one was proposed by one person and published by
    another. An earlier text may be released again: that is how a city goes back.
    """

    version = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=80)
    text = models.TextField()
    note = models.CharField(max_length=500, null=True, blank=True)
    released_at = models.DateTimeField()
    proposed_by = somebody()
    published_by = somebody()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(proposed_by__isnull=True, published_by__isnull=True)
                | models.Q(proposed_by__isnull=False, published_by__isnull=False)
                & ~models.Q(proposed_by=models.F("published_by")),
                name="protocol_released_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version[:8]}"


class ProtocolDraft(models.Model):
    """A protocol being written. `by` wrote the text as it stands, `at` that moment; `ref` is its name outside."""

    ref = models.UUIDField()
    name = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default=DRAFT)
    by = somebody(null=False)
    at = models.DateTimeField()
    proposed_by = somebody()
    proposed_at = models.DateTimeField(null=True, blank=True)
    published_by = somebody()
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ref"], name="protocol_draft_ref"),
            models.CheckConstraint(condition=models.Q(state__in=DRAFT_STATES), name="protocol_draft_state"),
            models.CheckConstraint(
                condition=~models.Q(state__in=[PROPOSED, PUBLISHED])
                | models.Q(proposed_by__isnull=False, proposed_at__isnull=False),
                name="protocol_draft_proposed_by_somebody",
            ),
            # A protocol decides who comes to a person in need: nobody releases alone what they wrote or proposed.
            models.CheckConstraint(
                condition=~models.Q(state=PUBLISHED)
                | models.Q(published_by__isnull=False)
                & ~models.Q(published_by=models.F("proposed_by"))
                & ~models.Q(published_by=models.F("by")),
                name="protocol_draft_published_by_a_second",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
