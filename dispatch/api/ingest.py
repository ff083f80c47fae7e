"""The ingest door: what a provider's feed sends of calls and texts, and the texts it fetches to deliver.

For machine accounts of the role `feed` alone; see docs/ingest.md. Each message becomes at most one command.
"""

from typing import Any

from django.db import connection
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import ingesting, inputs, lifecycles
from dispatch.api.shapes import answers, me, number
from dispatch.hub import hub

STANDING = {
    "type": "object",
    "required": ["ringing", "state"],
    "properties": {
        "ringing": {"type": "string", "format": "uuid"},
        "state": {"type": "string", "enum": list(lifecycles.RINGING.states)},
        "ended": {"type": "string", "nullable": True},
    },
}
TEXT = {
    "type": "object",
    "required": ["n", "from", "words", "at"],
    "properties": {
        "n": {"type": "integer"},
        "from": {"type": "string", "enum": ["caller", "desk"]},
        "words": {"type": "string"},
        "at": {"type": "string", "format": "date-time"},
    },
}
TEXTS = {"type": "object", "properties": {"results": {"type": "array", "items": TEXT}, "state": {"type": "string"}}}
NUMBERED = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}


class Timed(serializers.Serializer[Any]):
    at = serializers.DateTimeField(required=False, help_text="When it happened; never in the future. Default: now.")


class CallRings(inputs.CallRings, Timed):
    pass


class NewLocation(inputs.Location, Timed):
    pass


class LineEnds(Timed):
    how = serializers.ChoiceField(choices=lifecycles.RINGING_ENDS)


class CallersText(inputs.CallersText, Timed):
    pass


def _answer(done: ingesting.Done) -> Response:
    said, line = done
    if line:
        hub().made_here(line, connection.connection.info.backend_pid)
    return Response(said)


class RingView(APIView):
    @extend_schema(operation_id="ring", tags=["ingest"], request=CallRings, responses=answers(STANDING))
    def post(self, request: Request) -> Response:
        """Let a call ring. The same `ref` again is the same call: a location that differs is taken over."""
        return _answer(ingesting.ring(me(request), request.data))


class LocationView(APIView):
    @extend_schema(operation_id="locate", tags=["ingest"], request=NewLocation, responses=answers(STANDING))
    def post(self, request: Request, ref: str) -> Response:
        """Take a newer location of a call: only the fields that are sent."""
        return _answer(ingesting.update(me(request), ref, request.data))


class EndView(APIView):
    @extend_schema(operation_id="end", tags=["ingest"], request=LineEnds, responses=answers(STANDING))
    def post(self, request: Request, ref: str) -> Response:
        """End a call's line. Repeated, it answers the same."""
        return _answer(ingesting.end(me(request), ref, request.data))


class TextsView(APIView):
    @extend_schema(operation_id="receive", tags=["ingest"], request=CallersText, responses=answers(NUMBERED))
    def post(self, request: Request, ref: str) -> Response:
        """Take a caller's text. The same `ref` again is the same text."""
        return _answer(ingesting.receive(me(request), ref, request.data))

    @extend_schema(
        operation_id="texts",
        tags=["ingest"],
        parameters=[OpenApiParameter("since", int)],
        responses=answers(TEXTS),
    )
    def get(self, request: Request, ref: str) -> Response:
        """Return the texts after number `since`, at most 200: those from the desk are to be delivered."""
        return Response(ingesting.texts(me(request), ref, number(request, "since", 0)))
