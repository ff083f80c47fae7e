"""Settings of the centre: every version of every one, so that what counted on a given day can be said."""

from django.db import models


class Setting(models.Model):
    """One version of one setting. Rows are only added (a trigger refuses the rest); the newest counts."""

    name = models.CharField(max_length=24)
    version = models.PositiveIntegerField()
    value = models.JSONField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="setting_version")]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"
