"""Bodies of the verbs about a unit's duty."""

from rest_framework import serializers

from dispatch.inputs.fields import Identifier, OnUnit, Text
from dispatch.inputs.rosters import Username
from responders import duty


class SignOn(OnUnit):
    """`crew`: who is on it (left out: whom the schedule has on it now); `until`: left out, the end of their shifts."""

    until = serializers.DateTimeField(required=False, allow_null=True)
    crew = serializers.ListField(child=Username(), min_length=1, max_length=12, required=False)
    vehicle = Identifier(required=False)
    radio = Identifier(required=False)


class SetUnitStatus(OnUnit):
    status = serializers.ChoiceField(choices=(duty.AVAILABLE, duty.UNAVAILABLE))
    reason = Text(max_length=200, allow_blank=True, required=False)
