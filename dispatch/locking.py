"""A desk that is locked, and a session that ends: what the server knows of both. Kept in the session itself.

Threat: somebody sits down at a desk that was left. The cover hides the page; here it is remembered, so that a new
tab, an address typed by hand or a reload is covered too. The open page's own requests go on: it stays current
beneath the cover, and what was typed there is still saved. The limits follow the CJIS Security Policy (AC-11: locked
after 30 minutes at most; IA-2: the password again after 12 hours at most); within them they are the centre's.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from dispatch import roles, wire
from dispatch.centre import reading
from dispatch.errors import Refused

LONGEST: Final = timedelta(hours=12)  # between two passwords
LOCKED, PASSWORD_AT = "locked", "password_at"
LEAVING: Final = "/accounts/logout/"  # somebody else needs the desk: no password of the one who left


def begin(session: SessionBase) -> None:
    """Begin a session anew: somebody has just given their password."""
    now = timezone.now()
    session[PASSWORD_AT] = now.isoformat()
    session[LOCKED] = False
    session.set_expiry(now + _limit("session"))


def lock(session: SessionBase) -> None:
    session[LOCKED] = True


def extend(session: SessionBase) -> None:
    """Let the session last longer, never past 12 h after the password; `Refused` when it is that long already."""
    end = min(session.get_expiry_date() + _limit("extend"), _latest(session))
    if end <= session.get_expiry_date():
        raise Refused("password_needed", "12 hours since your password: lock the desk and unlock it to go on.")
    session.set_expiry(end)


def state(session: SessionBase, role: str) -> dict[str, Any]:
    """Return `{locked, lock_after, ends_at, may_extend, at}`; `lock_after` in seconds, 0 for a desk that is not locked.

    A crew's phone is locked by itself and its emergency button must stay in reach: it is never covered.
    """
    end = session.get_expiry_date()
    covered = roles.ROLES[role].scope != roles.UNIT
    return {
        "locked": covered and bool(session.get(LOCKED)),
        "lock_after": int(_limit("lock_after").total_seconds()) if covered else 0,
        "ends_at": wire.stamp(end),
        "may_extend": end < _latest(session),
        "at": wire.stamp(timezone.now()),
    }


class Covering(MiddlewareMixin):
    """Middleware: while a desk is locked, documents that hold what somebody could read are not given out.

    Pages of ours are empty until their script has asked, and are covered from their first line: they are `shells`.
    """

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if request.path == LEAVING or getattr(view, "shell", False) or not _is_document(request):
            return None
        return HttpResponseRedirect("/") if request.session.get(LOCKED) else None


def _is_document(request: HttpRequest) -> bool:
    """Return whether the answer would be shown by itself, and not be read by a page's script."""
    asked = request.headers.get("Sec-Fetch-Dest", "")
    return (
        asked not in ("empty", "script", "style", "image", "font")
        if asked
        else "text/html" in request.headers.get("Accept", "")
    )


def _limit(name: str) -> timedelta:
    return timedelta(seconds=reading.newest()["desk"].value[name])


def _latest(session: SessionBase) -> datetime:
    at = session.get(PASSWORD_AT)
    return datetime.fromisoformat(at) + LONGEST if at else session.get_expiry_date()
