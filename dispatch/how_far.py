"""How far work that takes long is, told to whoever waits for it.

The work may be one transaction, and of that nobody sees anything before it ends. So what is told goes over a thread,
and with it a connection, of its own into the cache, and is there for as long as somebody may ask. It is no event and
changes nothing: a word that is lost is made good by the next one.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from uuid import UUID

from django.core.cache import cache
from django.db import Error, connection

logger = logging.getLogger(__name__)
KEPT: Final = 300  # seconds
EVERY: Final = 0.25  # seconds between two words, at least
NOTHING_YET: Final[dict[str, Any]] = {"phase": None, "done": 0, "total": None}
# One thread: words come in their order, and however many people import, one connection tells of it.
_teller: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="how-far")

Tell = Callable[[str, int, int | None], None]


def telling(by_id: int, request_id: UUID | None, every: float = EVERY) -> Tell:
    """Return `tell(phase, done, total)` for one request of one person; `total` is None where it is not known.

    Words that come within `every` seconds of the last one, or of the beginning, are not told. Without a
    `request_id` nobody can ask, so none is.
    """
    last = time.monotonic()

    def tell(phase: str, done: int, total: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if request_id is not None and now - last >= every:
            last = now
            _teller.submit(_write, _key(by_id, request_id), {"phase": phase, "done": done, "total": total})

    return tell


def of(by_id: int, request_id: UUID) -> dict[str, Any]:
    """Return `{phase, done, total}` of a person's own request; `NOTHING_YET` before the first word and afterwards."""
    found: dict[str, Any] = cache.get(_key(by_id, request_id)) or NOTHING_YET
    return found


def settled() -> None:
    """Return once everything that was told is there to be read."""
    _teller.submit(lambda: None).result()


def _key(by_id: int, request_id: UUID) -> str:
    return f"how_far:{by_id}:{request_id}"


def _write(key: str, word: dict[str, Any]) -> None:
    try:
        cache.set(key, word, KEPT)
    except Error as error:
        logger.warning("how far it is could not be told: %s", error.__class__.__name__)
    finally:
        connection.close()
