"""An alert and an override as two people at two desks meet them; clean to axe in each of these states."""

import re

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.browser.test_board import command, incident
from tests.desks import Desk, live, put_on_board

DOWNTOWN = ("34.0443", "-118.2503")


def press(page: Page, name: str) -> None:
    page.locator("#detail").get_by_role("button", name=name).click()


def add_note(board: Page, number: str, text: str) -> None:
    command(board, f"N {number.split('-')[1]} {text}")


def test_new_facts_alert_the_floor_and_the_unit_and_move_nobody(desk: Desk) -> None:
    board, phone = live(desk("dispatcher", "/board/")), live(desk("patrol", "/field/", width=390, height=844))
    unit = phone.locator("#unit").inner_text().split(",")[0]
    number = put_on_board(
        desk("calltaker", "/intake/"), "Hope St / 5th St", "woman crying on a bench, wants somebody to talk to"
    )
    expect(incident(board, number)).to_be_visible()
    incident(board, number).click()
    command(board, f"D {unit} {number.split('-')[1]}")
    board.get_by_role("dialog").get_by_role("textbox").fill("closest by far")
    board.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(phone.locator("#known")).to_contain_text("crying on a bench")
    expect(board.get_by_role("dialog")).to_be_hidden()
    board.locator("#incidents").focus()
    add_note(board, number, "she has a knife now and says she will stab him")
    alert = board.locator("#detail .alert")
    expect(alert).to_contain_text("Level 4, immediate threat")
    expect(board.locator("#alerts")).to_contain_text(re.compile(r"\d alerts?"))
    expect(board.locator("#polite")).to_contain_text(number)
    expect(board.locator("#command")).to_be_focused()
    expect(incident(board, number).locator(".alert-mark")).to_be_visible()
    expect(incident(board, number)).to_contain_text(unit)
    clean(board)
    expect(phone.locator("#job .alert")).to_contain_text("Level 4, immediate threat")
    clean(phone)
    phone.get_by_role("button", name="Seen").click()
    expect(phone.locator("#job .alert")).to_have_count(0)
    expect(incident(board, number).locator(".alert-mark")).to_be_visible()
    board.locator("#incidents").focus()
    board.keyboard.press("a")
    expect(alert).to_contain_text("Seen by dispatcher")
    expect(incident(board, number).locator(".alert-mark")).to_be_hidden()
    clean(board)
    board.keyboard.press("/")
    board.keyboard.type(f"C {unit} resolved")
    board.keyboard.press("Enter")
    expect(phone.locator("#job")).to_contain_text("No job")


def test_sending_the_police_away_from_a_danger_takes_two_people(desk: Desk) -> None:
    one, two = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    number = put_on_board(
        desk("calltaker", "/intake/"),
        "Main St / 7th St",
        "man in the kitchen holds a knife, threatens his brother",
        *DOWNTOWN,
    )
    for board in (one, two):
        expect(incident(board, number)).to_be_visible()
        incident(board, number).click()
    press(one, "Override…")
    dialog = one.get_by_role("dialog")
    dialog.get_by_label("Who goes first").select_option("mental_health")
    for box in dialog.get_by_role("checkbox").all():
        box.uncheck()
    dialog.get_by_label("Reason").select_option("clinician_advice")
    clean(one)
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("alert")).to_contain_text("in words")
    dialog.get_by_label("In words").fill("his clinician is with him, it is a bread knife")
    dialog.get_by_role("button", name="Send").click()
    for board in (one, two):
        expect(board.locator("#detail .override")).to_contain_text("waits for a second person")
        expect(board.locator("#detail .headline")).not_to_contain_text("(override)")
        clean(board)
    expect(one.get_by_role("button", name="Confirm the override")).to_be_disabled()
    expect(one.locator("#detail .override")).to_contain_text("somebody else has to confirm")
    press(two, "Confirm the override")
    for board in (one, two):
        expect(board.locator("#detail .override")).to_contain_text("Confirmed by supervisor")
        expect(board.locator("#detail .headline")).to_contain_text("Mental health (override)")
    clean(two)
