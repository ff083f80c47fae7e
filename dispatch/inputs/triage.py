"""Bodies of the verbs about triage: alerts and overrides."""

import re
from typing import Any

from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import OnIncident, Text
from responders import kinds

ALERT_KEY = re.compile(r"[A-Z0-9\-]{3,16}/A[0-9]{1,6}")
WORDS_MIN = 3  # characters that give a reason in words


class AlertKey(Text):
    """An alert's name, `LA26-000123/A1`."""

    def to_internal_value(self, given: Any) -> str:
        key = super().to_internal_value(given).strip().upper()
        if not ALERT_KEY.fullmatch(key):
            raise serializers.ValidationError("Is no alert's name: one looks like LA26-000123/A1.")
        return key


class AcknowledgeAlert(OnIncident):
    alert = AlertKey(max_length=30)


class OverrideTriage(OnIncident):
    """`response`: who shall go, the primary first."""

    response = serializers.ListField(
        child=serializers.ChoiceField(choices=kinds.ALL), allow_empty=False, max_length=len(kinds.ALL)
    )
    determination = serializers.ChoiceField(choices=lifecycles.DETERMINATIONS, required=False)
    reason_code = serializers.ChoiceField(choices=lifecycles.OVERRIDE_REASONS)
    words = Text(max_length=500)

    def validate_response(self, response: list[str]) -> list[str]:
        if len(set(response)) < len(response):
            raise serializers.ValidationError("Names a kind twice.")
        if kinds.NO_DISPATCH in response and len(response) > 1:
            raise serializers.ValidationError("Sends nobody and somebody: choose.")
        return response

    def validate_words(self, words: str) -> str:
        if len(words.strip()) < WORDS_MIN:
            raise serializers.ValidationError("Say in words why.")
        return words


class ConfirmOverride(OnIncident):
    agree = serializers.BooleanField()
    words = Text(max_length=500, allow_blank=True, required=False)
