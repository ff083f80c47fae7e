"""Bodies of what a team does on its own: a contact nobody called about, and what came of one."""

from typing import Any

from rest_framework import serializers

from dispatch import outcome_lists
from dispatch.inputs.fields import NARRATIVE_MAX, Answers, Identifier, OnJob, Place, Text, Verb, Words, both_coordinates


class ReportContact(Verb, Place):
    """`unit` is with somebody already: the incident opens with it on scene."""

    unit = Identifier()
    narrative = Words(max_length=NARRATIVE_MAX)
    call_type = Identifier(allow_blank=True, required=False)
    answers = Answers(required=False)
    language = Identifier(max_length=8, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return both_coordinates(attrs)


class Several(serializers.ListField):
    """Codes of one list, each once, in the order in which they were ticked."""

    def __init__(self, choices: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(child=serializers.ChoiceField(choices=choices), max_length=len(choices), **kwargs)

    def to_internal_value(self, given: Any) -> list[str]:
        return list(dict.fromkeys(super().to_internal_value(given)))


class RecordContactOutcome(OnJob):
    contact = serializers.ChoiceField(choices=outcome_lists.CONTACTS)
    needs = Several(outcome_lists.NEEDS, required=False)
    offered = Several(outcome_lists.SERVICES, required=False)
    accepted = Several(outcome_lists.SERVICES, required=False)
    transport = serializers.ChoiceField(choices=outcome_lists.TRANSPORTS, default="none")
    hold = serializers.ChoiceField(choices=outcome_lists.HOLDS, default="none")
    police = serializers.ChoiceField(choices=outcome_lists.POLICE_THERE, default="none")
    follow_up = serializers.ChoiceField(choices=outcome_lists.FOLLOW_UPS, default="none")
    words = Text(max_length=NARRATIVE_MAX, allow_blank=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if set(attrs.get("accepted", [])) - set(attrs.get("offered", [])):
            raise serializers.ValidationError({"accepted": ["What was accepted was offered: tick it there too."]})
        met = ("offered", "accepted")
        if attrs["contact"] in ("not_found", "gone") and (
            any(attrs.get(name) for name in met) or attrs["hold"] != "none"
        ):
            raise serializers.ValidationError({"contact": ["Nobody was met: nothing was offered to them."]})
        return attrs
