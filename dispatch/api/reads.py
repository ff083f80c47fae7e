"""The reads: the board, events, incidents, what to send, the protocol; and an assessment nobody stores."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import board, handover, inputs, recommending, reviewing, triaging
from dispatch.api.shapes import answers, me, number


class AssessView(APIView):
    @extend_schema(request=inputs.Assess, responses=answers())
    def post(self, request: Request) -> Response:
        """Return an assessment of words and answers. Nothing is stored."""
        asked = inputs.Assess(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(triaging.assess(**asked.validated_data))


class ProtocolView(APIView):
    @extend_schema(responses=answers())
    def get(self, request: Request) -> Response:
        """Return the protocol in force: its questions in order, and the call types."""
        return Response(triaging.protocol_card())


class BoardView(APIView):
    @extend_schema(responses=answers())
    def get(self, request: Request) -> Response:
        """Return everything a board needs to start following from `seq`, as of one moment."""
        return Response(board.snapshot(me(request)))


class AreasView(APIView):
    @extend_schema(responses=answers())
    def get(self, request: Request) -> Response:
        """Return the areas' boundaries as GeoJSON geometries; null until real ones are imported."""
        return Response({"results": board.shapes(), "next": None})


class EventsView(APIView):
    @extend_schema(
        parameters=[OpenApiParameter("since", int, required=True), OpenApiParameter("limit", int)],
        responses=answers(),
    )
    def get(self, request: Request) -> Response:
        """Return the events after `since` in order; `{seq}` alone for those the viewer may not see."""
        since, limit = number(request, "since", 0), number(request, "limit", 500)
        return Response(board.events(me(request), since, max(1, min(limit, 1000))))


class IncidentsView(APIView):
    @extend_schema(
        operation_id="incidents",
        parameters=[OpenApiParameter(name) for name in ("q", "status", "priority", "call_type", "after")],
        responses=answers(),
    )
    def get(self, request: Request) -> Response:
        """Return incidents that match, newest first, 50 at a time; `next` goes into `after`."""
        filters = {n: request.query_params.get(n, "")[:200] for n in ("q", "status", "priority", "call_type")}
        return Response(board.search(me(request), filters, request.query_params.get("after", "")[:16]))


class IncidentView(APIView):
    @extend_schema(operation_id="incident", responses=answers())
    def get(self, request: Request, incident: str) -> Response:
        """Return one incident with its calls and notes."""
        return Response(board.incident(me(request), incident))


class TimelineView(APIView):
    @extend_schema(parameters=[OpenApiParameter("after", int)], responses=answers())
    def get(self, request: Request, incident: str) -> Response:
        """Return what happened to an incident, oldest first."""
        return Response(board.timeline(me(request), incident, number(request, "after", 0)))


class HandoverView(APIView):
    @extend_schema(responses=answers())
    def get(self, request: Request, incident: str) -> Response:
        """Return everything known of an incident in the order in which whoever takes over needs it."""
        return Response(handover.of(me(request), incident))


class RecommendationView(APIView):
    @extend_schema(responses=answers())
    def get(self, request: Request, incident: str) -> Response:
        """Return the units to send, best first, with reasons; and every unit passed over with why not."""
        return Response(recommending.recommendation(me(request), incident))


class BackupView(APIView):
    @extend_schema(responses=answers())
    def get(self, request: Request, call_sign: str) -> Response:
        """Return the nearest armed backup of a unit, with its travel time and who says so."""
        return Response(recommending.backup_of(me(request), call_sign))


class BackupsView(APIView):
    @extend_schema(operation_id="backups", responses=answers())
    def get(self, request: Request) -> Response:
        """Return the nearest armed backup of every unarmed team on scene, and as of when."""
        return Response(recommending.backups(me(request)))


class OverridesView(APIView):
    @extend_schema(
        parameters=[OpenApiParameter(name) for name in ("state", "direction", "after")],
        responses=answers(),
    )
    def get(self, request: Request) -> Response:
        """Return overrides of triage, newest first, and how many went toward police and away from police."""
        filters = {n: request.query_params.get(n, "")[:40] for n in ("state", "direction", "after")}
        return Response(reviewing.overrides(me(request), **filters))
