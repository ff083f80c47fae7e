"""What the documentation's pictures share: a browser, and somebody signed in on the running demonstration."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

Size = tuple[int, int]


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the browser that CHROMIUM names, otherwise the one that is found."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


def signed_in(started: Browser, address: str, name: str, size: Size) -> Page:
    """Return a page of a demonstration account; DEMO_PASSWORD holds the password of them all."""
    width, height = size
    page = started.new_context(base_url=address, viewport={"width": width, "height": height}).new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(os.environ["DEMO_PASSWORD"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    return page


def at(page: Page, path: str) -> Page:
    """Go to a page and wait until its line to the server is live."""
    page.goto(path)
    expect(page.locator("#link")).to_have_text("Live", timeout=15_000)
    return page
