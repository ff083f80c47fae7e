"""The call-taker's incoming calls: answered with one key, nothing asked twice, nothing lost, the hand never moved."""

import re

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.desks import Desk, live
from tests.provider import Provider


def rung(page: Page, number: str) -> Locator:
    return page.locator("#ringing li", has_text=number)


def at_intake(desk: Desk, who: str = "calltaker") -> Page:
    return live(desk(who, "/intake/"))


WIRELESS = {"lat": 34.0958, "lon": -118.3309, "uncertainty_m": 35, "class_of_service": "WPH2"}


def test_a_ringing_call_shows_itself_and_leaves_the_hand_where_it_is(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    box = page.get_by_label("What is happening")
    box.press_sequentially("a dog ")
    provider.ring(number="213-555-0101", **WIRELESS)
    expect(rung(page, "213-555-0101")).to_be_visible()
    expect(rung(page, "213-555-0101")).to_contain_text("within 35 m, WPH2")
    page.keyboard.type("barks")
    expect(box).to_have_value("a dog barks")


def test_one_key_answers_and_fills_in_what_is_known(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    provider.ring(number="213-555-0102", name="M. Okafor", address="812 Larkspur Av", class_of_service="RESD")
    expect(rung(page, "213-555-0102")).to_be_visible()
    page.keyboard.press("Alt+a")
    expect(page.get_by_label("Call-back number")).to_have_value("213-555-0102")
    expect(page.get_by_label("Caller's name")).to_have_value("M. Okafor")
    expect(page.get_by_label("Address")).to_have_value("812 Larkspur Av")
    expect(page.get_by_label("Address")).to_be_focused()
    expect(page.locator("#line-says")).to_contain_text("RESD (residence)")


def test_what_is_typed_while_the_answer_is_on_its_way_belongs_to_the_answered_call(
    desk: Desk, provider: Provider
) -> None:
    page = at_intake(desk)
    provider.ring(number="213-555-0109")
    expect(rung(page, "213-555-0109")).to_be_visible()
    page.keyboard.press("Alt+a")
    page.get_by_label("Address").fill("8 Myrtle Dr")
    box = page.get_by_label("What is happening")
    box.fill("smoke")
    expect(page.get_by_label("Call-back number")).to_have_value("213-555-0109")
    expect(page.get_by_label("Address")).to_have_value("8 Myrtle Dr")
    expect(box).to_be_focused()
    expect(box).to_have_value("smoke")


def test_two_takers_of_one_call_are_told_without_blame(desk: Desk, provider: Provider) -> None:
    first, second = at_intake(desk), at_intake(desk, "supervisor")
    news = {"held": False}

    def between(browser: WebSocketRoute) -> None:
        """Hold back news from the second desk, so that its key comes before it knows; answers go through."""
        server = browser.connect_to_server()
        server.on_message(
            lambda message: None if news["held"] and '"reply"' not in str(message) else browser.send(message)
        )

    second.route_web_socket("**/ws/board/", between)
    live(second).reload()
    live(second)
    provider.ring(number="213-555-0103")
    expect(rung(first, "213-555-0103")).to_be_visible()
    expect(rung(second, "213-555-0103")).to_be_visible()
    news["held"] = True
    first.keyboard.press("Alt+a")
    expect(first.get_by_label("Call-back number")).to_have_value("213-555-0103")
    second.keyboard.press("Alt+a")
    expect(second.locator("#ringing [data-said]")).to_have_text(re.compile(r"^Answered by calltaker \d+ s ago\.$"))
    expect(second.get_by_label("Call-back number")).to_have_value("")


def test_u24_a_routine_call_takes_under_twenty_keys_besides_the_narrative(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    provider.ring(number="213-555-0104", address="1420 Dahlia St", lat=34.0443, lon=-118.247, class_of_service="RESD")
    expect(rung(page, "213-555-0104")).to_be_visible()
    keys = 0

    def press(key: str) -> None:
        nonlocal keys
        keys += key.count("+") + 1
        page.keyboard.press(key)

    press("Alt+a")
    expect(page.get_by_label("Address")).to_have_value("1420 Dahlia St")
    while not page.evaluate("document.activeElement.id === 'narrative'"):
        press("Tab")
    page.keyboard.type("Woman on the bench cries and talks to nobody, family asks for somebody to talk to her")
    for _ in range(2):
        marked = page.locator(".question[data-next=true]").first
        expect(marked).to_be_visible()
        asked = marked.get_attribute("aria-label")
        press("Alt+2")
        expect(page.locator(f'.question[data-next=true][aria-label="{asked}"]')).to_have_count(0)
    press("Control+Enter")
    expect(page.locator("#number a")).to_be_visible()
    assert keys < 20, keys
    page.locator("#number a").click()
    expect(page.locator("#record")).to_contain_text("213-555-0104")


def test_a_place_that_the_caller_cannot_say_is_the_place_that_was_measured(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    ref = provider.ring(number="213-555-0105", **WIRELESS)
    expect(rung(page, "213-555-0105")).to_be_visible()
    page.keyboard.press("Alt+a")
    expect(page.get_by_label("Latitude")).to_have_value("34.0958")
    page.keyboard.press("Alt+l")
    expect(page.get_by_label("Address")).to_have_value("Caller's position 34.09580, -118.33090, within 35 m")
    provider.locate(ref, lat=34.0961, lon=-118.3301, uncertainty_m=9)
    expect(page.locator("#line-says")).to_contain_text("within 9 m")
    expect(page.get_by_label("Latitude")).to_have_value("34.0958")
    page.get_by_role("button", name="Use the newer position").click()
    expect(page.get_by_label("Latitude")).to_have_value("34.0961")


def test_a_call_answered_in_the_middle_of_another_loses_nothing_of_either(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    page.get_by_label("Address").fill("77 Juniper Wy")
    provider.ring(number="213-555-0106")
    expect(rung(page, "213-555-0106")).to_be_visible()
    page.keyboard.press("Alt+a")
    expect(page.get_by_label("Call-back number")).to_have_value("213-555-0106")
    expect(page.get_by_label("Address")).to_have_value("")
    expect(page.get_by_role("button", name="Go on with: 77 Juniper Wy")).to_be_visible()


def test_u23_an_answered_call_comes_back_with_its_words_line_and_caret_after_a_crash(
    desk: Desk, provider: Provider
) -> None:
    page = at_intake(desk)
    provider.ring(number="213-555-0107", **WIRELESS)
    expect(rung(page, "213-555-0107")).to_be_visible()
    page.keyboard.press("Alt+a")
    expect(page.get_by_label("Call-back number")).to_have_value("213-555-0107")
    page.get_by_label("What is happening").press_sequentially("she is in the bath")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    whole = "she is in the cold bath"
    with page.expect_response(lambda r: "/api/drafts/" in r.url and whole in (r.request.post_data or "")):
        page.get_by_label("What is happening").press_sequentially("cold ")
    page.context.close()
    again = at_intake(desk)
    rung(again, "213-555-0107").get_by_role("button", name="Go on").click()
    box = again.get_by_label("What is happening")
    expect(box).to_have_value("she is in the cold bath")
    expect(box).to_be_focused()
    assert again.evaluate("document.activeElement.selectionStart") == len("she is in the cold ")
    expect(again.locator("#line-says")).to_contain_text("within 35 m")


def test_f27_at_most_two_seconds_are_lost_while_somebody_types_without_a_pause(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    box = page.get_by_label("What is happening")
    box.press_sequentially("abcdefghij" * 6, delay=60)  # 3.6 s and never a pause
    page.context.close()
    again = desk("calltaker", "/intake/")
    again.get_by_role("button", name="Go on with: abcdefghij").first.click()
    kept = again.get_by_label("What is happening").input_value()
    assert len(kept) >= 60 - 2 / 0.06


def test_nothing_of_a_call_is_kept_in_the_browser(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    provider.ring(number="213-555-0108", **WIRELESS)
    expect(rung(page, "213-555-0108")).to_be_visible()
    page.keyboard.press("Alt+a")
    page.get_by_label("Address").fill("5 Fern Pl")
    page.get_by_label("What is happening").fill("man asleep on the steps")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#number a")).to_be_visible()
    kept = page.evaluate(
        """async () => [{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), await caches.keys()]"""
    )
    local, *others = kept
    assert set(local) <= {"theme", "single-keys"}
    assert others == [{}, [], []]
    assert "213-555" not in page.url


@pytest.mark.parametrize("path", ["/board/", "/map/", "/search/", "/roster/"])
def test_u11_one_key_opens_a_new_call_from_any_page(desk: Desk, path: str) -> None:
    page = desk("dispatcher", path)
    page.keyboard.press("Alt+n")
    page.wait_for_url("**/intake/")
    expect(page.get_by_label("Address")).to_be_focused()
