"""Body of the verb that keeps what a person chose for their desk."""

from typing import Any

from rest_framework import serializers

from dispatch.inputs.fields import Strict, Text, Verb

KEYS_MAX = 200  # remapped shortcuts


class Keys(serializers.DictField):
    """Action -> key, "" for switched off."""

    child = Text(max_length=20, allow_blank=True)

    def to_internal_value(self, given: Any) -> dict[str, str]:
        if isinstance(given, dict) and len(given) > KEYS_MAX:
            raise serializers.ValidationError(f"Holds more than {KEYS_MAX} keys.")
        if isinstance(given, dict) and (long := [name for name in given if len(str(name)) > 60]):
            raise serializers.ValidationError(f"There is no action {str(long[0])[:40]}….")
        keys: dict[str, str] = super().to_internal_value(given)
        return keys


class Chosen(Strict):
    keys = Keys(required=False)
    single_keys = serializers.BooleanField(required=False)
    density = serializers.ChoiceField(choices=("roomy", "middle", "dense"), required=False)
    grouping = serializers.ChoiceField(choices=("status", "agency", "area"), required=False)
    language = serializers.ChoiceField(choices=("en", "es"), required=False, help_text="Of the field phone.")
    layout = serializers.ChoiceField(choices=("single", "map_right", "record_right", "all"), required=False)


class SavePreferences(Verb):
    preferences = Chosen()
