"""U44: board, map and incident of one desk are windows in step; what goes between them is a number and nothing else."""

import re

from playwright.sync_api import Page, expect

from tests.desks import Desk, live, put_on_board


def opened(page: Page, key: str) -> Page:
    with page.context.expect_page() as found:
        page.keyboard.press(key)
    return found.value


def select(board: Page, number: str) -> None:
    board.locator(f'.incident-row[data-number="{number}"]').first.click()


def test_u44_what_is_chosen_on_one_window_is_chosen_on_the_others(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    number = put_on_board(
        desk("calltaker", "/intake/"), "200 S Spring St", "neighbors argue about a fence", "34.05", "-118.24"
    )
    second = put_on_board(desk("calltaker", "/intake/"), "900 W Olympic Bl", "fist fight, two men", "34.04", "-118.26")
    for known in (number, second):
        expect(board.get_by_role("option").filter(has_text=known.split("-")[1])).to_be_visible()
    map_ = live(opened(board, "Shift+M"))
    select(board, number)
    expect(map_.locator("#chosen")).to_contain_text(number)
    map_.locator(f'#things [data-key="{second}"]').click()
    expect(board.locator("#detail")).to_contain_text(second)
    record = live(opened(board, "Shift+I"))
    expect(record).to_have_url(re.compile(second))
    select(board, number)
    expect(record).to_have_url(re.compile(number))


def test_a_tab_that_somebody_opened_for_a_record_stays_with_it(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    tab = board.context.new_page()
    tab.goto("/incidents/LA26-000002/")
    live(tab)
    select(board, "LA26-000003")
    expect(board.locator("#detail")).to_contain_text("LA26-000003")
    expect(tab).to_have_url(re.compile("LA26-000002"))


def test_only_the_number_of_an_incident_goes_between_windows(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    ear = board.context.new_page()
    ear.goto("/print/cards/")
    ear.evaluate(
        """() => {
            window.heard = [];
            new BroadcastChannel("daybreak-desk").onmessage = ({ data }) => window.heard.push(data);
        }"""
    )
    select(board, "LA26-000001")
    ear.wait_for_function("window.heard.length > 0")
    assert ear.evaluate("window.heard") == ["LA26-000001"]


def test_the_layout_in_the_address_is_offered_again_after_a_restart(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/?layout=map_right"))
    offer = board.locator("#layout-offer")
    expect(offer).to_contain_text("map on the right")
    with board.context.expect_page() as found:
        offer.click()
    expect(found.value).to_have_url(re.compile("/map/"))
    expect(offer).to_be_hidden()


def test_a_layout_key_opens_its_windows_and_is_kept_with_the_persons_preferences(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    with board.expect_response("**/commands/save_preferences/"):
        map_ = opened(board, "F2")
    expect(map_).to_have_url(re.compile("/map/"))
    board.reload()
    expect(board.locator("#layout-offer")).to_contain_text("map on the right")
    with board.expect_response("**/commands/save_preferences/"):
        board.keyboard.press("F1")
