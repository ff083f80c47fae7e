"""Bodies of the verbs about where an incident is."""

from typing import Any

from dispatch.inputs.fields import OnIncident, Place, Words, both_coordinates


class VerifyPlace(OnIncident, Place):
    """A candidate's place, or nothing more than the incident: confirmed as it stands."""

    address = Words(max_length=300, required=False)
    place_verified = None  # what the verb itself says

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return both_coordinates(attrs)
