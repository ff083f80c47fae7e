"""The API's page: under our own content security policy it must still draw itself."""

from playwright.sync_api import expect

from tests.desks import Desk


def test_the_api_page_lists_the_commands_that_can_be_tried(desk: Desk) -> None:
    page = desk("dispatcher", "/api/docs/")
    page.get_by_role("link", name="commands", exact=True).click(timeout=15_000)
    expect(page.locator("#swagger-ui")).to_contain_text("/api/commands/take_call/", timeout=30_000)
