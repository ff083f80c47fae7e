"""The API's page: under our own content security policy it must still draw itself."""

import re

from playwright.sync_api import Page, expect

from tests.desks import Desk


def last_in_sight(page: Page) -> str:
    """Return the address of the lowest command that is drawn."""
    return page.locator(".opblock-summary-path").last.inner_text().replace("\u200b", "")


def test_the_api_page_lists_the_commands_that_can_be_tried(desk: Desk) -> None:
    """The page draws those of its hundred and more commands that can be seen: one scrolls to the last."""
    page = desk("dispatcher", "/api/docs/")
    page.get_by_role("link", name="commands", exact=True).click(timeout=15_000)
    wanted = page.locator(".opblock-summary-path", has_text=re.compile("^/api/commands/take_call/"))
    drawn = page.locator(".opblock-summary-path")
    expect(drawn.first).to_be_visible(timeout=30_000)
    while not wanted.count():
        before = last_in_sight(page)
        drawn.last.scroll_into_view_if_needed()
        expect(drawn.last).not_to_have_text(before, timeout=30_000)
    expect(wanted).to_be_visible()
