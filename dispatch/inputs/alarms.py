"""Bodies of the verbs about alarms, emergencies and check-ins."""

from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import Identifier, OnUnit, Text, Verb, Words


class RaiseAlarm(Verb):
    kind = Text(max_length=24)
    about = Text(max_length=80)  # the source
    incident = Identifier(required=False)


class OnAlarm(Verb):
    alarm = serializers.UUIDField()


class EndAlarm(OnAlarm):
    about = Text(max_length=80)


class EndEmergency(OnUnit):
    how = serializers.ChoiceField(choices=lifecycles.EMERGENCY_ENDS)
    words = Words(max_length=250)
