"""The wall: counts and waits for the whole room, nobody's words, and a veil when it is not to be trusted."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.desks import Desk, live, put_on_board
from tests.live import Server


def turned_to(wall: Page, number: str) -> None:
    """Turn the list by hand until the incident stands on it: every page once, whatever else is open."""
    wanted = wall.locator(".wall-row").filter(has_text=number)
    counted = wall.locator("#page")
    open_now = int(
        wall.locator("#counts td").evaluate_all("cells => cells.reduce((n, c) => n + Number(c.textContent), 0)")
    )
    expect(counted).to_have_text(re.compile(rf"\b{open_now}$"))
    for _ in range(open_now):
        if wanted.count():
            return
        before = counted.inner_text()
        wall.keyboard.press("PageDown")
        expect(counted).not_to_have_text(before)
    raise AssertionError(f"{number} is on no page of the wall")


def test_what_waits_is_counted_and_the_longest_wait_is_told(desk: Desk) -> None:
    wall = live(desk("dispatcher", "/wall/", width=1920, height=1080))
    before = int(wall.locator('[data-bind="P1-waiting"]').inner_text())
    put_on_board(
        desk("calltaker", "/intake/"), "1358 N Wilcox Ave", "man with a knife threatens people", "34.09", "-118.33"
    )
    expect(wall.locator('[data-bind="P1-waiting"]')).to_have_text(str(before + 1))
    expect(wall.locator("#longest .big")).to_have_text(re.compile(r"\d"))
    expect(wall.locator("#units tr").first).to_contain_text("available")


def test_u41_no_caller_no_narrative_and_no_door_is_on_the_wall(desk: Desk) -> None:
    wall = live(desk("supervisor", "/wall/", width=1920, height=1080))
    taker = desk("calltaker", "/intake/")
    number = put_on_board(
        taker, "1358 N Wilcox Ave, apt 77", "husband screams at wisteria, she hides", "34.09", "-118.33"
    )
    turned_to(wall, number.split("-")[1])
    shown = wall.locator("main").text_content() or ""
    assert "1300 block N Wilcox Ave" in shown
    assert not re.search(r"wisteria|apt 77|1358|555-01", shown)


def test_u18_a_wall_that_hears_nothing_is_veiled_and_counts_the_seconds(desk: Desk, server: Server) -> None:
    wall = live(desk("dispatcher", "/wall/", width=1920, height=1080))
    server.stop()
    expect(wall.get_by_text("Do not trust this display")).to_be_visible(timeout=20_000)
    expect(wall.locator("#veil [data-bind=seconds]")).to_have_text(re.compile(r"^\d{2,}$"))
    server.start()
    expect(wall.get_by_text("Do not trust this display")).to_be_hidden(timeout=20_000)


@pytest.mark.parametrize(("width", "height", "least"), [(1920, 1080, 24), (3840, 2160, 48)])
def test_the_rows_are_large_enough_for_four_metres(desk: Desk, width: int, height: int, least: int) -> None:
    wall = live(desk("dispatcher", "/wall/", width=width, height=height))
    size = wall.locator(".wall-row").first.evaluate("row => parseFloat(getComputedStyle(row).fontSize)")
    assert size >= least


def test_a_field_team_has_no_wall(desk: Desk) -> None:
    page = desk("crisis_team", "/wall/")
    expect(page.get_by_role("heading", name="403")).to_be_visible()
