"""The map's ground out of the operator's own PMTiles file: named by the setting, read by ranges, below the marks."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.desks import Desk, live
from tests.live import Server
from tests.raster_archive import archive, png, served

Kept = Callable[[bytes], tuple[Server, list[str]]]
GREEN = (12, 140, 90)
ROUGH = 8  # of 255: a browser may convert colours to its screen's
PAINTED = """(wanted) => [...document.querySelectorAll("canvas.leaflet-tile")].some((tile) => {
    if (tile.width !== 256) return false;
    const [red, green, blue, alpha] = tile.getContext("2d").getImageData(128, 128, 1, 1).data;
    const near = (one, other) => Math.abs(one - other) <= wanted.rough;
    return [red, green, blue].every((one, i) => near(one, wanted.colour[i])) && alpha === 255;
})"""


@pytest.fixture
def kept() -> Iterator[Kept]:
    """`kept(content)`: a server whose operator keeps the ground in one file elsewhere, and the ranges asked of it."""
    with ExitStack() as opened:

        def start(content: bytes) -> tuple[Server, list[str]]:
            url, asked = opened.enter_context(served(content))
            running = Server(MAP_TILES_URL=url, MAP_TILES_ATTRIBUTION="City maps").start()
            opened.callback(running.stop)
            return running, asked

        yield start


@pytest.mark.parametrize(("who", "path"), [("dispatcher", "/map/"), ("supervisor", "/playback/")])
def test_the_ground_is_drawn_out_of_one_file_read_by_ranges(desk: Desk, kept: Kept, who: str, path: str) -> None:
    tiled, asked = kept(archive(png(GREEN)))
    page = desk(who, path)
    page.goto(f"{tiled.url}{path}")
    page.wait_for_function(PAINTED, arg={"colour": GREEN, "rough": ROUGH})
    expect(page.locator("#ground")).to_be_hidden()
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("City maps")
    assert asked
    assert all(re.fullmatch(r"bytes=\d+-\d+", one) for one in asked)
    policy = page.request.get(f"{tiled.url}{path}").headers["content-security-policy"]
    assert re.search(r"connect-src [^;]*http://127\.0\.0\.1:\d+", policy)


def test_a_file_that_is_no_archive_is_said_and_the_map_goes_on(desk: Desk, kept: Kept) -> None:
    tiled, asked = kept(b"<html>moved</html>" * 2000)
    page = desk("dispatcher", "/map/")
    page.goto(f"{tiled.url}/map/")
    live(page)
    expect(page.locator("#ground")).to_be_visible()
    expect(page.locator("#things [data-key='3A15']")).to_be_visible()
    assert asked
