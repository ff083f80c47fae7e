"""U50: lock and return. A cover hides all, the password leads back to the same place, a session's end is told of."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch import locking
from tests.browser.conftest import Own, Rows
from tests.browser.test_accessibility import clean
from tests.browser.test_board import incident
from tests.browser.test_lists import call, do
from tests.browser.test_windows import opened
from tests.desks import PASSWORD, Desk, caught, live
from tests.live import Server

COUNT_TONES = """
  window.tones = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...at) { window.tones += 1; return start.apply(this, at); };
"""
SEND = "async ([verb, body]) => { await (await import('/static/js/api.js')).command(verb, body); }"
SEEN = "() => document.body.innerText.replace(document.getElementById('lock').innerText, '').trim()"
PLACE = """() => ({
  hand: document.activeElement.id, at: document.activeElement.selectionStart, text: document.activeElement.value,
  chosen: document.querySelector('[aria-selected=true]')?.dataset.number,
  scrolled: document.getElementById('units').scrollTop,
})"""


def cover(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("dialog", name="This desk is locked")


def unlock(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def session_of(page: Page) -> SessionStore:
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    return SessionStore(cookies[settings.SESSION_COOKIE_NAME])


def lasts(page: Page, rows: Rows) -> timedelta:
    """Return how long the session of a page lasts from now on."""
    ends: datetime = rows(session_of(page).get_expiry_date)
    return ends - timezone.now()


def ending_in(page: Page, rows: Rows, seconds: int, since_password: timedelta = timedelta(hours=1)) -> None:
    """Let the session of a page end soon, and the page know it."""
    session, now = session_of(page), timezone.now()

    def end() -> None:
        session[locking.PASSWORD_AT] = (now - since_password).isoformat()
        session.set_expiry(now + timedelta(seconds=seconds))
        session.save()

    rows(end)
    page.reload()


def test_u50_one_key_covers_everything_and_the_password_leads_back_to_the_same_place(own: Own) -> None:
    board = live(own())
    (number,) = do(board, "take_call", call("60 First St"))
    incident(board, number).click()
    board.locator("#units").evaluate("list => { list.scrollTop = 60; }")
    board.keyboard.press("/")
    board.keyboard.type("N half a sentence")
    board.keyboard.press("ArrowLeft")
    before = board.evaluate(PLACE)
    assert before["chosen"] == number
    board.keyboard.press("F9")
    expect(cover(board)).to_be_visible()
    expect(board.get_by_label("Password")).to_be_focused()
    assert board.evaluate(SEEN) == ""
    assert not re.search(r"First St|half a sentence", board.locator("body").aria_snapshot())
    assert number not in board.title()
    unlock(board)
    expect(cover(board)).to_be_hidden()
    assert board.evaluate(PLACE) == before


def test_u50_a_locked_board_has_stayed_current(own: Own, desk: Desk) -> None:
    board, other = live(own()), live(desk("supervisor", "/board/"))
    board.keyboard.press("F9")
    (number,) = do(other, "take_call", call("61 First St"))
    expect(incident(board, number)).to_be_attached()
    expect(incident(board, number)).to_be_hidden()
    unlock(board)
    expect(incident(board, number)).to_be_visible()
    expect(board.locator("#link")).to_have_text("Live")


def test_u50_no_key_and_no_click_reaches_what_is_beneath(own: Own) -> None:
    board = live(own())
    board.keyboard.press("F9")
    for key in ("Escape", "Escape", "Control+k", "?", "Alt+n", "Tab", "Tab", "Tab", "Tab", "Tab"):
        board.keyboard.press(key)
    board.mouse.click(300, 300)
    expect(cover(board)).to_be_visible()
    expect(board.get_by_role("dialog")).to_have_count(1)
    expect(board).to_have_url(re.compile("/board/$"))
    assert board.evaluate("() => ['lock', ''].includes(document.activeElement.closest('#lock')?.id ?? '')")


def test_u50_every_window_of_the_desk_is_covered_and_uncovered_with_it(own: Own) -> None:
    board = live(own())
    map_ = live(opened(board, "Shift+M"))
    map_.keyboard.press("F9")
    for window in (board, map_):
        expect(cover(window)).to_be_visible()
    unlock(board)
    for window in (board, map_):
        expect(cover(window)).to_be_hidden()


def test_u50_neither_a_reload_nor_a_typed_address_gets_around_the_cover(own: Own) -> None:
    board = live(own())
    (number,) = do(board, "take_call", call("62 First St"))
    board.keyboard.press("F9")
    expect(cover(board)).to_be_visible()
    board.wait_for_load_state("networkidle")
    board.reload()
    expect(cover(board)).to_be_visible()
    for path in ("/api/board/", f"/incidents/{number}/handover/", f"/api/incidents/{number}/"):
        tab = board.context.new_page()
        tab.goto(path)
        expect(cover(tab)).to_be_visible()
        expect(tab).to_have_url(re.compile("/board/$"))
        assert "First St" not in tab.evaluate(SEEN)
        tab.close()
    unlock(board)
    expect(incident(board, number)).to_be_visible()


def test_u50_a_wrong_password_is_said_beside_the_field_and_limited_as_sign_in_is(own: Own) -> None:
    board = live(own())
    board.keyboard.press("F9")
    problem = board.locator("#lock-problem")
    for _ in range(5):
        unlock(board, "not my password")
        expect(problem).to_have_text("This is not your password.")
        board.get_by_label("Password").fill("")
        expect(board.get_by_role("button", name="Unlock")).to_be_enabled()
    unlock(board)  # also the right one has to wait now
    expect(problem).to_contain_text("Too many failed login attempts")
    expect(cover(board)).to_be_visible()
    clean(board)


def test_u50_a_desk_that_nobody_touches_is_warned_and_locked_and_its_draft_stays(own: Own) -> None:
    page = own("call_taker", "/search/")
    page.clock.install()
    page.goto("/intake/")
    live(page)
    page.get_by_label("What is happening").fill("a man sits in the rain")
    strip = page.locator("#ending")
    page.clock.fast_forward("29:02")
    expect(strip).to_contain_text("This desk locks by itself.")
    expect(page.locator("#polite")).to_contain_text("In one minute")
    expect(page.get_by_label("What is happening")).to_be_focused()
    clean(page)
    page.keyboard.press("Shift")
    expect(strip).to_be_hidden()
    page.clock.fast_forward("30:01")
    expect(cover(page)).to_be_visible()
    unlock(page)
    expect(page.get_by_label("What is happening")).to_be_focused()
    expect(page.get_by_label("What is happening")).to_have_value("a man sits in the rain")


def test_u50_a_session_about_to_end_is_told_of_and_one_key_keeps_it(own: Own, rows: Rows) -> None:
    board = live(own())
    ending_in(board, rows, 50)
    live(board)
    board.keyboard.press("/")
    board.keyboard.type("N unfin")
    strip = board.locator("#ending")
    expect(strip).to_contain_text("Your session ends.")
    expect(board.locator("#polite")).to_contain_text("Stay signed in (F8)")
    expect(board.locator("#command")).to_be_focused()
    clean(board)
    board.keyboard.press("F8")
    expect(strip).to_be_hidden()
    expect(board.locator("#command")).to_have_value("N unfin")
    assert timedelta(minutes=55) < lasts(board, rows) < timedelta(minutes=65)


def test_u50_after_twelve_hours_the_way_on_is_the_password(own: Own, rows: Rows) -> None:
    board = live(own())
    ending_in(board, rows, 50, timedelta(hours=12) - timedelta(seconds=50))
    expect(board.locator("#ending")).to_contain_text("12 hours since your password")
    board.get_by_role("button", name="Lock (F9)").click()
    expect(cover(board)).to_be_visible()
    unlock(board)
    expect(cover(board)).to_be_hidden()
    assert lasts(board, rows) > timedelta(hours=10)


def test_u50_an_emergency_is_heard_under_the_cover_which_says_only_that_one_stands(own: Own, desk: Desk) -> None:
    board, crew, other = own(), live(desk("patrol", "/field/")), live(desk("supervisor", "/board/"))
    board.add_init_script(COUNT_TONES)
    board.reload()
    live(board).keyboard.press("F9")
    unit = crew.evaluate("async () => (await (await fetch('/api/board/')).json()).me.unit")
    stands = board.get_by_text("An emergency stands: unlock.")
    expect(stands).to_be_hidden()
    crew.evaluate(SEND, ["press_emergency", {"unit": unit}])
    try:
        expect(stands).to_be_visible()
        caught(board, lambda: board.evaluate("window.tones > 0"))
        assert unit not in cover(board).inner_text()
        clean(board)
    finally:
        other.evaluate(SEND, ["acknowledge_emergency", {"unit": unit}])
        other.evaluate(SEND, ["end_emergency", {"unit": unit, "how": "safe", "words": "only a test"}])
    expect(stands).to_be_hidden()


def test_u50_a_crews_phone_is_never_covered(desk: Desk, server: Server) -> None:
    phone = live(desk("crisis_team", "/field/"))
    phone.keyboard.press("F9")
    expect(phone.locator("#lock")).to_be_hidden()
    assert phone.evaluate("async () => (await (await fetch('/api/desk/')).json()).lock_after") == 0
