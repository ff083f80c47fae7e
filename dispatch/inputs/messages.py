"""Bodies of the verbs about messages and BOLOs."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import Identifier, Text, Verb, Words

TEXT_MAX = 4000  # characters


class Receiver(serializers.DictField):
    """`{"unit": call sign}`, `{"agency": code}` (`ALL`: every agency) or `{"desk": name}`: exactly one."""

    child = Identifier(max_length=40)

    def to_internal_value(self, given: Any) -> dict[str, str]:
        to: dict[str, str] = super().to_internal_value(given)
        if len(to) != 1 or next(iter(to)) not in lifecycles.RECEIVERS:
            raise serializers.ValidationError("Name one receiver: a unit, an agency or a desk.")
        return to


class PostMessage(Verb):
    to = Receiver()
    text = Words(max_length=TEXT_MAX)
    kind = serializers.ChoiceField(choices=lifecycles.MESSAGES, default=lifecycles.MESSAGE)
    incident = Identifier(required=False)
    area = Text(max_length=80, allow_blank=True, required=False)
    until = serializers.DateTimeField(required=False)
    compartment = serializers.ChoiceField(choices=("common", "law", "care"), default="common")

    def validate_until(self, until: Any) -> Any:
        if until <= timezone.now():
            raise serializers.ValidationError("Lies in the past.")
        return until


class OnMessage(Verb):
    message = serializers.UUIDField()


class AcknowledgeMessage(OnMessage):
    """`unit`: who acknowledged it, where somebody on the floor reports what was heard by radio."""

    unit = Identifier(required=False)
