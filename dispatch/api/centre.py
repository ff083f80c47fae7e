"""The reads of the centre's settings: how each came to be what it is. What they are stands in the snapshot."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import errors
from dispatch.api.shapes import answers, me, number
from dispatch.centre import defaults, history


class HistoryView(APIView):
    @extend_schema(operation_id="setting_history", parameters=[OpenApiParameter("before", int)], responses=answers())
    def get(self, request: Request, name: str) -> Response:
        """Return the versions of one setting, newest first, each field before and after; and what is shipped."""
        if name not in defaults.names() or not me(request).audience.sees_setting(name):
            raise errors.NotFound("There is no such setting, or it is not yours to see.")
        return Response(history.of(name, number(request, "before", 0)) | {"shipped": defaults.all_of_them()[name]})
