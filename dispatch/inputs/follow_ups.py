"""Bodies of the verbs about follow-up tasks."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from dispatch.inputs.fields import Identifier, OnIncident, Verb, Words


class PlanFollowUp(OnIncident):
    """`agency`: whose task it is; the sender's own without it."""

    text = Words(max_length=500)
    due_at = serializers.DateTimeField()
    agency = Identifier(required=False, max_length=12)

    def validate_due_at(self, at: Any) -> Any:
        if at <= timezone.now():
            raise serializers.ValidationError("Lies in the past.")
        return at


class FinishFollowUp(Verb):
    """`outcome`: what came of it. `again_at`: it was not possible yet, and is due again then."""

    follow_up = serializers.UUIDField()
    outcome = Words(max_length=500)
    again_at = serializers.DateTimeField(required=False)
