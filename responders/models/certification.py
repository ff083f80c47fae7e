"""Certifications: what a member may do, until when."""

import uuid

from django.db import models

from responders import crews


class Certification(models.Model):
    """One thing a member is certified for. Valid on local days up to and including `expires_on` (empty: no end).

    `detail` is the language's code for a language, empty otherwise. `number`: of the licence, for its own agency only.
    A revoked one stays, with who revoked it in the log.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True)
    member = models.ForeignKey("responders.Member", on_delete=models.CASCADE, related_name="certifications")
    kind = models.CharField(max_length=20)
    detail = models.CharField(max_length=8, blank=True)
    number = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=crews.CERTIFICATES), name="certification_kind"),
            models.UniqueConstraint(
                fields=["member", "kind", "detail"],
                condition=models.Q(revoked_at=None),
                name="certification_once_per_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.detail}".strip()
