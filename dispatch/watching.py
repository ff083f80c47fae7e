"""The web's own watch over the worker: while the worker is silent the web raises the alarm and sweeps by itself.

Threat: the worker dies, and with it every alarm, and the boards look calm.
"""

import asyncio
import logging
from datetime import datetime

from django.utils import timezone

from dispatch import alarming, door, errors

logger = logging.getLogger(__name__)
EVERY = 5.0  # seconds


async def watch() -> None:
    """Look every few seconds, for ever. A database that is away is looked at again, and said elsewhere."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(EVERY)
        try:
            await loop.run_in_executor(door.THREADS, door.on_thread, look, timezone.now())
        except errors.Problem as problem:
            logger.warning("the watch over the worker waits: %s", problem.detail)


def look(now: datetime) -> None:
    """Look once; do the worker's sweep when it is silent."""
    if alarming.look_at_the_worker(now):
        alarming.sweep(now)
