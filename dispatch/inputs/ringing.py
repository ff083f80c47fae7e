"""Bodies of the verbs about ringing calls. A feed names a call by its own `ref`, a desk by ours (`ringing`)."""

import math
import re
from typing import Any

from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import Strict, Text, Verb, both_coordinates

# RFC 3986's characters of an opaque name: NENA's call identifiers are URNs (urn:emergency:uid:callid:...).
PROVIDER_REF = re.compile(r"[0-9A-Za-z][0-9A-Za-z:._@~+\-]*")
SERVICE = re.compile(r"[0-9A-Z$]{1,8}")


class ProviderRef(Text):
    """A provider's own name for a call or a text: letters, digits and `: . _ @ ~ + -`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def to_internal_value(self, given: Any) -> str:
        text = super().to_internal_value(given)
        if not PROVIDER_REF.fullmatch(text):
            raise serializers.ValidationError("May hold only letters, digits and : . _ @ ~ + -")
        return text


class Finite(serializers.FloatField):
    """A number that exists: neither NaN nor infinite."""

    def to_internal_value(self, given: Any) -> float:
        number: float = super().to_internal_value(given)
        if not math.isfinite(number):
            raise serializers.ValidationError("A valid number is required.")
        return number


class Location(Strict):
    """Where a call comes from, as its provider says: WGS 84, metres of uncertainty, NENA's class of service."""

    address = Text(max_length=300, allow_blank=True, required=False)
    lat = Finite(min_value=-90, max_value=90, required=False, allow_null=True)
    lon = Finite(min_value=-180, max_value=180, required=False, allow_null=True)
    uncertainty_m = Finite(min_value=0, max_value=1_000_000, required=False, allow_null=True)
    class_of_service = Text(max_length=8, allow_blank=True, required=False)

    def validate_class_of_service(self, code: str) -> str:
        code = code.strip().upper()
        if code and not SERVICE.fullmatch(code):
            raise serializers.ValidationError("Is a code of letters and digits, such as RESD, WPH2 or VOIP.")
        return code

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return both_coordinates(attrs)


class CallRings(Location):
    """What the ingest door takes of a new call."""

    ref = ProviderRef()
    number = Text(max_length=40, allow_blank=True, required=False)
    name = Text(max_length=120, allow_blank=True, required=False)
    medium = serializers.ChoiceField(choices=lifecycles.MEDIA, default="voice")


class RingCall(Verb, CallRings):
    pass


class UpdateRinging(Verb, Location):
    ref = ProviderRef()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not set(Location().fields) & set(attrs):
            raise serializers.ValidationError({"lat": ["Send what is new: a position, an address, its uncertainty."]})
        return both_coordinates(attrs)


class OnRinging(Verb):
    ringing = serializers.UUIDField()


class ClaimCall(OnRinging):
    take_over = serializers.BooleanField(default=False)


class EndRinging(Verb):
    ringing = serializers.UUIDField(required=False)
    ref = ProviderRef(required=False)
    how = serializers.ChoiceField(choices=lifecycles.RINGING_ENDS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return one_of(attrs, "ringing", "ref")


def one_of(attrs: dict[str, Any], first: str, second: str) -> dict[str, Any]:
    if (first in attrs) == (second in attrs):
        raise serializers.ValidationError({first: [f"Give {first} or {second}, one of the two."]})
    return attrs
