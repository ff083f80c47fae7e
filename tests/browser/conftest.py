"""What rings on the desks of the browser tests, and the server's rows behind them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from tests.desks import PASSWORD
from tests.live import Server
from tests.provider import Provider

Rows = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def provider(server: Server) -> Iterator[Provider]:
    """A feed; what still rings when a test ends was answered elsewhere."""
    found = Provider(server.url, PASSWORD)
    rang: list[str] = []
    ring = found.ring

    def noted(**call: object) -> str:
        rang.append(ring(**call))
        return rang[-1]

    found.ring = noted  # type: ignore[method-assign]
    yield found
    for ref in rang:
        found.end(ref, "answered_elsewhere")


@pytest.fixture
def rows(django_db_blocker: Any) -> Iterator[Rows]:
    """`rows(do)`: do it to the server's rows, in a thread of its own: in this one runs the browser's driver."""

    def kept(do: Callable[[], Any]) -> Any:
        try:
            return do()
        finally:
            connection.close()

    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as threads:
        yield lambda do: threads.submit(kept, do).result()
