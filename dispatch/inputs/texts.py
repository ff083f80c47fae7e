"""Bodies of the verbs of a written conversation with a caller."""

from typing import Any

from rest_framework import serializers

from dispatch.inputs.fields import Strict, Verb, Words
from dispatch.inputs.ringing import ProviderRef, one_of

TEXT_MAX = 4_000  # characters: many times what a carrier puts into one text


class PostText(Verb):
    call = serializers.UUIDField(required=False)
    ringing = serializers.UUIDField(required=False)
    text = Words(max_length=TEXT_MAX)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return one_of(attrs, "call", "ringing")


class CallersText(Strict):
    """What the ingest door takes of a caller's text. `ref`: the provider's name for it; the same ref, the same text."""

    ref = ProviderRef()
    words = Words(max_length=TEXT_MAX)


class ReceiveText(Verb, CallersText):
    call_ref = ProviderRef()
