"""What a page's script loads was named by the page: nothing waits for another module to be read first."""

import pytest

from tests.desks import Desk

LOADED = """() => performance.getEntriesByType("resource")
    .map((entry) => new URL(entry.name).pathname).filter((path) => path.endsWith(".js"))"""
NAMED = """() => [...document.querySelectorAll("link[rel=modulepreload], script[src]")]
    .map((element) => element.getAttribute("href") ?? element.getAttribute("src"))"""


@pytest.mark.parametrize("path", ["/board/", "/intake/", "/map/", "/roster/", "/centre/"])
def test_every_module_of_a_page_is_asked_for_at_once(desk: Desk, path: str) -> None:
    page = desk("centre_admin" if path == "/centre/" else "supervisor", path)
    page.wait_for_load_state("load")
    loaded, named = set(page.evaluate(LOADED)), set(page.evaluate(NAMED))
    assert len(loaded) > 10
    assert loaded <= named
