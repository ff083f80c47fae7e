"""Bodies of the verbs of training: a scenario's start, the calls that belong to it, its end."""

from rest_framework import serializers

from dispatch import lifecycles
from dispatch.inputs.fields import Identifier, Strict, Text, Verb
from responders import kinds

WORDS_MAX = 600
DAY = 86_400  # seconds


class Expectation(Strict):
    """What a trainee should decide about one call: kinds that go, kinds that stay away, limits in seconds."""

    call = serializers.SlugField(max_length=40)
    send = serializers.ListField(child=serializers.ChoiceField(choices=kinds.ALL), max_length=8, required=False)
    never = serializers.ListField(child=serializers.ChoiceField(choices=kinds.ALL), max_length=8, required=False)
    priority = serializers.ChoiceField(choices=lifecycles.PRIORITIES, required=False)
    answered_within = serializers.IntegerField(min_value=1, max_value=DAY, required=False)
    assigned_within = serializers.IntegerField(min_value=1, max_value=DAY, required=False)
    acknowledged_within = serializers.IntegerField(min_value=1, max_value=DAY, required=False)
    why = Text(max_length=WORDS_MAX)


class StartScenario(Verb):
    run = serializers.UUIDField()
    scenario = serializers.SlugField(max_length=60)
    title = Text(max_length=120)
    brief = Text(max_length=2000, allow_blank=True)
    speed = serializers.FloatField(min_value=0, max_value=1000, default=1.0)
    expect = Expectation(many=True)


class OnScenario(Verb):
    run = serializers.UUIDField()


class CueCall(OnScenario):
    """`incident` is left out while the call rings: a trainee opens it, and it is known again by `callback`."""

    call = serializers.SlugField(max_length=40)
    callback = Text(max_length=40)
    incident = Identifier(required=False)
