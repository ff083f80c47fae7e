"""Hands that have a keyboard and nothing else: they count what they press and know whether anybody pointed."""

from typing import Final

from playwright.sync_api import Page, expect

WATCH: Final = "addEventListener('pointerdown', () => window.pointed?.(), true)"


class Hands:
    """`keys` is what was pressed besides the caller's words, which are `told`.

    A chord is two, a letter of a command line is one.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.told, self.pointed = page, 0, 0, 0
        page.expose_function("pointed", self._pointed)
        page.add_init_script(WATCH)
        page.reload()

    def _pointed(self) -> None:
        self.pointed += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 2 if "+" in key[1:] else 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Press the letters of a command or a choice; they count."""
        self.keys += len(text)
        self.page.keyboard.type(text)

    def tell(self, words: str) -> None:
        """Type what the caller says; that is as long as the caller talks and is counted apart."""
        self.told += len(words)
        self.page.keyboard.type(words, delay=2)

    def line(self, text: str) -> None:
        """Send a command line and wait for the board to say that it is saved; then leave the line."""
        self.press("/")
        self.type(text)
        self.press("Enter")
        expect(self.page.locator("#sent li").first).to_have_attribute("data-state", "saved")
        self.press("Escape")

    def until(self, selector: str, key: str = "Tab", most: int = 12) -> None:
        """Press a key until the hand is in the field."""
        for _ in range(most):
            if self.page.evaluate("selector => document.activeElement?.matches(selector)", selector):
                return
            self.press(key)
        raise AssertionError(f"{most} times {key} did not lead to {selector}")
