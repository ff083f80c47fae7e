"""Bodies of the verbs about calling back."""

from typing import Any

from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import Text, Verb, Words
from dispatch.inputs.ringing import one_of


class PlanCallback(Verb):
    call = serializers.UUIDField(required=False)
    ringing = serializers.UUIDField(required=False)
    due_at = serializers.DateTimeField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return one_of(attrs, "call", "ringing")


class RecordCallback(Verb):
    """An attempt and its outcome. Who was not reached is tried again at `again_at`, or `no_more` says why not."""

    callback = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=lifecycles.CALLBACK_OUTCOMES)
    again_at = serializers.DateTimeField(required=False)
    no_more = Words(max_length=300, required=False)
    note = Text(max_length=500, allow_blank=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["outcome"] in lifecycles.REACHED:
            if "again_at" in attrs or "no_more" in attrs:
                raise serializers.ValidationError({"again_at": ["Somebody was reached: the task ends with this."]})
        elif ("again_at" in attrs) == ("no_more" in attrs):
            raise serializers.ValidationError(
                {"again_at": ["Say when to try again, or why nobody tries again; one of the two."]}
            )
        return attrs
