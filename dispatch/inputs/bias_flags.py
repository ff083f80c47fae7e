"""Bodies of the verbs about a suspected bias-motivated call."""

from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import OnIncident, Words


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
