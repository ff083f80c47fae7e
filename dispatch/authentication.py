"""Sign-in for DRF's views: the same principals as the hot door and the socket."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from dispatch import principals
from dispatch.errors import NotSignedIn
from dispatch.models import Token
from dispatch.models.token import DAYS


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Token …`."""

    def authenticate(self, request: Request) -> tuple[principals.Principal, str] | None:
        word, _, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if word.lower() != "token":
            return None
        principal = principals.of_token(text.strip())
        if principal is None:
            raise exceptions.AuthenticationFailed("This token is unknown, revoked or expired.")
        return principal, "token"

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session, with Django's CSRF check on everything that could change something."""

    def authenticate(self, request: Request) -> tuple[principals.Principal, str] | None:
        key = request._request.session.session_key
        principal = principals.of_session(key) if key else None
        if principal is None:
            return None
        self.enforce_csrf(request)
        return principal, "session"


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "dispatch.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <token>"}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "dispatch.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


def issue_token(request: HttpRequest, username: str, password: str) -> str:
    """Return a new API token, shown this once. Wrong name and wrong password get the same sentence."""
    member = authenticate(request, username=username, password=password)
    if member is None:
        raise NotSignedIn("This name and password do not belong together.")
    text = secrets.token_urlsafe(32)
    now = timezone.now()
    Token.objects.create(
        prefix=text[:8],
        digest=hashlib.sha256(text.encode()).digest(),
        member=member,
        made_at=now,
        expires_at=now + timedelta(days=DAYS),
    )
    return text
