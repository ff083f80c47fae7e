"""What Celery executes. A message carries at most an id; what must happen is a row, and may be done twice."""

from celery import shared_task
from django.utils import timezone

from dispatch import alarming, expiry, falling_due, notices, replaying, tracks, waits
from dispatch.models import Heartbeat

WORKER = "worker"
SWEPT_EVERY = 2.0  # seconds, as the schedule in the settings says


@shared_task
def canary() -> None:
    """Prove that beat sends, the broker carries and a worker executes."""
    Heartbeat.objects.update_or_create(name=WORKER, defaults={"at": timezone.now()})


@shared_task
def expire_bias_flags() -> None:
    """Let dismissed flags go whose time is over."""
    expiry.expire_bias_flags(timezone.now())


@shared_task
def expire_cautions() -> None:
    """End premise cautions whose time is over."""
    expiry.expire_cautions(timezone.now())


@shared_task
def purge_tracks() -> None:
    """Let go of where units were, when it is older than the centre keeps it."""
    tracks.purge(timezone.now())


@shared_task
def recount_crews() -> None:
    """Take from units what certificates gave them that ran out."""
    expiry.recount_crews(timezone.now())


@shared_task
def report_overdue() -> None:
    """Tell the floor of every eligible call that no team has come to within the limit."""
    waits.report_all(timezone.now())


@shared_task
def do_what_is_due() -> None:
    """End holds, start queued units that are free, take expired messages off the board."""
    falling_due.do_all(timezone.now())


@shared_task
def sweep_alarms() -> None:
    """Raise, end and pass on alarms. While the worker is silent the web does it (`watching`)."""
    alarming.sweep(timezone.now())


@shared_task
def tell_phones() -> None:
    """Send the notices of jobs that were just given to a unit."""
    notices.tell(timezone.now())


@shared_task
def replay_part(replay_id: int) -> None:
    """Do one part of a replay and ask for the next: other work gets its turn in between."""
    if replaying.work(replay_id):
        replay_part.delay(replay_id)


@shared_task
def sweep_replays() -> None:
    """Send a message for every replay with work that nobody is doing: new ones, and those of dead workers."""
    for replay_id, missing in replaying.due():
        for _ in range(missing):
            replay_part.apply_async([replay_id], expires=SWEPT_EVERY * 2)
