"""What `/readyz/` promises: ready when a commit is possible; what is away besides is said, and stays 200."""

from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from dispatch import health, tasks
from dispatch.models import Heartbeat
from tests.live import free_port

pytestmark = pytest.mark.django_db


def test_a_worker_that_did_a_piece_of_work_just_now_is_not_degraded() -> None:
    tasks.canary()
    assert health.degraded() == []


def test_a_worker_that_was_never_heard_of_is_degraded() -> None:
    assert health.degraded() == ["worker"]


def test_a_worker_that_fell_silent_is_degraded() -> None:
    tasks.canary()
    Heartbeat.objects.update(at=timezone.now() - timedelta(seconds=31))
    assert health.degraded() == ["worker"]


def test_a_canary_sung_twice_leaves_one_row() -> None:
    tasks.canary()
    tasks.canary()
    assert Heartbeat.objects.count() == 1


def test_a_dead_redis_is_degraded_and_no_error() -> None:
    tasks.canary()
    with override_settings(REDIS_URL=f"redis://127.0.0.1:{free_port()}/0"):
        assert health.degraded() == ["redis", "broker"]


def test_a_process_whose_hub_does_not_listen_is_alive_and_not_ready() -> None:
    assert Client().get("/healthz/").status_code == 200
    answer = Client().get("/readyz/")
    assert answer.status_code == 503
    assert answer.json()["missing"] == ["hub"]


def test_every_task_of_the_schedule_is_one_that_the_worker_knows() -> None:
    from django.conf import settings

    from dispatch import tasks
    from dispatch.celery import app

    app.loader.import_default_modules()
    known = {name for name in app.tasks if name.startswith(tasks.__name__)}
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= known
