"""What rings on the desks of the browser tests, and the server's rows behind them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page

from responders.models import Member
from tests.desks import PASSWORD, Desk
from tests.live import Server
from tests.provider import Provider

Own = Callable[..., Page]
Rows = Callable[[Callable[[], Any]], Any]
NUMBERS = count(1)


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


@pytest.fixture
def own(desk: Desk, rows: Rows) -> Own:
    """`own(role, path)`: a desk of somebody new: locking it and guessing at it is nobody else's business."""

    def sit(role: str = "dispatcher", path: str = "/board/") -> Page:
        name = f"lock{next(NUMBERS)}"
        rows(lambda: Member.objects.create_user(username=name, password=PASSWORD, role=role))
        return desk(name, path)

    return sit
