"""What the API's views share: who asks, the shape of errors and answers in the schema."""

from typing import Any, cast

from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request

from dispatch import errors
from dispatch.principals import Principal

ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "detail"],
            "properties": {
                "code": {"type": "string", "example": "refused.unit_taken"},
                "detail": {"type": "string"},
                "fields": {"type": "object"},
            },
        }
    },
}
OBJECT = {"type": "object", "additionalProperties": True}
ERRORS = {code: OpenApiResponse(ERROR) for code in (400, 401, 403, 404, 409, 429, 503)}


def answers(shape: Any = OBJECT) -> dict[int, Any]:
    return {200: OpenApiResponse(shape), **ERRORS}


def me(request: Request) -> Principal:
    return cast(Principal, request.user)


def number(request: Request, name: str, default: int) -> int:
    given = request.query_params.get(name, str(default))
    if not given.isascii() or not given.isdigit() or len(given) > 18:
        raise errors.Invalid(f"{name} must be a whole number.", fields={name: ["Must be a whole number."]})
    return int(given)
