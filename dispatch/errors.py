"""What can be wrong with a request, in the one shape every door answers with (design 4)."""

from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response


class Problem(Exception):
    """Something the sender can understand: a status, a code for programs, a sentence for people."""

    status = 500
    code = "problem"

    def __init__(self, detail: str, *, fields: dict[str, Any] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.fields = fields

    def as_dict(self) -> dict[str, Any]:
        error: dict[str, Any] = {"code": self.code, "detail": self.detail}
        if self.fields:
            error["fields"] = self.fields
        return {"error": error}


class Invalid(Problem):
    status, code = 400, "invalid"


class NotSignedIn(Problem):
    status, code = 401, "not_signed_in"


class Forbidden(Problem):
    status, code = 403, "forbidden"


class NotFound(Problem):
    status, code = 404, "not_found"


class RequestIdReused(Problem):
    status, code = 409, "request_id_reused"


class TooMany(Problem):
    status, code = 429, "too_many"


class TryAgain(Problem):
    status, code = 503, "try_again"


class Refused(Problem):
    """A legal request that the state of the world forbids; `why` completes the code `refused.<why>`."""

    status = 409

    def __init__(self, why: str, detail: str) -> None:
        super().__init__(detail)
        self.code = f"refused.{why}"


def as_response(raised: Exception, context: dict[str, Any]) -> Response | None:
    """Return DRF's answer in our shape; None for a bug, which stays loud."""
    problem = as_problem(raised)
    if problem is None:
        return None
    return Response(problem.as_dict(), status=problem.status)


def as_problem(raised: Exception) -> Problem | None:
    """Return the problem behind an exception of ours, Django's or DRF's; None when it is a bug."""
    match raised:
        case Problem():
            return raised
        case exceptions.ValidationError():
            return invalid(raised.detail)
        case exceptions.ParseError():
            return Invalid("The body is not valid JSON.")
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return NotSignedIn(str(raised.detail))
        case exceptions.PermissionDenied():
            return Forbidden(str(raised.detail))
        case Http404() | exceptions.NotFound():
            return NotFound("There is no such thing, or it is not yours to see.")
        case exceptions.Throttled():
            return TooMany(str(raised.detail))
        case exceptions.MethodNotAllowed() | exceptions.UnsupportedMediaType() | exceptions.NotAcceptable():
            problem = Invalid(str(raised.detail))
            problem.status = raised.status_code
            return problem
    return None


def invalid(detail: Any) -> Invalid:
    """Return DRF's validation detail as one sentence and sentences by field."""
    if not isinstance(detail, dict):
        return Invalid(" ".join(str(d) for d in detail))
    fields = {name: _sentences(said) for name, said in detail.items()}
    first = next(iter(fields))
    return Invalid(f"{first}: {fields[first][0]}", fields=fields)


def _sentences(said: Any) -> list[str]:
    if isinstance(said, dict):
        return [f"{key}: {text}" for key, inner in said.items() for text in _sentences(inner)]
    if isinstance(said, list):
        return [text for inner in said for text in _sentences(inner)]
    return [str(said)]
