"""Bodies of the verbs about staging until a scene is clear."""

from dispatch.inputs.fields import Identifier, OnIncident, Words


class RequireStaging(OnIncident):
    reason = Words(max_length=200)


class ClearScene(OnIncident):
    """`unit`: the armed unit on scene that reports it clear; `words`: what it says, or who says so."""

    unit = Identifier(required=False)
    words = Words(max_length=300)
