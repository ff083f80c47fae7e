"""Is the process alive; can it do its work. Broker, Redis and worker may be missing: dispatch goes on."""

from datetime import timedelta

from django.conf import settings
from django.db import Error, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from dispatch import drill
from dispatch.hub import hub
from dispatch.models import Heartbeat

WITHIN = 0.25  # seconds that Redis has to answer
WORKER_SILENT = timedelta(seconds=30)  # six canaries


@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Return 200 when a commit is possible and the hub listens, else 503 with what is `missing`.

    `degraded` names what is away and not needed to dispatch: `redis`, `broker`, `worker`. Still 200.
    """
    needed = {"commit": can_commit(), "hub": hub().listening}
    if needed["commit"]:
        needed["purpose"] = fits()
    missing = [name for name, works in needed.items() if not works]
    answer = {"ready": not missing, "missing": missing, "degraded": [] if "commit" in missing else degraded()}
    return JsonResponse(answer, status=503 if missing else 200)


def can_commit() -> bool:
    """Return whether a real transaction, with an id of its own and a commit record, goes through."""
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
    except Error:
        return False
    return True


def fits() -> bool:
    """Return whether the database is what this process was started for: a drill's for a drill, else a live one."""
    try:
        drill.check(settings.DRILL)
    except (drill.Mismatch, Error):
        return False
    return True


def degraded() -> list[str]:
    """Return what is away without which dispatch goes on."""
    away = [] if _redis_answers() else ["redis", "broker"]
    heard = Heartbeat.objects.filter(at__gte=timezone.now() - WORKER_SILENT).exists()
    return away if heard else [*away, "worker"]


def _redis_answers() -> bool:
    """Return whether Redis answers, or is not used: the embedded default has its broker in files."""
    if not settings.REDIS_URL:
        return True
    client = Redis.from_url(
        settings.REDIS_URL, socket_timeout=WITHIN, socket_connect_timeout=WITHIN, retry=Retry(NoBackoff(), 0)
    )
    try:
        return bool(client.ping())
    except RedisError:
        return False
    finally:
        client.close()
