"""`POST /api/commands/<verb>/` without Django's middleware: the same door, fewer rooms to walk through.

Under ASGI an empty Django view costs more than most commands. This reads the body, knows the principal, runs
`door.answer` on a command thread and answers. A browser's session must bring Django's CSRF token; a token
needs none. The address also exists as an ordinary view (api.CommandView) for WSGI hosts and the schema.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http.request import split_domain_port, validate_host
from django.middleware.csrf import CsrfViewMiddleware

from dispatch import door, errors, inputs, principals

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

PREFIX = "/api/commands/"
HEADERS = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
csrf = CsrfViewMiddleware(lambda request: None)


def is_hot(scope: Scope) -> bool:
    return bool(scope["type"] == "http" and scope["method"] == "POST" and scope["path"].startswith(PREFIX))


async def commands(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one command request."""
    try:
        status, answer = await _answer(scope, receive)
    except errors.Problem as problem:
        status, answer = problem.status, problem.as_dict()
    body = orjson.dumps(answer)
    headers = [*HEADERS, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _answer(scope: Scope, receive: Receive) -> tuple[int, dict[str, Any]]:
    headers = dict(scope["headers"])
    host, _ = split_domain_port(headers.get(b"host", b"").decode("latin-1"))
    if not validate_host(host, [*settings.ALLOWED_HOSTS]):
        raise errors.Invalid("This host name is not one of ours.")
    verb = scope["path"].removeprefix(PREFIX).strip("/")
    given = await _body(receive, inputs.LARGER_BODIES.get(verb, inputs.BODY_MAX))
    principal = await _principal(scope, headers)
    try:
        body = orjson.loads(given)
    except orjson.JSONDecodeError:
        raise errors.Invalid("The body is not valid JSON.") from None
    return await _on_thread(door.answer, principal, verb, body)


async def _body(receive: Receive, most: int) -> bytes:
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise errors.Invalid("The connection closed before the body was complete.")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            raise errors.Invalid(f"The body is larger than {most // 1024} KB.")
        if not message.get("more_body"):
            return b"".join(parts)


async def _principal(scope: Scope, headers: dict[bytes, bytes]) -> principals.Principal:
    credential = principals.credential_of(headers)
    if credential is None:
        raise errors.NotSignedIn("Sign in first.")
    principal = principals.known(credential) or await _on_thread(principals.load, credential)
    if principal is None:
        raise errors.NotSignedIn("This sign-in is unknown, revoked or expired.")
    if credential.kind == "session" and not _csrf_is_right(scope):
        raise errors.Forbidden("The CSRF token is missing or wrong: reload the page.")
    return principal


def _csrf_is_right(scope: Scope) -> bool:
    """Return whether Django's own check passes for this request (cookie against header, and Origin)."""
    request = ASGIRequest(scope, None)  # type: ignore[arg-type]
    csrf.process_request(request)
    return csrf.process_view(request, _no_view, (), {}) is None


def _no_view() -> None:
    """Stand-in for the view that Django's check would call next."""


async def _on_thread(do: Callable[..., Any], *args: Any) -> Any:
    return await asyncio.get_running_loop().run_in_executor(door.THREADS, door.on_thread, do, *args)
