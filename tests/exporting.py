"""Asking for a file on a page that exports, as a person does."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean


def exported(page: Page, button: str, reason: str) -> Path:
    """Ask for a file with a reason, after trying without one; return the file."""
    page.get_by_role("button", name=button).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Ask for the file").click()
    expect(dialog.get_by_text("Write why the file is needed.")).to_be_visible()
    dialog.get_by_label("Reason").fill(reason)
    clean(page)
    with page.expect_download() as got:
        dialog.get_by_role("button", name="Ask for the file").click()
    expect(page.locator("#exports li").filter(has_text=reason).first).to_contain_text("Fetch it until")
    return Path(got.value.path())
