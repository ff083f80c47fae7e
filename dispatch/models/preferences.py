"""What a person chose for their desk: keys, density, grouping. On the server, so that it is there on any desk."""

from typing import Any

from django.conf import settings
from django.db import models


class PreferencesSet(models.QuerySet["Preferences"]):
    def of(self, member: int) -> dict[str, Any]:
        """Return what this member chose, {} when nothing."""
        kept = self.filter(member_id=member).values_list("chosen", flat=True).first()
        return kept or {}


class Preferences(models.Model):
    """One row a person, replaced; nothing about calls or people is in it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    chosen = models.JSONField(default=dict)

    objects = PreferencesSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="preferences_one_per_member")]

    def __str__(self) -> str:
        return f"preferences of {self.member_id}"
