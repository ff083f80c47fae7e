"""Bodies of the verbs about premise cautions."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from dispatch.inputs.fields import Verb, Words, both_coordinates
from dispatch.models.caution import COMPARTMENTS, RADIUS_MAX, SEVERITIES

LONGEST = timedelta(days=731)  # a caution older than two years is looked at by nobody: assumption


class Times(Verb):
    """When somebody looks again, and when it ends by itself. Neither in the past, the end within two years."""

    review_at = serializers.DateTimeField(required=False)
    expires_at = serializers.DateTimeField(required=False)

    def validate_expires_at(self, at: Any) -> Any:
        if at <= timezone.now():
            raise serializers.ValidationError("Lies in the past.")
        if at > timezone.now() + LONGEST:
            raise serializers.ValidationError("Is more than two years away: set an earlier end and review it.")
        return at

    def validate_review_at(self, at: Any) -> Any:
        if at <= timezone.now():
            raise serializers.ValidationError("Lies in the past.")
        return at

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        both = attrs.get("review_at"), attrs.get("expires_at")
        if both[0] and both[1] and both[0] > both[1]:
            raise serializers.ValidationError({"review_at": ["Lies after the end."]})
        return attrs


class AddCaution(Times):
    """`told_by`: who says so, for whoever reads it. `radius_m`: how far from the position it counts."""

    address = Words(max_length=300)
    lat = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True)
    lon = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True)
    radius_m = serializers.IntegerField(min_value=1, max_value=RADIUS_MAX, required=False)
    severity = serializers.ChoiceField(choices=SEVERITIES)
    text = Words(max_length=2000)
    told_by = Words(max_length=200)
    compartment = serializers.ChoiceField(choices=COMPARTMENTS, default="common")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return both_coordinates(super().validate(attrs))


class ReviewCaution(Times):
    """Still true until `expires_at`; the words or the severity may change with it."""

    caution = serializers.UUIDField()
    severity = serializers.ChoiceField(choices=SEVERITIES, required=False)
    text = Words(max_length=2000, required=False)
    told_by = Words(max_length=200, required=False)


class ExpireCaution(Verb):
    caution = serializers.UUIDField()
    reason = Words(max_length=300)
