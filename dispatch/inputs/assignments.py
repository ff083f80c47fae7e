"""Bodies of the verbs about a unit on an incident."""

from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import OnJob, Step, Text


class AssignUnit(OnJob):
    role = serializers.ChoiceField(choices=lifecycles.ROLES_ON_JOB, default="primary")
    rank_seen = Text(max_length=200, allow_blank=True, required=False)
    reason = Text(max_length=500, allow_blank=True, required=False)


class OnScene(Step):
    """`though_held`: why an unarmed unit is there although a staging hold stands. The floor is alerted to it."""

    though_held = Text(max_length=300, allow_blank=True, required=False)


class Decline(Step):
    reason = Text(max_length=300)


class ClearUnit(Step):
    disposition = serializers.ChoiceField(choices=lifecycles.DISPOSITIONS)


class CancelAssignment(OnJob):
    reason = Text(max_length=300)
