"""What a phone says of a notice it got. The notice's own name is the key: a service worker has no other."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import inputs, notices
from dispatch.api.shapes import answers


class Receipt(inputs.Strict):
    state = serializers.ChoiceField(choices=("delivered", "opened"))


class ReceiptView(APIView):
    authentication_classes: Any = []
    permission_classes: Any = []

    @extend_schema(request=Receipt, responses=answers(), auth=[])
    def post(self, request: Request, ref: UUID) -> Response:
        """Take a receipt. It says nothing of the job, to nobody, and the first of each kind counts."""
        asked = Receipt(data=request.data)
        asked.is_valid(raise_exception=True)
        notices.received(ref, asked.validated_data["state"])
        return Response({"taken": True})
