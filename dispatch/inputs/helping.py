"""Bodies of the verbs that move units between incidents and ask for more of them."""

from typing import Any

from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import Identifier, OnIncident, OnJob, Text, Words
from responders import kinds


class PreemptUnit(OnJob):
    """`incident` is the new one."""

    role = serializers.ChoiceField(choices=lifecycles.ROLES_ON_JOB, default="primary")
    reason = Words(max_length=300)


class ExchangeUnits(OnJob):
    """`unit` is on `incident`; `other` is on an incident of its own."""

    other = Identifier()
    reason = Text(max_length=300, allow_blank=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["unit"] == attrs["other"]:
            raise serializers.ValidationError({"other": ["Name another unit than the first."]})
        return attrs


class RequestBackup(OnIncident):
    """`kind`: what shall come, any unit without it. `unit`: who asks, where it is on the incident."""

    unit = Identifier(required=False)
    kind = serializers.ChoiceField(choices=kinds.FIELD, required=False)
    reason = Words(max_length=300)


class HandOver(OnIncident):
    """`to`: the kind that shall take over. `stays`: whether `unit`, who is there, remains when they have come."""

    to = serializers.ChoiceField(choices=kinds.FIELD)
    unit = Identifier(required=False)
    stays = serializers.BooleanField()
    reason = Words(max_length=300)


class HelpKey(Text):
    """A request's name, `LA26-000123/H1`."""


class WithdrawRequest(OnIncident):
    request = HelpKey(max_length=30)
    reason = Words(max_length=300)


class CorrectTime(OnJob):
    """`at` is the corrected time here: when the unit truly came into that state. The event's own time is now."""

    state = serializers.ChoiceField(choices=lifecycles.ASSIGNMENT.states)
    at = serializers.DateTimeField()
    reason = Words(max_length=300)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs["true_at"] = attrs.pop("at")
        return attrs
