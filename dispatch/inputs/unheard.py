"""Bodies of the verbs about units that missed their check-in. The system's own."""

from rest_framework import serializers

from dispatch.inputs.fields import Verb


class EndMissedCheckIn(Verb):
    missed = serializers.UUIDField()
