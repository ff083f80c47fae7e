"""The reports: counts and times of many calls, without anybody's name."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import reporting
from dispatch.api.shapes import answers, me

DAYS = [OpenApiParameter("from", str), OpenApiParameter("to", str)]


def days(request: Request) -> tuple[str, str]:
    return request.query_params.get("from", "")[:20], request.query_params.get("to", "")[:20]


class LadderReportView(APIView):
    @extend_schema(operation_id="report_ladder", parameters=DAYS, responses=answers())
    def get(self, request: Request) -> Response:
        """Return times to backup and relief, both ladder directions by agency and kind, hand-back, missed check-ins."""
        return Response(reporting.of_ladder(me(request), *days(request)))
