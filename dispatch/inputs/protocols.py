"""Bodies of the verbs about triage protocols."""

from rest_framework import serializers

from dispatch.inputs.fields import Text, Verb

LARGER_BODIES = {"start_replay": 6 * 1024 * 1024, "save_protocol_draft": 1024 * 1024}
PROTOCOL_MAX = 200_000  # characters
LABELLED_MAX = 5 * 1024 * 1024  # characters; bytes are counted where the lines are read


class OnProtocolDraft(Verb):
    """`version`: the SHA-256 of the text that the person read; refused when it is another by now."""

    draft = serializers.UUIDField()
    version = Text(max_length=64, allow_blank=True, required=False)


class SaveProtocolDraft(Verb):
    """`draft` is a new UUID for a new draft. `seen`: the version last read, so that nobody is overwritten."""

    draft = serializers.UUIDField()
    name = Text(max_length=80)
    text = Text(max_length=PROTOCOL_MAX, allow_blank=True)
    note = Text(max_length=500, allow_blank=True, required=False)
    seen = Text(max_length=64, allow_blank=True, required=False)


class WithdrawProtocol(Verb):
    draft = serializers.UUIDField()
    reason = Text(max_length=300)


class CancelReplay(Verb):
    replay = serializers.UUIDField()


class StartReplay(Verb):
    """`sample`: the newest so many incidents (0: all on record). `labelled_text`: JSON lines, 5 MB at most."""

    draft = serializers.UUIDField()
    over = serializers.ChoiceField(choices=("record", "labelled"))
    sample = serializers.IntegerField(min_value=0, max_value=10_000_000, required=False)
    labelled_text = Text(max_length=LABELLED_MAX, allow_blank=True, required=False)
