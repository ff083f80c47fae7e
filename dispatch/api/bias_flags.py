"""Reads for reviewers: flags of suspected bias, statistics, the file of a referral."""

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import lifecycles, reviews
from dispatch.api.shapes import ERRORS, answers, me

STATES = [reviews.WAITING] + [state for state in lifecycles.BIAS_FLAG.states if state != lifecycles.EXPIRED]
ZIP = {(200, "application/zip"): OpenApiResponse(bytes)}


class BiasFlagsView(APIView):
    @extend_schema(
        parameters=[OpenApiParameter("state", enum=STATES), OpenApiParameter("incident"), OpenApiParameter("after")],
        responses=answers(),
    )
    def get(self, request: Request) -> Response:
        """Return flags with their frozen records, 50 at a time, and how many are in each state. Supervisors only."""
        asked = {name: request.query_params.get(name, "")[:40] for name in ("state", "incident", "after")}
        return Response(reviews.flags(me(request), **asked))


class BiasStatisticsView(APIView):
    @extend_schema(
        parameters=[OpenApiParameter("by", enum=list(reviews.GROUPS), required=True)],
        responses=answers(),
    )
    def get(self, request: Request) -> Response:
        """Return how often is flagged and dismissed, by area, flagger or language. Counts below ten are hidden."""
        return Response(reviews.statistics(me(request), request.query_params.get("by", "")))


class BiasExportView(APIView):
    @extend_schema(responses={**ZIP, **ERRORS})
    def get(self, request: Request, incident: str, n: int) -> HttpResponse:
        """Return the newest exported file of a referral, the bytes whose SHA-256 is in the log."""
        name, content = reviews.file(me(request), incident, n)
        answer = HttpResponse(content, content_type="application/zip")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "no-store"
        return answer
