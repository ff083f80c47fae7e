"""Every page in the states people meet: axe-core finds nothing, in the dark and in the light."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.desks import Desk, live, put_on_board

AXE = Axe()
PAGES = [
    ("calltaker", "/intake/"),
    ("calltaker", "/"),
    ("dispatcher", "/"),
    ("supervisor", "/"),
    ("lapd_admin", "/"),
    ("lahsa_admin", "/"),
    ("crisis_team", "/"),
    ("patrol", "/"),
    ("auditor", "/"),
    ("centre_admin", "/centre/"),
    ("dispatcher", "/incidents/LA26-000001/handover/"),
    ("crisis_team", "/field/"),
    ("dispatcher", "/board/"),
    ("dispatcher", "/map/"),
    ("supervisor", "/playback/"),
    ("auditor", "/playback/"),
    ("dispatcher", "/wall/"),
    ("dispatcher", "/print/cards/"),
    ("supervisor", "/debrief/"),
    ("supervisor", "/supervise/"),
    ("dispatcher", "/search/"),
    ("dispatcher", "/incidents/LA26-000001/"),
    ("lahsa_admin", "/roster/"),
    ("patrol", "/field/"),
    ("auditor", "/search/"),
    ("supervisor", "/protocols/"),
    ("auditor", "/protocols/"),
    ("supervisor", "/places/"),
    ("supervisor", "/reports/"),
    ("dispatcher", "/follow-ups/"),
    ("crisis_team", "/follow-ups/"),
    ("dispatcher", "/accounts/password/change/"),
    ("dispatcher", "/accounts/2fa/"),
    ("dispatcher", "/no-such-page/"),
]


def clean(page: Page) -> None:
    found = AXE.run(page).response["violations"]
    said = [f"{v['id']}: {[node['html'][:160] for node in v['nodes']][:3]}" for v in found]
    assert not said, "\n".join(said)


def settled(page: Page) -> Page:
    if page.locator("#link").count():
        live(page)
    return page


@pytest.mark.parametrize(("who", "path"), PAGES)
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_page_is_clean(desk: Desk, who: str, path: str, theme: str) -> None:
    page = settled(desk(who, path))
    if theme == "light" and page.locator("#theme").count():
        page.locator("#theme").click()
    clean(page)


def test_signing_in_is_clean_also_when_it_failed(desk: Desk) -> None:
    page = desk("dispatcher")
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    clean(page)
    page.get_by_label("Name").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    clean(page)


def test_the_board_with_a_chosen_incident_its_dialogs_and_its_help_is_clean(desk: Desk) -> None:
    board = settled(desk("dispatcher", "/board/"))
    # Police are on duty at every hour: there is somebody to offer.
    number = put_on_board(desk("calltaker", "/intake/"), "1 Grand Av", "burglar alarm going, back window smashed")
    board.locator(f'.incident-row[data-number="{number}"]').click()
    expect(board.locator("#detail .offer").first).to_be_visible()
    clean(board)
    board.get_by_role("button", name="Note…").click()
    clean(board)
    board.get_by_role("button", name="Cancel").click()
    board.locator("#incidents").focus()
    board.keyboard.press("?")
    expect(board.get_by_role("dialog")).to_be_visible()
    clean(board)


def test_an_assessed_call_with_dangers_and_problems_is_clean(desk: Desk) -> None:
    page = settled(desk("calltaker", "/intake/"))
    page.get_by_label("What is happening").fill("i think he might have a gun, maybe a toy, he is crying")
    expect(page.locator("#verdict mark").first).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#address-problem")).to_be_visible()
    clean(page)


def palette(board: Page) -> None:
    board.keyboard.press("Control+k")
    expect(board.locator("#palette [role=option]").first).to_be_visible()


def help_(board: Page) -> None:
    board.keyboard.press("?")
    expect(board.get_by_role("dialog", name="Keys and commands")).to_be_visible()


def dialog_with_errors(board: Page) -> None:
    board.keyboard.press("j")
    board.keyboard.press("h")
    board.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(board.locator("#ask-reason-problem")).to_be_visible()


def refused_line(board: Page) -> None:
    board.keyboard.press("/")
    board.keyboard.type("D 99Z99 1")
    board.keyboard.press("Enter")
    expect(board.locator("#echo")).not_to_be_empty()


STATES = {one.__name__: one for one in (palette, help_, dialog_with_errors, refused_line)}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_state_of_the_board_is_clean(desk: Desk, state: str, theme: str) -> None:
    board = settled(desk("dispatcher", "/board/"))
    if theme == "light":
        board.locator("#theme").click()
    board.locator("#incidents").focus()
    STATES[state](board)
    clean(board)
