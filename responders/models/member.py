"""Members: the people. One row is both the account and the person on a roster."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Member(AbstractUser):
    """A person with an account. `role` names a row of the role table; field roles ride a unit."""

    role = models.CharField(max_length=20, default="none")
    agency = models.ForeignKey(
        "responders.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    unit = models.ForeignKey(
        "responders.Unit", null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    languages = models.JSONField(default=list, blank=True)
    skills = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username
