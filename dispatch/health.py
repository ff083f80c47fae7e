"""Is the process alive; can it do its work. Broker, Redis and worker may be missing: dispatch goes on."""

from django.db import Error, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from dispatch.hub import hub


@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Return 200 when a commit is possible and the hub listens, else 503 with what is missing."""
    needed = {"commit": can_commit(), "hub": hub().listening}
    missing = [name for name, works in needed.items() if not works]
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200)


def can_commit() -> bool:
    """Return whether a real transaction, with an id of its own and a commit record, goes through."""
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
    except Error:
        return False
    return True
