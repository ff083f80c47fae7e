"""What both doors do with a command: run it, answer the sender's view of the event, or the problem.

Commands run on threads of their own, as many as the connection pool holds: one stuck lock stops one thread,
not every desk.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection

from dispatch import commands, errors
from dispatch.hub import hub
from dispatch.principals import Principal

logger = logging.getLogger(__name__)
THREADS = ThreadPoolExecutor(max_workers=settings.POOL_SIZE - 2, thread_name_prefix="command")
Result = TypeVar("Result")


def answer(by: Principal, verb: str, body: Any) -> tuple[int, dict[str, Any]]:
    """Return a status and the JSON to send: `{"event": …}` as the sender may see it, or `{"error": …}`."""
    try:
        line = commands.run(verb, by=by, body=body)
        hub().made_here(line, connection.connection.info.backend_pid)
        return 200, {"event": line.view(by.audience)}
    except errors.Problem as problem:
        return problem.status, problem.as_dict()


def on_thread(do: Callable[..., Result], *args: Any) -> Result:
    """Run a database read or command on a pool thread; a broken connection is dropped, not kept."""
    try:
        return do(*args)
    except (OperationalError, InterfaceError) as error:
        logger.warning("database unavailable: %s", error.__class__.__name__)
        raise errors.TryAgain(
            "The database did not answer in time. What you sent may be saved or not: send the same again."
        ) from error
    finally:
        _let_go()


def _let_go() -> None:
    try:
        connection.close_if_unusable_or_obsolete()
    except Error:
        connection.close()
