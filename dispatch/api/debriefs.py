"""The debrief of drills: which scenarios were played, and what each came to."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import debriefing
from dispatch.api.shapes import ERRORS, answers, me


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


class DebriefFileView(APIView):
    @extend_schema(responses={(200, "text/csv"): OpenApiResponse(str), **ERRORS})
    def get(self, request: Request, run: UUID) -> HttpResponse:
        """Return the same as a CSV file, a line a call."""
        answer = HttpResponse(debriefing.as_csv(me(request), str(run)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="debrief-{str(run)[:8]}.csv"'
        return answer
