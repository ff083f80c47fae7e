"""Bodies of the verbs about a phone that may be told of a job, and of what became of a notice."""

import re
from typing import Any

from rest_framework import serializers

from dispatch import lifecycles, pushes
from dispatch.inputs.fields import OnJob, Text, Verb

KEY = re.compile(r"[A-Za-z0-9_-]{16,120}={0,2}")


class SubscribeDevice(Verb):
    """A push subscription as the browser gives it (RFC 8030, RFC 8291). Only known push services are written to."""

    endpoint = Text(max_length=1000)
    p256dh = Text(max_length=120)
    auth = Text(max_length=60)
    language = serializers.ChoiceField(choices=("en", "es"), default="en")

    def validate_endpoint(self, endpoint: str) -> str:
        if problem := pushes.fault(endpoint):
            raise serializers.ValidationError(problem)
        return endpoint

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for name in ("p256dh", "auth"):
            if not KEY.fullmatch(attrs[name]):
                raise serializers.ValidationError({name: ["Is not a key in base64url."]})
        return attrs


class UnsubscribeDevice(Verb):
    endpoint = Text(max_length=1000)


class ReportNotice(OnJob):
    state = serializers.ChoiceField(choices=lifecycles.NOTICES)
