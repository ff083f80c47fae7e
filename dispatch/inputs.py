"""The shape of every verb's body. Unknown fields are refused; text stays as it was typed."""

import re
import unicodedata
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from dispatch import lifecycles
from responders import duty, kinds

NARRATIVE_MAX = 20_000  # characters
BODY_MAX = 256 * 1024  # bytes of a request
LARGER_BODIES = {"start_replay": 6 * 1024 * 1024, "save_protocol_draft": 1024 * 1024}
PROTOCOL_MAX = 200_000  # characters
LABELLED_MAX = 5 * 1024 * 1024  # characters; bytes are counted where the lines are read
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
ALERT_KEY = re.compile(r"[A-Z0-9\-]{3,16}/A[0-9]{1,6}")
WORDS_MIN = 3  # characters that give a reason in words
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
    address = Text(max_length=300)
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


class CallerWords(Strict):
    """What a call-taker types about a call; used to take one and to change one."""

    caller_name = Text(max_length=120, allow_blank=True, required=False)
    callback = Text(max_length=40, allow_blank=True, required=False)
    narrative = Text(max_length=NARRATIVE_MAX, allow_blank=True, required=False)
    call_type = Identifier(allow_blank=True, required=False)
    answers = Answers(required=False)
    language = Identifier(max_length=8, required=False)

    def validate_language(self, language: str) -> str:
        return language.lower()


class TakeCall(Verb, Place, CallerWords):
    attach_to = Identifier(required=False)
    draft = serializers.UUIDField(required=False)
    source = serializers.ChoiceField(choices=lifecycles.CALL_SOURCES, default="911")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _both_coordinates(attrs)


