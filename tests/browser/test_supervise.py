"""A flagged call on its way: from the call-taker to a referral that two supervisors agreed on, and its file."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.desks import Desk, live, put_on_board

WORDS = "there is a black man sitting in a car, he does not belong here, looks suspicious, not doing anything"


def flag(page: Page, note: str = "no act was ever named") -> None:
    page.keyboard.press("Alt+b")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("No act is described").check()
    dialog.get_by_label("What you heard").fill(note)
    dialog.get_by_role("button", name="Ask for a review").click()
    expect(dialog).to_be_hidden()


def flagged(desk: Desk, address: str = "900 S Curson Ave") -> str:
    page = desk("calltaker", "/intake/")
    number = put_on_board(page, address, WORDS)
    flag(page)
    expect(page.locator("#flagged")).to_contain_text("Recorded")
    page.context.close()
    return number


def chosen(desk: Desk, who: str, number: str) -> Page:
    page = live(desk(who, "/supervise/"))
    page.get_by_role("button", name=f"{number}/F1").click()
    expect(page.locator("#review")).to_contain_text(WORDS)
    return page


def decide(page: Page, choice: str, reason: str) -> None:
    page.get_by_label(choice, exact=False).check()
    page.get_by_label("Reason (required").fill(reason)
    page.get_by_role("button", name="Decide").click()


def test_a_flag_goes_from_the_call_taker_to_an_exported_referral(desk: Desk) -> None:
    number = flagged(desk)

    first = chosen(desk, "supervisor", number)
    decide(first, "Refer", "heard the recording twice")
    expect(first.locator("#said")).to_contain_text(": referral proposed")
    expect(first.locator("#review")).to_contain_text("a second supervisor decides")
    expect(first.get_by_role("button", name="Decide")).to_have_count(0)

    second = chosen(desk, "supervisor2", number)
    expect(second.locator("#review")).to_contain_text("heard the recording twice")
    decide(second, "Agree to refer", "I agree")
    expect(second.locator("#said")).to_contain_text(": referred")
    second.get_by_label("Reason (required").fill("PC 653y")
    second.get_by_role("button", name="Make the file").click()
    expect(second.locator(".exports code")).to_be_visible()
    known = second.locator(".exports code").inner_text()
    with second.expect_download() as coming:
        second.get_by_role("link", name="Download the newest file").click()
    content = Path(coming.value.path()).read_bytes()
    assert hashlib.sha256(content).hexdigest() == known
    record = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("record.json"))
    assert record["calls"][0]["narrative"] == WORDS


def test_the_suggestion_is_one_quiet_line_and_ticks_nothing(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    put_on_board(page, "901 S Curson Ave", WORDS)
    expect(page.locator("#verdict")).to_contain_text("Consider flagging for a bias review")
    page.keyboard.press("Alt+b")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("It is not a finding and changes nothing about the response.")
    assert dialog.locator("input:checked").count() == 0
    clean(page)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(desk: Desk, theme: str) -> None:
    page = desk("calltaker", "/intake/")
    put_on_board(page, "902 S Curson Ave", WORDS)
    if theme == "light":
        page.locator("#theme").click()
    page.get_by_role("button", name="Flag for bias review").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What you heard").fill("typed already")
    dialog.get_by_label("Other words").fill("words that nobody said")
    dialog.get_by_role("button", name="Ask for a review").click()
    expect(page.locator("#flag-reasons-problem")).to_have_text("Tick at least one reason.")
    expect(dialog.get_by_label("No act is described")).to_be_focused()
    clean(page)
    page.keyboard.press("Space")
    dialog.get_by_role("button", name="Ask for a review").click()
    expect(page.locator("#flag-quotes-problem")).to_contain_text("Quote exactly")
    expect(dialog.get_by_label("What you heard")).to_have_value("typed already")
    clean(page)
    dialog.get_by_label("Other words").fill("he does not belong here")
    dialog.get_by_role("button", name="Ask for a review").click()
    expect(page.locator("#flagged")).to_contain_text("Recorded")


def test_the_board_flags_too_and_shows_no_sign_of_it(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    board.keyboard.press("j")
    board.get_by_role("button", name="Flag for bias review…").click()
    dialog = board.get_by_role("dialog")
    dialog.get_by_label("A slur was used").check()
    dialog.get_by_label("What you heard").fill("CANARY")
    dialog.get_by_role("button", name="Ask for a review").click()
    expect(board.locator("#echo")).to_contain_text("recorded")
    board.reload()
    live(board)
    assert "CANARY" not in board.content()


def test_a_supervisors_own_flag_is_explained_not_offered(desk: Desk) -> None:
    page = desk("supervisor", "/intake/")
    number = put_on_board(page, "903 S Curson Ave", WORDS)
    flag(page)
    expect(page.locator("#flagged")).to_contain_text("Recorded")
    page.goto("/supervise/")
    live(page).get_by_role("button", name=f"{number}/F1").click()
    expect(page.locator("#review")).to_contain_text("You raised this flag")
    expect(page.get_by_role("button", name="Decide")).to_have_count(0)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_page_is_clean_and_a_flag_is_decided_by_keys_alone(desk: Desk, theme: str) -> None:
    flagged(desk, f"904 S Curson Ave, {theme}")
    page = live(desk("supervisor", "/supervise/"))
    if theme == "light":
        page.locator("#theme").click()
    expect(page.locator("#queue button").first).to_be_visible()
    page.locator("main").focus()
    page.keyboard.press("j")
    expect(page.locator("#decide-form")).to_be_visible()
    clean(page)
    page.locator("#decide-send").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#decide-decision-problem")).to_have_text("Choose one.")
    expect(page.locator("#decide-form input").first).to_be_focused()
    clean(page)
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("nothing to answer for")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text(": dismissed")
    expect(page.locator("#review")).to_be_focused()
    clean(page)


def test_overrides_that_cannot_be_read_and_an_empty_list_look_different(desk: Desk) -> None:
    page = desk("supervisor", "/board/")
    page.route(
        "**/api/overrides/**",
        lambda route: route.fulfill(status=503, json={"error": {"code": "try_again", "detail": "Busy."}}),
    )
    page.goto("/supervise/")
    expect(page.locator("#overrides-said")).to_have_text("Overrides cannot be read: Busy.")
    expect(page.locator("#overrides-said")).to_have_class("problem")
    page.route("**/api/overrides/**", lambda route: route.fulfill(json={"results": [], "counts": {}}))
    page.goto("/supervise/")
    expect(page.locator("#overrides-said")).to_have_text("No override matches.")
    one = {
        "incident": "LA26-000001",
        "direction": "upgrade",
        "reason_code": "caller_knows_more",
        "words": "heard a shot",
        "by": "dispatcher",
        "at": "2026-11-24T07:10:11.12Z",
        "state": "unconfirmed",
        "confirmed_by": None,
        "before": {"determination": "non_criminal", "priority": "P3"},
        "after": {"determination": "criminal", "priority": "P1"},
    }
    page.route(
        "**/api/overrides/**", lambda route: route.fulfill(json={"results": [one], "counts": {"unconfirmed": 1}})
    )
    page.goto("/supervise/")
    expect(page.locator("#overrides")).to_contain_text("heard a shot")
    clean(page)


def test_who_is_no_supervisor_finds_no_way_in_and_reads_nothing(desk: Desk) -> None:
    page = desk("dispatcher", "/supervise/")
    expect(page.locator("#queue-said")).to_contain_text("for supervisors")
    expect(page.get_by_role("navigation").get_by_text("Supervise")).to_have_count(0)
