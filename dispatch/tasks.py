"""What Celery executes. A message carries at most an id; what must happen is a row, and may be done twice."""

from celery import shared_task
from django.utils import timezone

from dispatch import expiry, waits
from dispatch.models import Heartbeat

WORKER = "worker"


@shared_task
def canary() -> None:
    """Prove that beat sends, the broker carries and a worker executes."""
    Heartbeat.objects.update_or_create(name=WORKER, defaults={"at": timezone.now()})


@shared_task
def expire_bias_flags() -> None:
    """Let dismissed flags go whose time is over."""
    expiry.expire_bias_flags(timezone.now())


@shared_task
def report_overdue() -> None:
    """Tell the floor of every eligible call that no team has come to within the limit."""
    waits.report_all(timezone.now())
