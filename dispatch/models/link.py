"""Links between incidents: each way is a row of its own, so that each record tells its side with the direction."""

from django.conf import settings
from django.db import models

from dispatch import lifecycles


class Link(models.Model):
    """`incident` is, towards `other`, what `relation` says. Never deleted: an undone merge ends its links."""

    incident = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey("dispatch.Incident", on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=16)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "other", "relation"],
                condition=models.Q(ended_at__isnull=True),
                name="link_once",
            ),
            models.CheckConstraint(condition=models.Q(relation__in=tuple(lifecycles.RELATIONS)), name="link_relation"),
            models.CheckConstraint(condition=~models.Q(incident=models.F("other")), name="link_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.relation} {self.other_id}"
