"""The person behind a request, loaded once and kept in the process for a moment.

Loading session and member from the database is the largest single cost of a command, so both doors keep the
principal; a revoked one is forgotten at once by whoever revokes in this process, and after `KEPT` seconds
everywhere (promise: no event more than 2 s after a permission ends).
"""

import hashlib
import time
from dataclasses import dataclass
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from dispatch import roles
from dispatch.audience import Audience
from dispatch.models import Token
from responders.models import Member

KEPT = 1.0  # seconds
SYSTEM = "system"


@dataclass(frozen=True)
class Principal:
    """Who is asking: role, agency and unit as they are now. `audience` is what they may see."""

    id: int
    username: str
    name: str
    role: str
    agency: str
    unit: str
    reads: str

    is_authenticated = True  # what DRF asks of whoever is signed in

    @cached_property
    def audience(self) -> Audience:
        role = roles.ROLES[self.role]
        scoped = role.scope != roles.FLOOR
        return Audience(
            scope=role.scope,
            compartments=roles.compartments(self.role, self.reads),
            agency=self.agency if scoped else "",
            unit=self.unit if role.scope == roles.UNIT else "",
        )

    @property
    def scope(self) -> str:
        return roles.ROLES[self.role].scope

    def as_card(self) -> dict[str, Any]:
        """Return the `me` of a snapshot."""
        return {
            "username": self.username,
            "name": self.name,
            "role": self.role,
            "agency": self.agency,
            "unit": self.unit or None,
            "scope": self.scope,
            "compartments": list(self.audience.compartments),
        }


def of_member(member: Member) -> Principal:
    return Principal(
        id=member.pk,
        username=member.username,
        name=member.get_full_name() or member.username,
        role=member.role,
        agency=member.agency.code if member.agency else "",
        unit=member.unit.call_sign if member.unit else "",
        reads=member.agency.reads if member.agency else "",
    )


def of_username(username: str) -> Principal:
    return of_member(_members().get(username=username))


def system() -> Principal:
    """Return the product itself: who reports that a time limit was reached. Nobody can sign in as it."""
    return of_member(_members().get(username=SYSTEM))


def of_token(text: str) -> Principal | None:
    """Return who holds this API token; None when it is unknown, revoked or past its expiry."""
    digest = hashlib.sha256(text.encode()).digest()
    now = timezone.now()
    token = Token.objects.filter(digest=digest, revoked_at=None, expires_at__gt=now).first()
    return _of_id(token.member_id) if token else None


def of_session(key: str) -> Principal | None:
    """Return who is signed in under this session key; None when it ended or the password changed."""
    session = SessionStore(key)
    member_id = session.get(SESSION_KEY)
    if member_id is None:
        return None
    member = _members().filter(pk=member_id, is_active=True).first()
    if member is None:
        return None
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), member.get_session_auth_hash()):
        return None
    return of_member(member)


@dataclass(frozen=True)
class Credential:
    """What a request showed: a token or a session key. Never logged."""

    kind: str
    secret: str

    def principal(self) -> Principal | None:
        return of_token(self.secret) if self.kind == "token" else of_session(self.secret)


_kept: dict[Credential, tuple[float, Principal]] = {}


def known(credential: Credential) -> Principal | None:
    """Return the principal if it was loaded less than `KEPT` seconds ago; never touches the database."""
    kept = _kept.get(credential)
    return kept[1] if kept and time.monotonic() - kept[0] < KEPT else None


def load(credential: Credential) -> Principal | None:
    """Return the principal from the database and keep it for a moment."""
    if len(_kept) > 5000:
        _kept.clear()
    principal = credential.principal()
    if principal is None:
        _kept.pop(credential, None)
        return None
    _kept[credential] = (time.monotonic(), principal)
    return principal


def forget() -> None:
    """Forget every kept principal: the next request of each is read anew."""
    _kept.clear()


def credential_of(headers: dict[bytes, bytes]) -> Credential | None:
    """Return what these raw headers show: an Authorization token, else the session cookie."""
    word, _, text = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if word.lower() == "token" and text:
        return Credential("token", text.strip())
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return None
    session = cookies.get(settings.SESSION_COOKIE_NAME)
    return Credential("session", session.value) if session else None


def _members() -> Any:
    return Member.objects.select_related("agency", "unit")


def _of_id(member_id: int) -> Principal | None:
    member = _members().filter(pk=member_id, is_active=True).first()
    return of_member(member) if member else None
