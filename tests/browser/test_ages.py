"""U39: what is over its limit says so in words, and no word of a row is cut at the two sizes of a desk."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_lists import call, do
from tests.desks import Desk, live

# Seconds that a call has waited: under ten minutes, over it, hours, a day, days.
WAITED = (383, 900, 7_300, 93_600, 500_000)
SAID = (
    "man with a knife says he will stab her",
    "woman cries on a bench, no weapons",
    "neighbors argue about a fence",
    "man sleeps in a tent on the sidewalk",
)
# Lets the page's clock run ahead and write its ages at once; returns what does not fit into its cell.
CUT = """async (ahead) => {
    const { setClock } = await import("/static/js/page.js");
    setClock(new Date(Date.now() + ahead * 1000).toISOString());
    dispatchEvent(new Event("beforeprint"));
    const over = document.querySelectorAll('#incidents .age[data-over="true"]').length;
    const cells = document.querySelectorAll(".row .age, .row .chip, .row [data-bind=number], .unit-row .mono");
    const cut = [...cells].filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1);
    return [over, cut.map((one) => `${one.textContent}: ${one.scrollWidth} > ${one.clientWidth}`)];
}"""


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_u39_no_age_of_an_overdue_row_is_cut(desk: Desk, width: int, height: int, theme: str) -> None:
    board, other = live(desk("dispatcher", "/board/", width=width, height=height)), live(desk("supervisor", "/board/"))
    if theme == "light":
        board.locator("#theme").click()
    numbers = do(other, "take_call", *[call(f"{n} Long Overdue Blvd", said) for n, said in enumerate(SAID)])
    expect(board.locator(f'.incident-row[data-number="{numbers[-1]}"]')).to_have_count(1)
    for ahead in WAITED:
        over, cut = board.evaluate(CUT, ahead)
        assert over, f"nothing is over its limit after {ahead} s"
        assert cut == [], f"after {ahead} s"
