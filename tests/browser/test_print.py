"""U43: what is printed has its page and its time on every sheet, in black on white, at 10 points, with no row cut."""

import io
import re

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.desks import Desk, live

SHEETS = {"A4": (595, 842), "Letter": (612, 792)}
FOOT = re.compile(r"as of \d+ \w+ \d{4}, \d\d:\d\d:\d\d")


def printed(page: Page, sheet: str = "A4") -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(format=sheet)))


def test_u43_every_sheet_of_the_board_says_its_page_and_its_time(desk: Desk) -> None:
    pdf = printed(live(desk("dispatcher", "/board/")))
    texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) > 1
    for at, text in enumerate(texts, start=1):
        assert f"Page {at} of {len(texts)}" in text
        assert FOOT.search(text)
        assert "Board" in text


def test_every_incident_of_the_board_is_on_its_print(desk: Desk) -> None:
    page = live(desk("dispatcher", "/board/"))
    numbers = page.locator("#incidents [data-bind=number]").all_inner_texts()
    text = "".join(sheet.extract_text() for sheet in printed(page).pages)
    assert numbers
    assert [n for n in numbers if n not in text] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_blank_cards_fit_two_to_a_sheet(desk: Desk, sheet: str) -> None:
    page = desk("calltaker", "/print/cards/")
    pdf = printed(page, sheet)
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == pytest.approx(SHEETS[sheet], abs=1)
    assert [text.count("Call card, on paper") for text in (p.extract_text() for p in pdf.pages)] == [2] * 5


@pytest.mark.parametrize(
    ("who", "path"),
    [("dispatcher", "/board/"), ("dispatcher", "/incidents/LA26-000001/"), ("calltaker", "/print/cards/")],
)
def test_nothing_on_paper_is_smaller_than_ten_points_or_coloured(desk: Desk, who: str, path: str) -> None:
    page = desk(who, path)
    if page.locator("#link").count():
        live(page)
    page.emulate_media(media="print")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
            .map((e) => ({ e, style: getComputedStyle(e) }))
            .filter(({ style }) => parseFloat(style.fontSize) < 13.2 || style.color !== "rgb(0, 0, 0)")
            .map(({ e, style }) => [e.tagName, e.className, style.fontSize, style.color].join(" "))"""
    )
    assert small == []


def test_no_row_may_be_cut_between_two_sheets(desk: Desk) -> None:
    page = live(desk("dispatcher", "/board/"))
    page.emulate_media(media="print")
    for row in ("#incidents .row", "#units .row"):
        assert page.locator(row).first.evaluate("row => getComputedStyle(row).breakInside") == "avoid"


def test_a_board_that_is_not_up_to_date_says_so_on_its_print(desk: Desk) -> None:
    page = live(desk("dispatcher", "/board/"))
    page.evaluate("document.body.dataset.link = 'stale'; dispatchEvent(new Event('beforeprint'))")
    assert "NOT UP TO DATE" in printed(page).pages[0].extract_text()
