"""What a process does for the first time it does before somebody waits for it.

Django imports the pages' addresses, with every page and door behind them, at the first request: as long again as its
own start. They, the protocol in force and the ranking of the roster are made ready when a web process starts, before it
says that it is ready. A database that is away is no reason not to start.
"""

import logging
import time

from django.db import Error
from django.urls import get_resolver

from dispatch import board, door, errors, recommending, triaging

logger = logging.getLogger("daybreak.warming")


def warm() -> bool:
    """Make ready; return whether everything could be. Changes nothing and raises nothing that a database may do."""
    began = time.monotonic()
    pages = len(get_resolver().url_patterns)
    try:
        units = door.on_thread(_ask)
    except (Error, errors.Problem) as why:
        logger.warning("%d addresses are ready, the first answers will be slower: %s", pages, why)
        return False
    logger.info("%d addresses and %d units are ready after %.1f s", pages, units, time.monotonic() - began)
    return True


def _ask() -> int:
    """Ask what the first people at their desks will ask; return how many units were ranked."""
    triaging.assess("ready", {})
    with board.steady():
        return recommending.rehearse()
