"""Desks in a real Chromium on a real server over the seeded city: what browser tests and stories share."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from tests.live import Server

PASSWORD = "a long password for tests"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
Desk = Callable[..., Page]


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Server]:
    """The whole product on one seeded database. The browser's driver starts after it: Django wants no loop."""
    from django.core.management import call_command
    from django.db import connections

    from tests.conftest import _close

    os.environ["DEMO_PASSWORD"] = PASSWORD
    with django_db_blocker.unblock():
        call_command("seed", verbosity=0)
        _close(connections)
    running = Server().start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser(server: Server) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, StorageState]:
    """The session of everyone who has signed in so far, by name."""
    return {}


@pytest.fixture
def desk(server: Server, browser: Browser, signed_in: dict[str, StorageState]) -> Iterator[Desk]:
    """`desk("dispatcher", "/board/")`: a person signed in, in a browser of their own, on a page.

    Everyone signs in by the form once and keeps that session for the desks they take later.
    """
    opened: list[BrowserContext] = []
    problems: list[str] = []

    def sit(name: str, path: str = "/", width: int = 1600, height: int = 1000) -> Page:
        context = browser.new_context(
            base_url=server.url, viewport={"width": width, "height": height}, storage_state=signed_in.get(name)
        )
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        if name not in signed_in:
            sign_in(page, name)
            signed_in[name] = context.storage_state()
        page.goto(path)
        return page

    yield sit
    for context in opened:
        context.close()
    assert not problems, f"the page's scripts broke: {problems}"


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def live(page: Page) -> Page:
    """Wait until the page's line to the server says that it is live."""
    expect(page.locator("#link")).to_have_text("Live", timeout=15_000)
    return page


def caught(page: Page, what: Callable[[], Any], frames: int = 900) -> None:
    """Wait, a drawn frame at a time, until `what` the test's own routes or sockets caught is there."""
    for _ in range(frames):
        if what():
            return
        page.evaluate("() => new Promise(requestAnimationFrame)")  # lets the driver deliver what came meanwhile
    raise AssertionError(f"nothing was caught in {frames} frames")


def put_on_board(page: Page, address: str, narrative: str, lat: str = "", lon: str = "") -> str:
    """Type a call on the intake page and put it on the board; return its incident's number."""
    page.get_by_label("Address").fill(address)
    page.get_by_label("What is happening").fill(narrative)
    page.get_by_label("Latitude").fill(lat)
    page.get_by_label("Longitude").fill(lon)
    page.keyboard.press("Control+Enter")
    number = page.locator("#number a")
    expect(number).to_be_visible()
    return number.inner_text()
