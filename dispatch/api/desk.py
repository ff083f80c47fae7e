"""This desk: locked or not, and until when its session lasts. Of browsers alone: a token has no desk."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dispatch import authentication, errors, inputs, locking
from dispatch.api.shapes import answers, me

DESK = {
    "type": "object",
    "properties": {
        "locked": {"type": "boolean"},
        "lock_after": {"type": "integer", "description": "seconds without a hand until the desk locks; 0: never"},
        "ends_at": {"type": "string", "format": "date-time"},
        "may_extend": {"type": "boolean"},
        "at": {"type": "string", "format": "date-time"},
    },
}


class Password(inputs.Strict):
    password = serializers.CharField(max_length=200, trim_whitespace=False)


class OfADesk(APIView):
    authentication_classes = [authentication.SessionAuthentication]

    def answer(self, request: Request) -> Response:
        return Response(locking.state(request._request.session, me(request).role))


class DeskView(OfADesk):
    @extend_schema(operation_id="desk", responses=answers(DESK))
    def get(self, request: Request) -> Response:
        """Return whether this desk is locked, when it locks by itself, and when its session ends."""
        return self.answer(request)


class LockView(OfADesk):
    @extend_schema(operation_id="lock_desk", request=None, responses=answers(DESK))
    def post(self, request: Request) -> Response:
        """Lock this desk: every window of this session is covered until the password is given."""
        locking.lock(request._request.session)
        return self.answer(request)


class UnlockView(OfADesk):
    @extend_schema(operation_id="unlock_desk", request=Password, responses=answers(DESK))
    def post(self, request: Request) -> Response:
        """Unlock this desk with the password of whoever locked it; the session begins anew.

        Guessing is as slow as it is at sign-in: both count together.
        """
        asked = Password(data=request.data)
        asked.is_valid(raise_exception=True)
        if not _is_theirs(request, asked.validated_data["password"]):
            raise errors.Invalid("This is not your password.", fields={"password": ["This is not your password."]})
        locking.begin(request._request.session)
        return self.answer(request)


class ExtendView(OfADesk):
    @extend_schema(operation_id="extend_session", request=None, responses=answers(DESK))
    def post(self, request: Request) -> Response:
        """Let the session last longer, at most 12 hours after the password (`refused.password_needed`)."""
        locking.extend(request._request.session)
        return self.answer(request)


def _is_theirs(request: Request, password: str) -> bool:
    name = me(request).username
    try:
        member: Any = get_adapter().authenticate(request._request, username=name, password=password)
    except ValidationError as error:
        raise errors.TooMany(" ".join(error.messages)) from None
    return member is not None and member.username == name
