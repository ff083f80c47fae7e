"""Where units were: the read behind the playback, and who read it."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import inputs, playback
from dispatch.api.shapes import answers, me
from dispatch.errors import invalid

FIX = {"type": "array", "items": {}, "description": "at, lat, lon, accuracy, speed, heading, told"}
UNIT = {"type": "object", "properties": {"unit": {"type": "string"}, "fixes": {"type": "array", "items": FIX}}}
TIME = {"type": "string", "format": "date-time"}
TRACKS = {
    "type": "object",
    "required": ["from", "to", "kept_from", "gap", "incident", "units", "moves"],
    "properties": {
        "from": TIME,
        "to": TIME,
        "kept_from": TIME,
        "gap": {"type": "integer", "description": "Seconds without a position after which the way is not known"},
        "units": {"type": "array", "items": UNIT},
    },
}


READ = {"type": "object", "required": ["n", "at", "by", "units", "incident", "from", "to", "fixes"]}
READS = {
    "type": "object",
    "required": ["results", "next"],
    "properties": {"results": {"type": "array", "items": READ}, "next": {"type": "integer", "nullable": True}},
}


class Page(serializers.Serializer[Any]):
    before = serializers.IntegerField(required=False, min_value=1, max_value=2**62)


class Asked(serializers.Serializer[Any]):
    since = serializers.DateTimeField(required=False)
    until = serializers.DateTimeField(required=False)
    incident = inputs.Identifier(required=False)
    units = serializers.ListField(child=inputs.Identifier(), max_length=200)


class TracksView(APIView):
    @extend_schema(
        operation_id="tracks",
        parameters=[
            OpenApiParameter("from", datetime),
            OpenApiParameter("to", datetime, description="Default: now, or the incident's end"),
            OpenApiParameter("incident", str, description="Its period and the units that were sent"),
            OpenApiParameter("unit", str, many=True),
        ],
        responses=answers(TRACKS),
    )
    def get(self, request: Request) -> Response:
        """Return where units were in at most 24 hours: to supervisors, and to an agency's admin of their own units."""
        names = {"from": "since", "to": "until", "incident": "incident"}
        given = {
            ours: request.query_params[theirs] for theirs, ours in names.items() if request.query_params.get(theirs)
        }
        asked = Asked(data=given | {"units": request.query_params.getlist("unit")})
        if not asked.is_valid():
            theirs = {"since": "from", "until": "to", "units": "unit"}
            raise invalid({theirs.get(name, name): says for name, says in asked.errors.items()})
        said = {"since": None, "until": None} | asked.validated_data
        return Response(playback.read(me(request), **said))


class ReadsView(APIView):
    @extend_schema(operation_id="tracks_reads", parameters=[OpenApiParameter("before", int)], responses=answers(READS))
    def get(self, request: Request) -> Response:
        """Return who looked at where units were, newest first, 50 a page: to supervisors and auditors."""
        asked = Page(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return Response(playback.looked(me(request), asked.validated_data.get("before")))
