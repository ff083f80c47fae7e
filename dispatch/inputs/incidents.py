"""Bodies of the verbs about an incident itself."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import NARRATIVE_MAX, OnIncident, Text


class AddNote(OnIncident):
    text = Text(max_length=NARRATIVE_MAX)
    compartment = serializers.ChoiceField(choices=("common", "law", "care"), default="common")


class SetPriority(OnIncident):
    priority = serializers.ChoiceField(choices=lifecycles.PRIORITIES)
    reason = Text(max_length=300)


class HoldIncident(OnIncident):
    reason = Text(max_length=300)
    until = serializers.DateTimeField(required=False, allow_null=True)

    def validate_until(self, until: Any) -> Any:
        if until and until <= timezone.now():
            raise serializers.ValidationError("Lies in the past.")
        return until


class CloseIncident(OnIncident):
    disposition = serializers.ChoiceField(choices=lifecycles.DISPOSITIONS)
    outcome = serializers.ChoiceField(choices=lifecycles.OUTCOMES, required=False)
    reason = Text(max_length=500, allow_blank=True, required=False)


class RecordOutcome(OnIncident):
    outcome = serializers.ChoiceField(choices=lifecycles.OUTCOMES)
    reason = Text(max_length=500, allow_blank=True, required=False)


class ReopenIncident(OnIncident):
    reason = Text(max_length=300)
