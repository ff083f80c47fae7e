"""A web process makes ready what is slow the first time, before it says that it is ready."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dispatch import log, recommending, warming
from tests.live import ROOT, free_port
from tests.world import World

# The start and the stop of a web process, as its server asks for them.
LIFE = """
import asyncio
from dispatch import asgi
async def live():
    asked = iter(["lifespan.startup", "lifespan.shutdown"])
    async def receive():
        return {"type": next(asked)}
    async def send(message):
        print(message["type"])
    await asgi.application({"type": "lifespan"}, receive, send)
asyncio.run(live())
"""


def life(**environment: str) -> tuple[list[str], str]:
    """Start and stop a web process; return what it told its server, and its log."""
    done = subprocess.run(
        [sys.executable, "-c", LIFE], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )
    return done.stdout.split(), done.stderr


@pytest.mark.commits
def test_the_whole_roster_is_ranked_once_and_nothing_is_changed(world: World) -> None:
    head = log.head().seq
    assert recommending.rehearse() == 5
    with CaptureQueriesContext(connection) as asked:
        recommending.rehearse()
    assert len(asked) == 3, "the agencies, the jobs, the units: what does not change was kept the first time"
    assert warming.warm() is True
    assert log.head().seq == head


@pytest.mark.commits
def test_a_roster_without_units_is_ready_too() -> None:
    assert recommending.rehearse() == 0
    assert warming.warm() is True


def test_a_process_is_warm_before_it_says_that_it_is_ready(django_db_setup: None) -> None:
    told, logged = life()
    assert told == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert "units are ready after" in logged


def test_a_process_whose_database_is_away_starts_all_the_same_and_says_that_it_is_not_warm() -> None:
    told, logged = life(DATABASE_URL=f"postgres://nobody:x@127.0.0.1:{free_port()}/none")
    assert told[0] == "lifespan.startup.complete"
    assert "the first answers will be slower" in logged
