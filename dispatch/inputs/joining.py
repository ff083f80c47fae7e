"""Bodies of the verbs that join incidents, take them apart and move them."""

from typing import Any

from rest_framework import serializers

from dispatch.inputs.fields import NARRATIVE_MAX, Identifier, OnIncident, Place, Text, Verb, Words, both_coordinates


class _Two(OnIncident):
    other = Identifier()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["incident"] == attrs["other"]:
            raise serializers.ValidationError({"other": ["Name another incident than the first."]})
        return attrs


class LinkIncidents(_Two):
    reason = Text(max_length=300, allow_blank=True, required=False)


class MergeIncidents(_Two):
    """`incident` stays, `other` goes."""

    reason = Text(max_length=300, allow_blank=True, required=False)


class SplitIncident(OnIncident):
    call = serializers.UUIDField()
    address = Words(max_length=300, required=False)
    lat = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True)
    lon = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True)
    narrative = Text(max_length=NARRATIVE_MAX, allow_blank=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return both_coordinates(attrs)


class MoveIncident(OnIncident, Place):
    address = Words(max_length=300)
    reason = Words(max_length=300)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return both_coordinates(attrs)


class Undo(Verb):
    """`seq`: the number of the event that was a mistake."""

    seq = serializers.IntegerField(min_value=1, max_value=2**62)
