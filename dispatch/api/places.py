"""Reads for whoever types a place: candidates, what is known nearby, and places nobody has confirmed."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import board, inputs, neighbourhood, whereabouts
from dispatch.api.shapes import answers, me, number


class PlacesView(APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter("q", description="what was typed: a place, an address, a crossing, coordinates"),
            OpenApiParameter("near", description="lat,lon: decides between equally likely candidates"),
            OpenApiParameter("limit", int),
        ],
        responses=answers(),
    )
    def get(self, request: Request) -> Response:
        """Return candidates for a typed place, the likeliest first, with area and the agencies in service there."""
        asked = {name: request.query_params.get(name, "") for name in ("q", "near")}
        limit = number(request, "limit", whereabouts.SHOWN)
        return Response(whereabouts.candidates(me(request), asked["q"][:300], asked["near"][:60], limit))


class Nearby(inputs.Strict):
    """What is typed so far. Everything may be missing."""

    address = inputs.Text(max_length=300, allow_blank=True, default="")
    lat = serializers.FloatField(min_value=-90, max_value=90, default=None, allow_null=True)
    lon = serializers.FloatField(min_value=-180, max_value=180, default=None, allow_null=True)
    callback = inputs.Text(max_length=40, allow_blank=True, default="")
    incident = inputs.Identifier(allow_blank=True, default="")


class NearbyView(APIView):
    @extend_schema(parameters=[Nearby], responses=answers())
    def get(self, request: Request) -> Response:
        """Return open incidents nearby, earlier calls from this place or number, and premise cautions."""
        return self._found(request, {name: value for name, value in request.query_params.items() if value})

    @extend_schema(operation_id="intake_nearby_kept_out_of_addresses", request=Nearby, responses=answers())
    def post(self, request: Request) -> Response:
        """Return the same; the number does not stand in an address that a proxy may log. Changes nothing."""
        return self._found(request, request.data)

    def _found(self, request: Request, given: object) -> Response:
        asked = Nearby(data=given)
        asked.is_valid(raise_exception=True)
        return Response(neighbourhood.nearby(me(request), timezone.now(), **asked.validated_data))


class UnverifiedView(APIView):
    @extend_schema(operation_id="unverified_places", parameters=[OpenApiParameter("after")], responses=answers())
    def get(self, request: Request) -> Response:
        """Return open incidents whose place nobody has confirmed, the newest first: a work list."""
        return Response(board.unverified(me(request), request.query_params.get("after", "")[:16]))
