"""Bodies of the verbs about a unit's duty."""

from rest_framework import serializers

from dispatch.inputs.fields import OnUnit, Text
from responders import duty


class SignOn(OnUnit):
    until = serializers.DateTimeField(required=False, allow_null=True)


class SetUnitStatus(OnUnit):
    status = serializers.ChoiceField(choices=(duty.AVAILABLE, duty.UNAVAILABLE))
    reason = Text(max_length=200, allow_blank=True, required=False)
