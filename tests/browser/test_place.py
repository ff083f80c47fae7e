"""U26: one free address field that helps and never insists; what is known nearby; cautions and places to check."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.desks import Desk, live, put_on_board

ADDRESS = "Address, as the caller says it"


def type_address(page: Page, text: str) -> None:
    page.get_by_label(ADDRESS).focus()
    page.keyboard.type(text, delay=5)


def test_u26_candidates_follow_the_typing_and_one_is_taken_by_keyboard(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    type_address(page, "1358 n wilcx apt 4")
    option = page.get_by_role("option", name="1358 N Wilcox Ave")
    expect(option.first).to_contain_text("Hollywood area")
    expect(option.first).to_contain_text("near Fountain Ave")
    expect(page.get_by_label(ADDRESS)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label(ADDRESS)).to_have_value("1358 N Wilcox Ave")
    expect(page.get_by_label("Apartment")).to_have_value("4")
    expect(page.locator("#place-said")).to_contain_text("Verified")
    expect(page.locator("#place-said")).to_contain_text("LAPD")
    expect(page.get_by_label(ADDRESS)).to_be_focused()


def test_u26_a_place_is_used_as_typed_and_waits_on_the_list_of_places_to_check(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    type_address(page, "vine and sunset")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_label(ADDRESS)).to_have_value("vine and sunset")
    page.get_by_label("What is happening").fill("two neighbors argue, nobody is hurt")
    page.keyboard.press("Control+Enter")
    number = page.locator("#number a")
    expect(number).to_be_visible()
    work = live(desk("supervisor", "/places/")).locator("#unverified .work", has_text=number.inner_text())
    expect(work).to_contain_text("vine and sunset")
    work.get_by_role("button", name="W Sunset Blvd & Vine St").click()
    expect(work).to_have_count(0)
    record = live(desk("dispatcher", f"/incidents/{number.inner_text()}/"))
    expect(record.locator("#record")).to_contain_text("W Sunset Blvd & Vine St")


def test_candidates_are_looked_up_for_places_when_they_come_into_sight(desk: Desk) -> None:
    """Hundreds asked for at once fill the browser's connections: a hand's own question would wait behind them."""
    page = desk("supervisor", "/", width=1366, height=420)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/places/" in request.url else None)
    page.goto("/places/")
    live(page)
    rows = page.locator("#unverified .work")
    expect(rows.first.get_by_text("Looking for candidates")).to_have_count(0)
    assert rows.count() >= 10
    assert 0 < len(asked) < rows.count()
    expect(rows.last.get_by_text("Looking for candidates")).to_have_count(1)
    for row in rows.all()[:15]:
        row.scroll_into_view_if_needed()
        expect(row.get_by_text("Looking for candidates")).to_have_count(0)


def test_u26_a_street_of_two_towns_is_told_apart_and_the_other_town_says_transfer(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    type_address(page, "2400 main st")
    expect(page.get_by_role("option", name="2400 S Main St, Los Angeles")).to_be_visible()
    expect(page.get_by_role("option", name="2400 Main St, Santa Monica")).to_contain_text("transfer?")


def test_u26_what_is_typed_over_a_chosen_place_is_unverified_again(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    type_address(page, "union station")
    expect(page.get_by_role("option", name="Union Station").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#place-said")).to_contain_text("Verified")
    type_address(page, ", east portal")
    expect(page.locator("#place-said")).to_contain_text("Used as typed")
    expect(page.get_by_label("Latitude")).to_have_value("")


def test_f37_without_a_gazetteer_the_call_is_taken_all_the_same(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    page.route("**/api/places/**", lambda route: route.abort())
    type_address(page, "by the fountain")
    expect(page.locator("#place-said")).to_contain_text("used as typed")
    page.get_by_label("What is happening").fill("man asleep")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#number a")).to_be_visible()


def test_an_open_incident_nearby_is_offered_and_one_key_attaches_the_call(desk: Desk) -> None:
    first = put_on_board(
        desk("calltaker", "/intake/"), "9100 S Western Ave", "car against a pole", "33.9540", "-118.3090"
    )
    page = desk("calltaker", "/intake/")
    page.get_by_label("Latitude").fill("33.9541")
    page.get_by_label("Longitude").fill("-118.3092")
    page.get_by_label(ADDRESS).fill("western by 91st")
    page.get_by_label("What is happening").fill("a car hit a pole, I think the driver is hurt")
    expect(page.locator("#nearby")).to_contain_text(first)
    expect(page.get_by_label("What is happening")).to_be_focused()
    page.keyboard.press("Alt+m")
    expect(page.locator("#number a")).to_have_text(first)
    record = live(desk("dispatcher", f"/incidents/{first}/"))
    expect(record.locator("#record")).to_contain_text("I think the driver is hurt")


def test_an_incident_that_an_attached_call_leaves_behind_is_offered_to_be_closed_and_never_silently(desk: Desk) -> None:
    first = put_on_board(
        desk("calltaker", "/intake/"), "9300 S Western Ave", "car against a pole", "33.9510", "-118.3090"
    )
    page = desk("calltaker", "/intake/")
    left = put_on_board(page, "western by 93rd", "a car hit a pole", "33.9511", "-118.3092")
    expect(page.locator("#nearby")).to_contain_text(first)
    page.keyboard.press("Alt+m")
    offer = page.locator("#left-behind")
    expect(offer).to_contain_text(f"{left} stays open without a call.")
    page.keyboard.press("Alt+j")
    expect(offer).to_contain_text(f"{left} is closed as a duplicate of {first} and counted there.")
    expect(offer.get_by_role("button")).to_be_hidden()
    clean(page)


def test_a_caution_is_added_by_keyboard_and_the_next_call_there_shows_it(desk: Desk) -> None:
    page = live(desk("supervisor", "/places/"))
    page.keyboard.press("c")
    page.get_by_label("Place", exact=True).fill("Watts Towers")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # sent: the words are missing, and say so beside their fields
    expect(page.locator("#caution-text-problem")).to_be_visible()
    clean(page)
    page.get_by_label("What to beware of").fill("Dog runs loose in the yard")
    page.get_by_label("Source").fill("Patrol, June 2026")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#cautions")).to_contain_text("Dog runs loose")
    taker = desk("calltaker", "/intake/")
    type_address(taker, "watts towers")
    expect(taker.get_by_role("option").first).to_be_visible()
    taker.keyboard.press("ArrowDown")
    taker.keyboard.press("Enter")
    expect(taker.locator("#nearby .premise")).to_contain_text("Dog runs loose in the yard")
    expect(taker.get_by_label(ADDRESS)).to_be_focused()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_candidates_and_what_is_known_nearby_are_clean(desk: Desk, theme: str) -> None:
    page = desk("calltaker", "/intake/")
    if theme == "light":
        page.locator("#theme").click()
    page.get_by_label("Latitude").fill("34.0507")
    page.get_by_label("Longitude").fill("-118.3457")
    type_address(page, "4861 w venice")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.locator("#nearby .premise").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    clean(page)
