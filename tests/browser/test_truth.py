"""What the board says of itself: how fresh it is, and what became of what was sent (U03, U17-U19, U21)."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from django.db import transaction
from playwright.sync_api import Page, WebSocketRoute, expect

from dispatch.models import Incident
from tests.browser.conftest import Rows
from tests.browser.test_accessibility import clean
from tests.browser.test_board import command, incident, short
from tests.browser.test_lists import call, do
from tests.desks import Desk, caught, live


class Proxy:
    """Stands between a page and the socket: answers can be kept back, and everything can fall silent."""

    def __init__(self, page: Page) -> None:
        self.kept: list[str | bytes] = []
        self.holding = self.silent = False
        page.route_web_socket(re.compile("/ws/board/"), self.route)

    def route(self, socket: WebSocketRoute) -> None:
        self.socket, server = socket, socket.connect_to_server()
        socket.on_message(server.send)
        server.on_message(self.pass_on)

    def pass_on(self, message: str | bytes) -> None:
        said = json.loads(message)
        if self.silent:
            return
        if self.holding and ("reply" in said or "kind" in said):
            self.kept.append(message)
            return
        self.socket.send(message)

    def let_go(self) -> None:
        self.holding = False
        for message in self.kept:
            self.socket.send(message)
        self.kept = []


def proxied(desk: Desk) -> tuple[Page, Proxy]:
    page = desk("dispatcher", "/search/")
    proxy = Proxy(page)
    page.goto("/board/")
    return live(page), proxy


def test_u17_the_age_of_the_last_word_from_the_server_is_always_shown(desk: Desk) -> None:
    board, proxy = proxied(desk)
    expect(board.locator("#link-age")).to_have_text(re.compile(r"^[0-5] s$"))
    proxy.silent = True
    expect(board.locator("#link")).to_have_text("Late", timeout=15_000)
    expect(board.locator("#link-age")).to_have_text(re.compile(r"^[6-9] s$"))


def test_u18_after_ten_silent_seconds_the_board_is_veiled_and_no_unit_has_a_status(desk: Desk) -> None:
    board, proxy = proxied(desk)
    chip = board.locator(".unit-row .chip")
    expect(chip.first).not_to_have_text("unknown")
    proxy.silent = True
    veil = board.locator("#veil")
    expect(veil).to_contain_text(re.compile(r"Do not trust this board: nothing heard for 1\d s"), timeout=20_000)
    expect(board.locator("#assertive")).to_contain_text("Do not trust")
    assert set(chip.all_text_contents()) == {"unknown"}
    clean(board)
    proxy.silent = False
    expect(veil).to_be_hidden(timeout=15_000)
    expect(chip.first).not_to_have_text("unknown")


def test_u19_saved_is_never_said_before_it_is_and_has_the_servers_time(desk: Desk) -> None:
    board, proxy = proxied(desk)
    (number,) = do(board, "take_call", call("50 First St"))
    expect(incident(board, number)).to_be_visible()
    proxy.holding = True
    command(board, f"N {short(number)} waits at the door")
    mark = board.locator("#sent li").first
    expect(mark).to_have_attribute("data-state", "pending")
    caught(board, lambda: proxy.kept)  # the server has done it and the answer is on its way
    expect(mark).to_have_attribute("data-state", "pending")
    proxy.let_go()
    expect(mark).to_have_attribute("data-state", "saved")
    expect(mark).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))


def test_u03_a_command_that_takes_two_seconds_says_why_and_is_done_when_it_can_be(desk: Desk, rows: Rows) -> None:
    """Another desk holds the incident's row: the wait has a reason in words before two seconds are over."""
    board = live(desk("dispatcher", "/board/"))
    (number,) = do(board, "take_call", call("55 First St"))
    expect(incident(board, number)).to_be_visible()
    held, free = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            Incident.objects.select_for_update().get(number=number)
            held.set()
            free.wait(9)

    with ThreadPoolExecutor(1) as threads:
        holding = threads.submit(rows, hold)
        assert held.wait(9)
        command(board, f"N {short(number)} said while it was held")
        expect(board.locator("#echo")).to_contain_text(re.compile("sent again|still waiting"), timeout=2500)
        free.set()
        holding.result()
    expect(board.locator("#sent li").first).to_have_attribute("data-state", "saved")


def test_u19_what_nobody_answered_is_unknown_and_asked_again_without_being_done_twice(desk: Desk) -> None:
    board, proxy = proxied(desk)
    (number,) = do(board, "take_call", call("51 First St"))
    incident(board, number).click()
    proxy.holding = True
    command(board, f"N {short(number)} said once")
    mark = board.locator("#sent li").first
    expect(mark).to_have_attribute("data-state", "unknown", timeout=10_000)
    proxy.let_go()
    expect(mark).to_have_attribute("data-state", "saved", timeout=15_000)
    expect(board.locator("#detail").get_by_text("said once")).to_have_count(1)


def test_u19_a_refusal_is_a_failed_mark_with_its_reason(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    (number,) = do(board, "take_call", call("52 First St"))
    expect(incident(board, number)).to_be_visible()
    command(board, f"RH {short(number)}")
    mark = board.locator("#sent li").first
    expect(mark).to_have_attribute("data-state", "failed")
    expect(mark).to_have_attribute("title", re.compile("not done: "))
    clean(board)


def test_u21_after_a_note_undo_is_offered_and_sends_the_events_number(desk: Desk) -> None:
    page = desk("dispatcher", "/search/")
    sent: list[dict[str, Any]] = []

    def with_undo(route: Any) -> None:
        answer = route.fetch()
        board = answer.json()
        route.fulfill(response=answer, json=board | {"verbs": sorted({*board["verbs"], "undo"})})

    page.route("**/api/board/", with_undo)
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(json.loads(frame))))
    page.goto("/board/")
    board = live(page)
    (number,) = do(board, "take_call", call("53 First St"))
    expect(incident(board, number)).to_be_visible()
    board.locator("#incidents").focus()
    command(board, f"N {short(number)} a slip of the hand")
    offer = board.get_by_role("button", name="Undo (z)")
    expect(offer).to_be_visible()
    clean(board)
    board.keyboard.press("Escape")
    board.keyboard.press("z")
    expect(offer).to_be_hidden()
    note, undo = (next(m for m in sent if m.get("do") == verb) for verb in ("add_note", "undo"))
    assert note["text"] == "a slip of the hand"
    assert isinstance(undo["seq"], int)


def test_a_recommendation_that_cannot_be_read_is_said_and_asked_for_again(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    (number,) = do(
        board, "take_call", call("54 First St", "shots fired, man is bleeding")
    )  # somebody is always on duty
    expect(incident(board, number)).to_be_visible()
    busy = {"error": {"code": "try_again", "detail": "Busy."}}
    board.route("**/recommendation/", lambda route: route.fulfill(status=503, json=busy))
    incident(board, number).click()
    expect(board.locator("#detail")).to_contain_text("Who could go cannot be read: Busy. Asked again by itself.")
    clean(board)
    board.unroute("**/recommendation/")
    expect(board.locator("#detail .offer").first).to_be_visible(timeout=15_000)
