"""Bodies of the verbs about persons and vehicles. With `n` one is changed: only the fields that are sent."""

from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import NARRATIVE_MAX, OnIncident, Text


class RecordPerson(OnIncident):
    n = serializers.IntegerField(min_value=1, max_value=9999, required=False)
    role = serializers.ChoiceField(choices=lifecycles.PERSON_ROLES, required=False)
    description = Text(max_length=1000, allow_blank=True, required=False)
    name = Text(max_length=120, allow_blank=True, required=False)
    phone = Text(max_length=40, allow_blank=True, required=False)
    health = Text(max_length=NARRATIVE_MAX, allow_blank=True, required=False)
    record = Text(max_length=NARRATIVE_MAX, allow_blank=True, required=False)


class RecordVehicle(OnIncident):
    n = serializers.IntegerField(min_value=1, max_value=9999, required=False)
    description = Text(max_length=1000, allow_blank=True, required=False)
    plate = Text(max_length=16, allow_blank=True, required=False)
    plate_state = Text(max_length=16, allow_blank=True, required=False)