class UpdateCall(Verb, Place, CallerWords):
    call = serializers.UUIDField()
    address = Text(max_length=300, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _both_coordinates(attrs)


class OnIncident(Verb):
    incident = Identifier()


class AddNote(OnIncident):
    text = Text(max_length=NARRATIVE_MAX)
    compartment = serializers.ChoiceField(choices=("common", "law", "care"), default="common")


class SetPriority(OnIncident):
    priority = serializers.ChoiceField(choices=lifecycles.PRIORITIES)
    reason = Text(max_length=300)


class HoldIncident(OnIncident):
    reason = Text(max_length=300)
    until = serializers.DateTimeField(required=False, allow_null=True)

    def validate_until(self, until: Any) -> Any:
        if until and until <= timezone.now():
            raise serializers.ValidationError("Lies in the past.")
        return until


class CloseIncident(OnIncident):
    disposition = serializers.ChoiceField(choices=lifecycles.DISPOSITIONS)
    outcome = serializers.ChoiceField(choices=lifecycles.OUTCOMES, required=False)
    reason = Text(max_length=500, allow_blank=True, required=False)


class RecordOutcome(OnIncident):
    outcome = serializers.ChoiceField(choices=lifecycles.OUTCOMES)
    reason = Text(max_length=500, allow_blank=True, required=False)


class ReopenIncident(OnIncident):
    reason = Text(max_length=300)


class AlertKey(Text):
    """An alert's name, `LA26-000123/A1`."""

    def to_internal_value(self, given: Any) -> str:
        key = super().to_internal_value(given).strip().upper()
        if not ALERT_KEY.fullmatch(key):
            raise serializers.ValidationError("Is no alert's name: one looks like LA26-000123/A1.")
        return key


class AcknowledgeAlert(OnIncident):
    alert = AlertKey(max_length=30)


class OverrideTriage(OnIncident):
    """`response`: who shall go, the primary first."""

    response = serializers.ListField(
        child=serializers.ChoiceField(choices=kinds.ALL), allow_empty=False, max_length=len(kinds.ALL)
    )
    determination = serializers.ChoiceField(choices=lifecycles.DETERMINATIONS, required=False)
    reason_code = serializers.ChoiceField(choices=lifecycles.OVERRIDE_REASONS)
    words = Text(max_length=500)

    def validate_response(self, response: list[str]) -> list[str]:
        if len(set(response)) < len(response):
            raise serializers.ValidationError("Names a kind twice.")
        if kinds.NO_DISPATCH in response and len(response) > 1:
            raise serializers.ValidationError("Sends nobody and somebody: choose.")
        return response

    def validate_words(self, words: str) -> str:
        if len(words.strip()) < WORDS_MIN:
            raise serializers.ValidationError("Say in words why.")
        return words


class ConfirmOverride(OnIncident):
    agree = serializers.BooleanField()
    words = Text(max_length=500, allow_blank=True, required=False)


class AttachCall(OnIncident):
    call = serializers.UUIDField()


class FlagBias(OnIncident):
    call = serializers.UUIDField(required=False)
    reasons = serializers.ListField(
        child=serializers.ChoiceField(choices=list(lifecycles.BIAS_REASONS)), min_length=1, max_length=7
    )
    note = Words(max_length=2_000)
    quotes = serializers.ListField(child=Words(max_length=500), required=False, max_length=20)

    def validate_reasons(self, reasons: list[str]) -> list[str]:
        return [reason for reason in lifecycles.BIAS_REASONS if reason in reasons]


class OnBiasFlag(OnIncident):
    flag = serializers.IntegerField(min_value=1, max_value=10_000)


class ReviewBiasFlag(OnBiasFlag):
    decision = serializers.ChoiceField(choices=list(lifecycles.BIAS_DECISIONS))
    reason = Words(max_length=2_000)


class ExportBiasReferral(OnBiasFlag):
    recipient = Words(max_length=200)
    reason = Words(max_length=500)


class OnJob(OnIncident):
    unit = Identifier()


class AssignUnit(OnJob):
    role = serializers.ChoiceField(choices=lifecycles.ROLES_ON_JOB, default="primary")
    rank_seen = Text(max_length=200, allow_blank=True, required=False)
    reason = Text(max_length=500, allow_blank=True, required=False)


class Decline(OnJob):
    reason = Text(max_length=300)


class ClearUnit(OnJob):
    disposition = serializers.ChoiceField(choices=lifecycles.DISPOSITIONS)


class CancelAssignment(OnJob):
    reason = Text(max_length=300)


class OnUnit(Verb):
    unit = Identifier()


class SignOn(OnUnit):
    until = serializers.DateTimeField(required=False, allow_null=True)


class SetUnitStatus(OnUnit):
    status = serializers.ChoiceField(choices=(duty.AVAILABLE, duty.UNAVAILABLE))
    reason = Text(max_length=200, allow_blank=True, required=False)


class OnProtocolDraft(Verb):
    """`version`: the SHA-256 of the text that the person read; refused when it is another by now."""

    draft = serializers.UUIDField()
    version = Text(max_length=64, allow_blank=True, required=False)


class SaveProtocolDraft(Verb):
    """`draft` is a new UUID for a new draft. `seen`: the version last read, so that nobody is overwritten."""

    draft = serializers.UUIDField()
    name = Text(max_length=80)
    text = Text(max_length=PROTOCOL_MAX, allow_blank=True)
    note = Text(max_length=500, allow_blank=True, required=False)
    seen = Text(max_length=64, allow_blank=True, required=False)


class WithdrawProtocol(Verb):
    draft = serializers.UUIDField()
    reason = Text(max_length=300)


class StartReplay(Verb):
    """`sample`: the newest so many incidents (0: all on record). `labelled_text`: JSON lines, 5 MB at most."""

    draft = serializers.UUIDField()
    over = serializers.ChoiceField(choices=("record", "labelled"))
    sample = serializers.IntegerField(min_value=0, max_value=10_000_000, required=False)
    labelled_text = Text(max_length=LABELLED_MAX, allow_blank=True, required=False)


class Assess(Strict):
    """What `POST /api/triage/assess/` takes; nothing of it is stored."""

    narrative = Text(max_length=NARRATIVE_MAX, allow_blank=True)
    answers = Answers(default=dict)
    call_type = Identifier(allow_blank=True, required=False)


def _both_coordinates(attrs: dict[str, Any]) -> dict[str, Any]:
    if (attrs.get("lat") is None) != (attrs.get("lon") is None):
        raise serializers.ValidationError({"lat": ["Give lat and lon together, or neither."]})
    return attrs
