"""Bodies of the verbs about care plans."""

from typing import Any

from rest_framework import serializers

from dispatch.inputs.cautions import Times
from dispatch.inputs.fields import Text, Words, both_coordinates
from dispatch.models.caution import ABOUT, CONSENTS


class Said(Times):
    """What a plan says. `consent_by`: who consented, and when it was asked. `call`: whom to call, with the number."""

    person = Text(max_length=120, allow_blank=True, required=False)
    triggers = Text(max_length=2000, allow_blank=True, required=False)
    call = Text(max_length=300, allow_blank=True, required=False)


class AddCarePlan(Said):
    """`about` a person (whose name goes in `person`) or a place. `phone`: calls from it concern the plan too."""

    about = serializers.ChoiceField(choices=ABOUT)
    address = Words(max_length=300)
    lat = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True)
    lon = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True)
    phone = Text(max_length=40, allow_blank=True, required=False)
    helps = Words(max_length=2000)
    consent = serializers.ChoiceField(choices=CONSENTS)
    consent_by = Words(max_length=200)
    told_by = Words(max_length=200)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["about"] == "person" and not attrs.get("person", "").strip():
            raise serializers.ValidationError({"person": ["Say whose plan it is."]})
        return both_coordinates(super().validate(attrs))


class ReviewCarePlan(Said):
    care_plan = serializers.UUIDField()
    helps = Words(max_length=2000, required=False)
    consent = serializers.ChoiceField(choices=CONSENTS, required=False)
    consent_by = Words(max_length=200, required=False)
    told_by = Words(max_length=200, required=False)


class ExpireCarePlan(Times):
    care_plan = serializers.UUIDField()
    reason = Words(max_length=300)
