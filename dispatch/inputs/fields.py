"""What every shape is made of: text as it was typed, names, strictness, and what every verb takes."""

import re
import unicodedata
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from dispatch import lifecycles

NARRATIVE_MAX = 20_000  # characters
BODY_MAX = 256 * 1024  # bytes of a request
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z .\-]*")


class Text(serializers.CharField):
    """Text from people: control characters are refused, everything else is kept exactly as typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("trim_whitespace", False)
        super().__init__(**kwargs)

    def to_internal_value(self, given: Any) -> str:
        text: str = super().to_internal_value(given)
        if found := CONTROL.search(text):
            raise serializers.ValidationError(
                f"Holds the control character U+{ord(found.group()):04X}, which cannot be stored."
            )
        return text


class Words(Text):
    """Text that must say something: blanks alone are not a reason."""

    def to_internal_value(self, given: Any) -> str:
        text = super().to_internal_value(given)
        if not text.strip():
            raise serializers.ValidationError("Write at least a word.")
        return text


class Identifier(Text):
    """A call sign, an incident number: letters, digits, dot, hyphen; nothing invisible or reversed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 16)
        super().__init__(**kwargs)

    def to_internal_value(self, given: Any) -> str:
        text = super().to_internal_value(given)
        if hidden := [c for c in text if unicodedata.category(c) in ("Cf", "Zl", "Zp")]:
            raise serializers.ValidationError(
                f"Holds the invisible character U+{ord(hidden[0]):04X}: type it again by hand."
            )
        if not IDENTIFIER.fullmatch(text):
            raise serializers.ValidationError("May hold only letters, digits, blanks, dots and hyphens.")
        return text.strip().upper()


class Strict(serializers.Serializer[Any]):
    """Refuses fields it does not know, so that a misspelt one never silently does nothing."""

    def to_internal_value(self, given: Any) -> Any:
        if isinstance(given, dict) and (unknown := sorted(set(given) - set(self.fields))):
            raise serializers.ValidationError({name: ["There is no such field."] for name in unknown})
        return super().to_internal_value(given)


class Verb(Strict):
    """What every verb takes. `at`: when it happened, never in the future (default: now)."""

    request_id = serializers.UUIDField()
    at = serializers.DateTimeField(required=False)
    source = serializers.ChoiceField(choices=lifecycles.SOURCES, required=False)

    def validate_at(self, at: Any) -> Any:
        if at > timezone.now():
            raise serializers.ValidationError("Lies in the future.")
        return at


class Place(Strict):
    """Where it is. `place_verified`: chosen from the gazetteer or confirmed, not just typed; needs a position."""

    address = Text(max_length=300)
    apartment = Text(max_length=40, allow_blank=True, required=False)
    gate = Text(max_length=40, allow_blank=True, required=False)
    municipality = Text(max_length=60, allow_blank=True, required=False)
    cross_street = Text(max_length=120, allow_blank=True, required=False)
    uncertainty_m = serializers.IntegerField(min_value=0, max_value=100_000, required=False, allow_null=True)
    place_verified = serializers.BooleanField(required=False)
    lat = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True)
    lon = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True)


class Answers(serializers.DictField):
    """Ticked answers by question. Which questions and answers exist, the protocol in force says."""

    child = Text(max_length=200)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_entries = 60

    def to_internal_value(self, given: Any) -> dict[str, str]:
        if isinstance(given, dict) and len(given) > self.max_entries:
            raise serializers.ValidationError(f"Holds more than {self.max_entries} answers.")
        answers: dict[str, str] = super().to_internal_value(given)
        return answers


class OnIncident(Verb):
    incident = Identifier()


class OnUnit(Verb):
    unit = Identifier()


class OnJob(OnIncident):
    unit = Identifier()


class Where(Strict):
    """Where a phone was at a tap (WGS 84): `accuracy_m` as it estimates itself, `at` when it was measured."""

    lat = serializers.FloatField(min_value=-90, max_value=90)
    lon = serializers.FloatField(min_value=-180, max_value=180)
    accuracy_m = serializers.FloatField(min_value=0, max_value=100_000, required=False)
    at = serializers.DateTimeField(required=False)


class Step(OnJob):
    """A unit's progress. `position`: of whoever reports it for the own unit, and allows it."""

    position = Where(required=False)


def both_coordinates(attrs: dict[str, Any]) -> dict[str, Any]:
    if (attrs.get("lat") is None) != (attrs.get("lon") is None):
        raise serializers.ValidationError({"lat": ["Give lat and lon together, or neither."]})
    return attrs
