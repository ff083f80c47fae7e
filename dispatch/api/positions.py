"""Positions come in: batches of our own shape, and what Traccar and OwnTracks send. See docs/positions.md.

Neither commands nor events: the newest counts. What a phone or a gateway keeps to itself is nobody's business here.
"""

import binascii
from base64 import b64decode
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import authentication, exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import fixes, inputs, positions, principals, trackers
from dispatch.api.shapes import OBJECT, answers, me
from dispatch.authentication import SessionAuthentication, TokenAuthentication

COUNT = {"type": "integer"}
TAKEN = {"type": "object", "required": ["taken", "moved", "off_shift"]}
TAKEN |= {"properties": {"taken": COUNT, "moved": COUNT, "off_shift": COUNT}}
NOTHING: dict[str, Any] = {"type": "array", "items": {}, "maxItems": 0}
OSMAND = [
    OpenApiParameter("id", str, required=True),
    OpenApiParameter("lat", float, required=True),
    OpenApiParameter("lon", float, required=True),
    *[OpenApiParameter(name, str) for name in ("timestamp", "accuracy", "speed", "bearing")],
]


class TrackerAuthentication(authentication.BaseAuthentication):
    """HTTP Basic, for trackers that know nothing else: any name, and an API token as the password."""

    def authenticate(self, request: Request) -> tuple[principals.Principal, str] | None:
        word, _, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if word.lower() != "basic":
            return None
        try:
            token = b64decode(text.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            token = ""
        principal = principals.of_token(token) if token else None
        if principal is None:
            raise exceptions.AuthenticationFailed("The password must be an API token that is in force.")
        return principal, "token"

    def authenticate_header(self, request: Request) -> str:
        return 'Basic realm="positions"'


class TrackerScheme(OpenApiAuthenticationExtension):
    target_class = "dispatch.api.positions.TrackerAuthentication"
    name = "tracker"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "basic", "description": "Any name; an API token as the password"}


class Position(serializers.Serializer[Any]):
    """The shape in the schema; a batch is read by `dispatch.fixes`, which says why."""

    unit = inputs.Identifier(required=False, help_text="The call sign. Either this or `device`.")
    device = serializers.CharField(required=False, max_length=64, help_text="An enrolled tracker.")
    lat = serializers.FloatField(min_value=-90, max_value=90)
    lon = serializers.FloatField(min_value=-180, max_value=180)
    at = serializers.DateTimeField(required=False, help_text="The tracker's time; not in the future.")
    accuracy = serializers.FloatField(required=False, help_text="Metres.")
    speed = serializers.FloatField(required=False, help_text="Metres per second.")
    heading = serializers.FloatField(required=False, help_text="Degrees clockwise from north.")
    source = serializers.ChoiceField(required=False, choices=fixes.SOURCES)


class PositionsView(APIView):
    @extend_schema(request=Position(many=True), responses=answers(TAKEN))
    def post(self, request: Request) -> Response:
        """Take a batch of at most 1,000 positions (WGS 84), all or nothing; bad ones are named by number."""
        return Response(positions.take(me(request), request.data))


class TrackerView(APIView):
    authentication_classes = [TrackerAuthentication, TokenAuthentication, SessionAuthentication]


class TraccarView(TrackerView):
    @extend_schema(operation_id="traccar", request={"application/json": OBJECT}, responses=answers(TAKEN))
    def post(self, request: Request) -> Response:
        """Take what a Traccar server forwards: `{position, device}`, or a list of them."""
        return Response(positions.take(me(request), trackers.traccar(request.data)))


class OsmAndView(TrackerView):
    @extend_schema(operation_id="osmand", parameters=OSMAND, request=None, responses=answers(TAKEN))
    def post(self, request: Request) -> Response:
        """Take one position in OsmAnd's query, as Traccar's own client sends it."""
        return Response(positions.take(me(request), trackers.osmand(request.query_params)))


class OwnTracksView(TrackerView):
    @extend_schema(operation_id="owntracks", request={"application/json": OBJECT}, responses=answers(NOTHING))
    def post(self, request: Request) -> Response:
        """Take an OwnTracks message (HTTP mode). Only locations are kept; the answer is always an empty list."""
        if items := trackers.owntracks(request.data, request.headers):
            positions.take(me(request), items)
        return Response([])
