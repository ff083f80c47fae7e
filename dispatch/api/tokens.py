"""Signing in by name and password for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from dispatch import authentication, inputs
from dispatch.api.shapes import answers

TOKEN = {"type": "object", "properties": {"token": {"type": "string"}}}


class TokenRequest(inputs.Strict):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=200, trim_whitespace=False)


class TokenThrottle(AnonRateThrottle):
    """Guessing passwords is slow: 20 tries a minute from one address."""

    rate = "20/min"


class TokenView(APIView):
    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_classes = [TokenThrottle]

    @extend_schema(request=TokenRequest, responses=answers(TOKEN))
    def post(self, request: Request) -> Response:
        """Return a new token for a name and a password. It is shown once and expires after 90 days."""
        asked = TokenRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response({"token": authentication.issue_token(request._request, **asked.validated_data)})
