"""The live board: two browsers see the same, the command line explains, nothing takes the focus."""

import re

from playwright.sync_api import Page, expect

from tests.desks import Desk, live, put_on_board
from tests.live import Server

MID_WILSHIRE = ("34.0461", "-118.3423")


def short(number: str) -> str:
    return number.split("-")[1]


def incident(board: Page, number: str):  # type: ignore[no-untyped-def]
    return board.locator(f'.incident-row[data-number="{number}"]')


def command(board: Page, line: str) -> None:
    board.keyboard.press("/")
    board.keyboard.type(line)
    board.keyboard.press("Enter")


def test_two_boards_show_the_same_incident_and_the_same_unit_on_it(desk: Desk) -> None:
    one, two = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    number = put_on_board(
        desk("calltaker", "/intake/"), "Pico Bl / La Brea Av", "fist fight, two men punching", *MID_WILSHIRE
    )
    for board in (one, two):
        expect(incident(board, number)).to_be_visible()
    incident(one, number).click()
    one.locator("#detail .offer").first.get_by_role("button").click()
    unit = one.locator("#detail .job b").first.inner_text()
    for board in (one, two):
        expect(incident(board, number)).to_contain_text(unit)
        expect(incident(board, number)).to_contain_text("working")


def test_the_command_line_sends_a_unit_and_says_who_has_one_that_is_taken(desk: Desk) -> None:
    board, taker = live(desk("dispatcher", "/board/")), desk("calltaker", "/intake/")
    first = put_on_board(taker, "Olympic Bl / Crenshaw Bl", "husband is beating her up right now")
    taker.goto("/intake/")
    second = put_on_board(taker, "Western Av / Adams Bl", "fist fight outside a bar, two men punching")
    for number in (first, second):
        expect(incident(board, number)).to_be_visible()
    command(board, f"D 3A15 {short(first)}")
    expect(board.locator("#echo")).to_contain_text("unit assigned 3A15")
    command(board, f"D 3A15 {short(second)}")
    echo = board.locator("#echo")
    expect(echo).to_contain_text(first)
    expect(echo).to_have_attribute("data-tone", "danger")
    expect(board.locator("#command")).to_have_value(re.compile(f"D 3A15 {short(second)}$"))
    expect(incident(board, second)).to_contain_text("waiting")


def test_what_a_person_typed_is_text_and_never_markup(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    hostile = "<img src=x onerror=document.title='owned'> <b>bold</b> \u202egnp"
    number = put_on_board(desk("calltaker", "/intake/"), "<script>document.title='owned'</script>", hostile)
    incident(board, number).click()
    narrative = board.locator("#detail .narrative")
    expect(narrative).to_contain_text("<img src=x onerror=document.title='owned'>")
    expect(narrative.locator("img, b")).to_have_count(0)
    expect(narrative.locator(".mark-hidden")).to_have_text("U+202E")
    expect(board).to_have_title(re.compile("^Board"))


def test_a_new_call_takes_no_focus_and_moves_nothing_while_the_order_is_held(desk: Desk) -> None:
    board, taker = live(desk("dispatcher", "/board/")), desk("calltaker", "/intake/")
    board.get_by_role("button", name="Hold order").click()
    board.keyboard.press("/")
    board.keyboard.type("N 1 half a sen")
    top = board.get_by_role("option").first.inner_text()
    number = put_on_board(taker, "Hoover St", "shots fired, man is bleeding")
    expect(board.locator("#assertive")).to_contain_text(number)
    expect(board.locator("#command")).to_be_focused()
    expect(board.locator("#command")).to_have_value("N 1 half a sen")
    assert board.get_by_role("option").first.inner_text().split()[1] == top.split()[1]


def test_a_board_that_hears_nothing_says_do_not_trust_and_comes_back_by_itself(desk: Desk, server: Server) -> None:
    board = live(desk("dispatcher", "/board/"))
    server.stop()
    expect(board.locator("#link")).to_contain_text("do not trust", timeout=20_000)
    expect(board.locator("body")).to_have_attribute("data-link", re.compile("stale|offline"))
    server.start()
    expect(board.locator("#link")).to_have_text("Live", timeout=20_000)


def test_a_click_lands_although_the_record_changes_while_the_button_is_pressed(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    number = put_on_board(desk("calltaker", "/intake/"), "100 N Broadway", "neighbors argue about a fence")
    for page in (board, other):
        page.locator(f'.incident-row[data-number="{number}"]').click()
    board.locator("#detail").get_by_role("button", name="Note…").hover()
    board.mouse.down()
    other.locator("#detail").get_by_role("button", name="Priority…").click()
    other.get_by_role("dialog").get_by_label("Priority").select_option("P1")
    other.get_by_role("dialog").get_by_label("Reason").fill("third call")
    other.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(board.locator(f'.incident-row[data-number="{number}"]')).to_contain_text("P1")
    board.mouse.up()
    expect(board.get_by_role("dialog")).to_be_visible()
