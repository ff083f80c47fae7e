"""The command line at a desk: understood before Enter, several units at once, refusals that explain (U08, U10, U20)."""

import re

from playwright.sync_api import Page, expect

from tests.browser.test_board import command, incident, short
from tests.desks import Desk, live, put_on_board

FIGHT = "fist fight outside a bar, two men punching, one has a bottle"


def taken(desk: Desk, *addresses: str) -> list[str]:
    """Put one call at each address on the board; return their incidents' numbers."""
    numbers = []
    for address in addresses:
        numbers.append(put_on_board(desk("calltaker", "/intake/"), address, FIGHT))
    return numbers


def free_police(board: Page, how_many: int, but: tuple[str, ...] = ()) -> list[str]:
    """Return call signs of police units that are free, as the board shows them."""
    found = board.locator(".unit-row").evaluate_all(
        "rows => rows.filter(r => r.children[1].textContent === 'available' && /^\\d+A\\d+$/.test(r.dataset.unit))"
        ".map(r => r.dataset.unit)"
    )
    return [sign for sign in found if sign not in but][:how_many]


def test_u08_a_line_is_understood_before_enter_and_completed_by_tab(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    (number,) = taken(desk, "Pico Bl / Fairfax Av")
    expect(incident(board, number)).to_be_visible()
    (unit,) = free_police(board, 1)
    board.keyboard.press("/")
    board.keyboard.type(f"D {unit} {short(number)}")
    expect(board.locator("#echo")).to_have_text(f"↵ Send {unit} to {number}")
    board.locator("#command").fill("")
    board.keyboard.type("DISPA")
    board.keyboard.press("Tab")
    expect(board.locator("#command")).to_have_value("DISPATCH ")
    board.locator("#command").fill("R")
    expect(board.locator("#echo")).to_contain_text("Name a unit")


def test_u08_the_arrow_brings_back_what_was_sent_and_escape_leads_back(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    board.locator("#units").focus()
    command(board, "N 1 first words")
    command(board, "N 1 second words")
    expect(board.locator("#echo")).to_contain_text("saved")
    board.keyboard.press("ArrowUp")
    expect(board.locator("#command")).to_have_value(re.compile("N 1 second words"))
    board.keyboard.press("ArrowUp")
    expect(board.locator("#command")).to_have_value(re.compile("N 1 first words"))
    board.keyboard.press("Escape")
    expect(board.locator("#units")).to_be_focused()


def test_several_units_on_one_line_are_sent_and_each_is_reported(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    (number,) = taken(desk, "Olympic Bl / Hoover St")
    expect(incident(board, number)).to_be_visible()
    one, two = free_police(board, 2)
    command(board, f"D {one} {two} {short(number)}")
    expect(board.locator("#echo")).to_have_text(f"2 done: {one}, {two}.")
    expect(board.locator("#sent [data-state=saved]")).to_have_count(2)
    expect(incident(board, number)).to_contain_text(one)
    expect(incident(board, number)).to_contain_text(two)


def test_u20_a_refusal_says_who_took_the_unit_and_enter_sends_the_next_best(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    first, second = taken(desk, "Western Av / Pico Bl", "Vermont Av / Adams Bl")
    for page in (board, other):
        expect(incident(page, second)).to_be_visible()
    (unit,) = free_police(board, 1)
    command(other, f"D {unit} {short(first)}")
    expect(incident(board, first)).to_contain_text(unit)
    command(board, f"D {unit} {short(second)}")
    echo = board.locator("#echo")
    expect(echo).to_contain_text(re.compile(rf"{unit} was taken by .+ \d+ s ago for {first}"))
    expect(echo).to_contain_text(re.compile(r"Next: \S+, \d+ min: Enter sends it|Next: \S+: Enter sends it"))
    best = re.search(r"Next: ([^,:]+)", echo.inner_text())
    assert best
    board.keyboard.press("Enter")
    expect(incident(board, second)).to_contain_text(best[1])


def test_u10_the_first_recommended_unit_goes_by_one_key_from_the_selected_incident(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    (number,) = taken(desk, "Jefferson Bl / La Cienega Bl")
    incident(board, number).click()
    first = board.locator("#detail .offer b").first
    expect(first).to_be_visible()
    unit = first.inner_text()
    board.keyboard.press("d")
    expect(incident(board, number)).to_contain_text(unit)


def test_what_is_missing_on_the_line_is_asked_for_with_what_was_typed_kept(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    (number,) = taken(desk, "Slauson Av / Crenshaw Bl")
    expect(incident(board, number)).to_be_visible()
    command(board, f"PR {short(number)} P2")
    dialog = board.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_contain_text(number)
    expect(dialog.get_by_label("Priority")).to_have_count(0)
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.locator("#ask-reason-problem")).to_have_text("Fill this in.")
    expect(dialog.get_by_label("Reason")).to_be_focused()
    dialog.get_by_label("Reason").fill("third caller")
    dialog.get_by_label("Reason").press("Enter")
    expect(dialog).to_be_hidden()
    expect(incident(board, number)).to_contain_text("P2")


def test_leaving_the_recommendation_asks_for_a_reason_once(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    (number,) = taken(desk, "Florence Av / Normandie Av")
    expect(incident(board, number)).to_be_visible()
    command(board, f"D CR2 {short(number)}")
    dialog = board.get_by_role("dialog")
    expect(dialog).to_contain_text("Why does it go?")
    dialog.get_by_role("textbox").fill("he asked for them by name")
    dialog.get_by_role("textbox").press("Enter")
    expect(incident(board, number)).to_contain_text("CR2")
    expect(board.get_by_role("dialog")).to_have_count(0)
