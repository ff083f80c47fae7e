"""Callers who write, callers who cannot speak freely, and callers who were lost: what the taker does about each."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.browser.test_ringing import at_intake, rung
from tests.desks import Desk, live
from tests.provider import Provider


def chatting(page: Page, provider: Provider, number: str, *words: str) -> str:
    ref = provider.ring(number=number, medium="chat")
    for said in words:
        provider.write(ref, said)
    expect(rung(page, number)).to_be_visible()
    page.keyboard.press("Alt+a")
    expect(page.get_by_label("Call-back number")).to_have_value(number)
    return ref


def test_a_conversation_is_read_answered_and_copied_word_for_word(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    ref = chatting(page, provider, "213-555-0120", "hes  in the kitchen", "he has not eaten")
    page.get_by_label("Address").fill("1420 Dahlia St")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+c")
    expect(page.get_by_label("What is happening")).to_have_value("hes  in the kitchen")
    page.keyboard.press("Alt+t")
    page.keyboard.type("Are you safe?")
    page.keyboard.press("Enter")
    expect(page.locator("#texts li")).to_have_count(3)
    expect(page.get_by_label("Answer", exact=False).first).to_have_value("")
    assert [(t["from"], t["words"]) for t in provider.texts(ref, since=2)] == [("desk", "Are you safe?")]
    provider.write(ref, "yes")
    expect(page.locator("#texts li").last).to_contain_text("yes")
    expect(page.locator("#unread")).to_have_text("1 unread")
    clean(page)


def test_a_conversation_goes_on_after_the_call_is_on_the_board(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    ref = chatting(page, provider, "213-555-0121", "please send somebody")
    page.get_by_label("Address").fill("9 Iris Dr")
    page.keyboard.press("Alt+c")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#number a")).to_be_visible()
    page.get_by_label("Answer", exact=False).first.fill("Somebody is coming.")
    page.keyboard.press("Enter")
    expect(page.locator("#texts li")).to_have_count(2)
    page.get_by_role("button", name="End conversation").click()
    expect(page.locator("#conversation-said")).to_contain_text("has ended")
    expect(page.locator("#texts li")).to_have_count(2)
    provider.write(ref, "they are not here yet")
    expect(rung(page, "213-555-0121")).to_be_visible()


def test_a_caller_who_cannot_speak_is_asked_what_yes_and_no_can_answer(desk: Desk) -> None:
    page = at_intake(desk)
    page.get_by_label("Address").fill("300 Birch St")
    page.get_by_label("What is happening").fill("whispers, then silence")
    page.keyboard.press("Alt+s")
    expect(page.locator("#silent-question")).to_have_text("Is it safe for you to talk?")
    expect(page.locator("#silent-question")).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator("#silent-question")).not_to_have_text("Is it safe for you to talk?")
    page.keyboard.press("y")
    expect(page.locator("#silent-said")).to_have_text("2 answered")
    clean(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#number a")).to_be_visible()
    number = page.locator("#number a").inner_text()
    page.goto(f"/incidents/{number}/")
    expect(page.locator("#record")).to_contain_text("Caller cannot speak freely")


def test_letters_outside_the_silent_panel_answer_nothing(desk: Desk) -> None:
    page = at_intake(desk)
    page.keyboard.press("Alt+s")
    page.get_by_label("What is happening").fill("")
    page.keyboard.type("nn yy 12")
    expect(page.get_by_label("What is happening")).to_have_value("nn yy 12")
    expect(page.locator("#silent-said")).to_have_text("0 answered")


def test_a_lost_call_stays_on_the_list_until_somebody_says_how_it_came_out(
    desk: Desk,
    provider: Provider,
) -> None:
    page = at_intake(desk)
    ref = provider.ring(number="213-555-0130", address="12 Elm Pl", class_of_service="RESD")
    provider.end(ref, "abandoned")
    task = page.locator("#callbacks li", has_text="213-555-0130")
    expect(task).to_contain_text("ended before anybody answered")
    task.get_by_role("button").click()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("#callback-outcome-problem")).to_have_text("Say how it came out.")
    clean(page)
    page.get_by_label("Busy").check()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(task).to_contain_text("tried once, last: busy")
    task.get_by_role("button").click()
    page.get_by_label("Reached: emergency").check()
    page.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_url("**/intake/?draft=*")
    expect(page.get_by_label("Call-back number")).to_have_value("213-555-0130")
    expect(page.locator("#callbacks li", has_text="213-555-0130")).to_have_count(0)
    page.get_by_label("Address").fill("12 Elm Pl")
    page.get_by_label("What is happening").fill("woman fell, hip hurts")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#number a")).to_be_visible()


def test_a_taker_whose_caller_was_cut_off_plans_the_call_back_with_one_key(desk: Desk, provider: Provider) -> None:
    page = at_intake(desk)
    ref = provider.ring(number="213-555-0131", address="4 Cassia Bl", class_of_service="RESD")
    expect(rung(page, "213-555-0131")).to_be_visible()
    page.keyboard.press("Alt+a")
    expect(page.get_by_label("Address")).to_have_value("4 Cassia Bl")
    page.get_by_label("What is happening").fill("shouting, then nothing")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#number a")).to_be_visible()
    provider.end(ref, "hung_up")
    expect(page.locator("#line-state")).to_have_text("The line has ended.")
    page.keyboard.press("Alt+k")
    expect(page.locator("#callbacks li", has_text="213-555-0131")).to_contain_text("planned by a call-taker")


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_ringing_calls_are_clean_in_both_themes(desk: Desk, provider: Provider, theme: str) -> None:
    page = live(desk("calltaker", "/intake/"))
    if theme == "light":
        page.locator("#theme").click()
    provider.ring(number="213-555-0140", lat=34.05, lon=-118.25, uncertainty_m=900, class_of_service="WPH1")
    provider.ring(number="213-555-0141", medium="text")
    expect(rung(page, "213-555-0141")).to_be_visible()
    clean(page)
