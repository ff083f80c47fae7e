"""Where units were: the read behind the playback."""

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
