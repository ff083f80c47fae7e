"""The debrief of drills: which scenarios were played, and what each came to."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import debriefing
from dispatch.api.shapes import answers, me


class DebriefsView(APIView):
    @extend_schema(operation_id="debriefs", responses=answers())
    def get(self, request: Request) -> Response:
        """Return the scenarios that were played here, newest first."""
        return Response(debriefing.runs(me(request)))


class DebriefView(APIView):
    @extend_schema(operation_id="debrief", responses=answers())
    def get(self, request: Request, run: UUID) -> Response:
        """Return what a run of a scenario came to, from the log alone: times, choices, people."""
        return Response(debriefing.one(me(request), str(run)))
