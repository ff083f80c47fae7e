"""Bodies of the verbs about trackers."""

from django.core.validators import RegexValidator
from rest_framework import serializers

from dispatch import fixes
from dispatch.inputs.fields import OnUnit, Text, Verb
from dispatch.inputs.rosters import Username
from responders.models import Tracker


class Device(Text):
    """A tracker's own name for itself: signs that can be seen, at most 64."""

    def __init__(self) -> None:
        super().__init__(max_length=64)

    def to_internal_value(self, given: object) -> str:
        text = super().to_internal_value(given)
        if not fixes.DEVICE.fullmatch(text):
            raise serializers.ValidationError("May hold only plain letters, digits and signs, no blank at its ends.")
        return text


class EnrolTracker(OnUnit):
    device = Device()
    carried = serializers.ChoiceField(choices=Tracker.CARRIED)
    consent = Text(max_length=80, allow_blank=True, required=False)


class EndTracker(Verb):
    device = Device()


class OnGateway(Verb):
    gateway = Username()


class WithToken(OnGateway):
    """A new token, which the server never sees: `digest` is its SHA-256 in hex, `prefix` its first eight characters."""

    prefix = serializers.CharField(validators=[RegexValidator(r"\A[A-Za-z0-9_-]{8}\Z", "Are eight letters or digits.")])
    digest = serializers.CharField(validators=[RegexValidator(r"\A[0-9a-f]{64}\Z", "Is a SHA-256 in hex.")])
