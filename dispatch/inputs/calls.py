"""Bodies of the verbs about calls, and of the assessment that stores nothing."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import (
    NARRATIVE_MAX,
    Answers,
    Identifier,
    OnIncident,
    Place,
    Strict,
    Text,
    Verb,
    both_coordinates,
)


class CallerWords(Strict):
    """What a call-taker types about a call; used to take one and to change one."""

    caller_name = Text(max_length=120, allow_blank=True, required=False)
    callback = Text(max_length=40, allow_blank=True, required=False)
    narrative = Text(max_length=NARRATIVE_MAX, allow_blank=True, required=False)
    call_type = Identifier(allow_blank=True, required=False)
    answers = Answers(required=False)
    language = Identifier(max_length=8, required=False)
    silent_mode = serializers.BooleanField(required=False)

    def validate_language(self, language: str) -> str:
        return language.lower()


class TakeCall(Verb, Place, CallerWords):
    attach_to = Identifier(required=False)
    draft = serializers.UUIDField(required=False)
    ringing = serializers.UUIDField(required=False)
    source = serializers.ChoiceField(choices=lifecycles.CALL_SOURCES, default="911")
    due_at = serializers.DateTimeField(required=False)

    def validate_due_at(self, due_at: Any) -> Any:
        if due_at <= timezone.now():
            raise serializers.ValidationError("Lies in the past: leave it out to serve the call now.")
        return due_at

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "due_at" in attrs and "attach_to" in attrs:
            raise serializers.ValidationError({"due_at": ["A call attached to an incident has no time of its own."]})
        return both_coordinates(attrs)


class UpdateCall(Verb, Place, CallerWords):
    call = serializers.UUIDField()
    address = Text(max_length=300, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return both_coordinates(attrs)


class AttachCall(OnIncident):
    call = serializers.UUIDField()


class Assess(Strict):
    """What `POST /api/triage/assess/` takes; nothing of it is stored."""

    narrative = Text(max_length=NARRATIVE_MAX, allow_blank=True)
    answers = Answers(default=dict)
    call_type = Identifier(allow_blank=True, required=False)
