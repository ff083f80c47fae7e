"""What rings on the desks of the browser tests."""

from collections.abc import Iterator

import pytest

from tests.desks import PASSWORD
from tests.live import Server
from tests.provider import Provider


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
