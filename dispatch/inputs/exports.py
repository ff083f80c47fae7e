"""Bodies of the verbs about files that leave the product."""

from typing import Any, Final

from rest_framework import serializers

from dispatch import roles
from dispatch.inputs.fields import Text, Verb, Words

CSV, XLSX = "csv", "xlsx"
FORMATS: Final = (CSV, XLSX)
DIRECTIONS: Final = ("toward", "away", "neither")
WHATS: Final = tuple(roles.EXPORTABLE)
# What else is named for each: the first is needed.
NAMED: Final[dict[str, tuple[str, ...]]] = {
    "roster": (),
    "flips": ("replay", "direction", "area"),
    "ladder": ("first", "last"),
    "debrief": ("run",),
}


class AskExport(Verb):
    """`replay`, `direction`, `area` for `flips`; `first` and `last` (local days) for `ladder`; `run` for `debrief`."""

    what = serializers.ChoiceField(choices=WHATS)
    file_format = serializers.ChoiceField(choices=FORMATS, default=CSV)
    reason = Words(max_length=200)
    replay = serializers.UUIDField(required=False)
    direction = serializers.ChoiceField(choices=DIRECTIONS, required=False)
    area = Text(max_length=80, required=False)
    first = serializers.DateField(required=False)
    last = serializers.DateField(required=False)
    run = serializers.UUIDField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        what, named = attrs["what"], NAMED[attrs["what"]]
        given = {name for names in NAMED.values() for name in names if name in attrs}
        if strange := sorted(given - set(named)):
            raise serializers.ValidationError({strange[0]: [f"Does not go with {what}."]})
        if named and named[0] not in given:
            raise serializers.ValidationError({named[0]: ["Say which."]})
        if attrs["file_format"] == XLSX and what != "roster":
            raise serializers.ValidationError({"file_format": [f"There is no Excel file of {what}."]})
        return attrs


class ApproveExport(Verb):
    export = serializers.UUIDField()
