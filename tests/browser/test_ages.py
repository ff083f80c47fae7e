"""U39: what is over its limit says so in words, and no word of a row is cut at the two sizes of a desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_lists import call, do
from tests.desks import Desk, live

LATER = """async (ahead) => {
    const { setClock } = await import("/static/js/page.js");
    clearInterval(window.ahead);
    window.ahead = setInterval(() => setClock(new Date(Date.now() + ahead * 1000).toISOString()), 50);
}"""
CUT = """() => [...document.querySelectorAll(".row .age, .row .chip, .row [data-bind='number'], .row [data-bind='call_sign']")]
    .filter((one) => one.checkVisibility() && one.getClientRects().length && one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.textContent}: ${one.scrollWidth} > ${one.clientWidth}`)"""


def over(page: Page, seconds: int) -> None:
    """Let the page's clock run ahead of what it shows."""
    page.evaluate(LATER, seconds)
    expect(page.locator('#incidents .age[data-over="true"]').first).to_be_visible()


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_u39_no_age_of_an_overdue_row_is_cut(desk: Desk, width: int, height: int, theme: str) -> None:
    board, other = live(desk("dispatcher", "/board/", width=width, height=height)), live(desk("supervisor", "/board/"))
    if theme == "light":
        board.locator("#theme").click()
    said = [
        "man with a knife says he will stab her",
        "woman cries on a bench, no weapons",
        "neighbors argue about a fence",
    ]
    do(other, "take_call", *[call(f"{n} Long Overdue Blvd", narrative) for n, narrative in enumerate(said)])
    for ahead in (383, 900, 7_300, 93_600, 500_000):
        over(board, ahead)
        board.wait_for_timeout(1_100)
        assert board.evaluate(CUT) == [], ahead
