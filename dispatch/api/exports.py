"""Files that leave the product: which were asked for, and each behind its link. Asking and approving are verbs."""

from uuid import UUID

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import exports, roles
from dispatch.api.shapes import ERRORS, answers, me
from dispatch.errors import Invalid


class ExportsView(APIView):
    @extend_schema(
        operation_id="exports", parameters=[OpenApiParameter("what", enum=list(roles.EXPORTABLE))], responses=answers()
    )
    def get(self, request: Request) -> Response:
        """Return one's own exports while their links work, and those of others that wait for a second person."""
        what = request.query_params.get("what", "")
        if what and what not in roles.EXPORTABLE:
            raise Invalid("what: there is no such export.", fields={"what": ["There is no such export."]})
        return Response(exports.listed(me(request), what))


class ExportFileView(APIView):
    @extend_schema(operation_id="export_file", responses={(200, "text/csv"): OpenApiTypes.BINARY, **ERRORS})
    def get(self, request: Request, ref: UUID) -> StreamingHttpResponse:
        """Return the file of an export of one's own, for 24 hours. It says who asked for it, when and why."""
        made = exports.file(me(request), ref)
        answer = StreamingHttpResponse(made.content, content_type=made.content_type)
        answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
        answer["Cache-Control"] = "no-store"
        return answer
