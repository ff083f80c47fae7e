"""One incident's record and its hand-over page, as people read and print them; clean to axe."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.desks import Desk, live, put_on_board

DOWNTOWN = ("34.0443", "-118.2503")
SAID = "woman crying on a bench, wants somebody to talk to"


def send(page: Page, verb: str, **fields: Any) -> Any:
    """Send a verb as the person at this desk; return the event."""
    return page.evaluate(
        """async ([verb, fields]) => (await import("/static/js/api.js")).command(verb, fields)""", [verb, fields]
    )


@pytest.fixture
def number(desk: Desk) -> str:
    return put_on_board(desk("calltaker", "/intake/"), "Hope St / 5th St", SAID, *DOWNTOWN)


def test_what_is_added_appears_on_an_open_record(desk: Desk, number: str) -> None:
    record = live(desk("dispatcher", f"/incidents/{number}/"))
    parts = record.locator("#parts")
    expect(parts).to_contain_text("No persons, transfers, links or messages yet.")
    send(record, "record_person", incident=number, role="subject", name="Mia Lund", description="blue scarf")
    expect(parts).to_contain_text("subject: Mia Lund. blue scarf")
    send(record, "request_backup", incident=number, kind="medical", reason="she is cold")
    expect(parts).to_contain_text("asked for Medical")
    expect(parts).to_contain_text("Not answered yet; asked")
    send(record, "post_message", to={"desk": "supervisor"}, text="please look in", incident=number)
    expect(parts).to_contain_text("please look in (not read yet)")
    clean(record)


def test_two_desks_see_that_they_look_at_the_same_incident(desk: Desk, number: str) -> None:
    record = live(desk("dispatcher", f"/incidents/{number}/"))
    other = live(desk("supervisor", f"/incidents/{number}/"))
    expect(record.locator("#parts")).to_contain_text("Also looking at this: supervisor")
    expect(other.locator("#parts")).to_contain_text("Also looking at this: dispatcher")
    other.goto("/board/")
    expect(record.locator("#parts")).not_to_contain_text("Also looking")


def test_the_hand_over_page_holds_what_was_asked_and_is_reached_by_a_link(desk: Desk, number: str) -> None:
    record = live(desk("dispatcher", f"/incidents/{number}/"))
    send(record, "record_vehicle", incident=number, description="white van", plate="7ABC123")
    record.get_by_role("link", name="Hand-over page, to print").click()
    expect(record.get_by_role("heading", level=1)).to_contain_text(number)
    for words in (SAID, "Hope St / 5th St", "7ABC123", "Asked and answered: do not ask again", "call taken"):
        expect(record.locator("#main")).to_contain_text(words)
    clean(record)
    record.locator("#theme").click()
    clean(record)


def test_u43_paper_shows_the_incident_and_the_time_on_each_sheet_in_black_and_white(desk: Desk, number: str) -> None:
    page = desk("dispatcher", f"/incidents/{number}/handover/")
    page.emulate_media(media="print")
    head = page.locator(".sheets thead")
    expect(head).to_contain_text(number)
    expect(head).to_contain_text("made 20")
    assert head.evaluate("e => getComputedStyle(e).display") == "table-header-group"
    assert page.locator("html").evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 13.33  # 10 pt
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".top")).to_be_hidden()
    for size in ("A4", "Letter"):
        assert page.pdf(format=size).startswith(b"%PDF")


def test_a_unit_reads_its_own_hand_over_page_on_the_phone(desk: Desk, number: str) -> None:
    dispatcher = live(desk("dispatcher", "/board/"))
    phone = live(desk("crisis_team", "/field/", width=390, height=844))
    unit = phone.locator("#unit").inner_text().split(",")[0]
    send(dispatcher, "add_note", incident=number, text="prior arrest", compartment="law")
    send(dispatcher, "assign_unit", incident=number, unit=unit, reason="closest")
    phone.goto(f"/incidents/{number}/handover/")
    expect(phone.locator("#main")).to_contain_text(SAID)
    expect(phone.locator("#main")).not_to_contain_text("prior arrest")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    clean(phone)
    send(dispatcher, "cancel_assignment", incident=number, unit=unit, reason="the test is over")
