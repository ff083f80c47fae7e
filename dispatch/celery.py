"""The Celery application. Celery executes; PostgreSQL remembers what must happen."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispatch.settings")

app = Celery("dispatch")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def stop_on_the_wrong_database(**_: Any) -> None:
    """A worker for a drill never works on a live database, nor the other way round."""
    from django.conf import settings
    from django.db import Error

    from dispatch import drill

    try:
        drill.check(settings.DRILL)
    except drill.Mismatch as why:
        raise SystemExit(f"Daybreak cannot start: {why}.") from None
    except Error:
        return  # the database is away: the web process says so, and nothing is done without it
