"""Bodies of the verbs about the settings of the centre."""

from rest_framework import serializers

from dispatch.inputs.fields import Text, Verb


class SaveSetting(Verb):
    name = Text(max_length=24)
    value = serializers.JSONField()
    seen = serializers.IntegerField(min_value=0)  # the version that was changed
