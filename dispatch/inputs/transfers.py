"""Bodies of the verbs about a call's other desks: transfers and interpreters."""

import re
from typing import Any

from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import Identifier, OnIncident, Text

TRANSFER_KEY = re.compile(r"[A-Z0-9\-]{3,16}/T[0-9]{1,6}")
ENDED = lifecycles.TRANSFER.states[1:]


class TransferKey(Text):
    """A transfer's name, `LA26-000123/T1`."""

    def to_internal_value(self, given: Any) -> str:
        key = super().to_internal_value(given).strip().upper()
        if not TRANSFER_KEY.fullmatch(key):
            raise serializers.ValidationError("Is no transfer's name: one looks like LA26-000123/T1.")
        return key


class TransferCall(OnIncident):
    """`to`: a transfer target's code."""

    call = serializers.UUIDField()
    to = Identifier(max_length=40)
    kind = serializers.ChoiceField(choices=lifecycles.TRANSFER_KINDS, required=False)
    reason = Text(max_length=300, allow_blank=True, required=False)


class EndTransfer(OnIncident):
    transfer = TransferKey(max_length=30)
    state = serializers.ChoiceField(choices=ENDED)
    outcome = Text(max_length=300, allow_blank=True, required=False)


class RecordInterpreter(OnIncident):
    call = serializers.UUIDField()
    language = Identifier(max_length=8)
    state = serializers.ChoiceField(choices=lifecycles.INTERPRETER.states)

    def validate_language(self, language: str) -> str:
        return language.lower()
