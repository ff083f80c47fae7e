"""States that come over a page seldom or by themselves: axe-core finds nothing in them, in the dark and the light."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Own
from tests.browser.test_accessibility import clean
from tests.browser.test_conversation import chatting
from tests.browser.test_lock import SEND, cover
from tests.browser.test_ringing import at_intake, rung
from tests.browser.test_truth import proxied
from tests.desks import Desk, live
from tests.provider import Provider

THEME = "(name) => { document.documentElement.dataset.theme = name; }"


def clean_in_both_themes(page: Page) -> None:
    for theme in ("light", "dark"):
        page.evaluate(THEME, theme)
        clean(page)


def test_a_stale_board_under_its_veil_is_clean(desk: Desk) -> None:
    board, proxy = proxied(desk)
    proxy.silent = True
    expect(board.locator("#veil")).to_be_visible(timeout=20_000)
    clean_in_both_themes(board)


def test_a_standing_emergency_is_clean_on_the_board_and_on_the_phone_that_pressed_it(desk: Desk) -> None:
    board, phone = live(desk("dispatcher", "/board/")), live(desk("patrol", "/field/", width=390, height=844))
    unit = phone.evaluate("async () => (await (await fetch('/api/board/')).json()).me.unit")
    phone.evaluate(SEND, ["press_emergency", {"unit": unit}])
    try:
        expect(board.locator("#inbox .inbox-row[data-urgent='0']").first).to_be_visible()
        expect(phone.locator("#emergency-said")).not_to_be_empty()
        for page in (board, phone):
            clean_in_both_themes(page)
    finally:
        board.evaluate(SEND, ["acknowledge_emergency", {"unit": unit}])
        board.evaluate(SEND, ["end_emergency", {"unit": unit, "how": "safe", "words": "only a test"}])


def test_a_conversation_and_the_silent_questions_are_clean(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    chatting(page, provider, "213-555-0127", "he is in the next room")
    clean_in_both_themes(page)
    page.keyboard.press("Alt+s")
    expect(page.locator("#silent-question")).to_be_visible()
    clean_in_both_themes(page)


def test_a_ringing_call_and_the_dialog_of_a_call_back_are_clean(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    ref = provider.ring(number="213-555-0128")
    expect(rung(page, "213-555-0128")).to_be_visible()
    clean_in_both_themes(page)
    provider.end(ref, "abandoned")
    task = page.locator("#callbacks li").filter(has_text="213-555-0128")
    task.get_by_role("button", name="Record").click()
    page.locator("#callback-form").get_by_role("button", name="Record").click()
    expect(page.locator("#callback-outcome-problem")).to_be_visible()
    clean_in_both_themes(page)


def test_the_centres_page_with_an_error_beside_a_field_is_clean(desk: Desk) -> None:
    page = live(desk("centre_admin", "/centre/"))
    page.get_by_role("navigation", name="Settings").get_by_role("button", name="Locking", exact=True).click()
    page.get_by_role("textbox", name="Untouched until it locks", exact=False).fill("7")
    page.locator("#save").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    clean_in_both_themes(page)


def test_a_locked_desk_is_clean(own: Own) -> None:
    board = live(own())
    board.keyboard.press("F9")
    expect(cover(board)).to_be_visible()
    clean_in_both_themes(board)
