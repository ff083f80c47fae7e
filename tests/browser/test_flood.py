"""U33 at one desk: what it cannot answer is one line a kind, silent, counted, and opens to its parts."""

import re

from playwright.sync_api import expect

from tests.browser.test_accessibility import clean
from tests.browser.test_lists import DO, call, do, short
from tests.desks import Desk, live


def message(n: int) -> dict[str, object]:
    return {"to": {"desk": "dispatcher"}, "text": f"flood {n}: the bridge at 4th St is closed"}


def test_u33_more_lines_than_a_position_can_answer_are_one_line_that_opens_to_its_parts(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    other.evaluate(DO, ["post_message", [message(n) for n in range(9)]])
    inbox = board.locator("#inbox")
    group = inbox.locator("li").filter(has_text=re.compile(r"\d+ grouped")).filter(has_text="Message:")
    expect(group).to_have_count(1)
    expect(inbox.locator("li", has_text="flood 8")).to_have_count(0)
    clean(board)
    opens = group.get_by_role("button", name=re.compile("^Open the"))
    opens.focus()
    board.keyboard.press("Enter")
    expect(group.get_by_role("button", name=re.compile("^Close the"))).to_have_attribute("aria-expanded", "true")
    expect(group.get_by_role("button", name=re.compile("^Close the"))).to_be_focused()
    for n in range(9):
        expect(inbox.locator("li", has_text=f"flood {n}:")).to_have_count(1)
    clean(board)
    for n in range(9):
        inbox.locator("li", has_text=f"flood {n}:").get_by_role("button", name=re.compile("^Read")).click()
    expect(inbox.locator("li", has_text="flood")).to_have_count(0)


def test_u33_a_p1_that_comes_in_a_flood_is_a_line_of_its_own(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    numbers = do(other, "take_call", *[call(f"{n} Flood St") for n in range(12)])
    for number in numbers:
        do(other, "add_note", {"incident": number, "text": "he has a knife now and says he will stab her"})
    for number in numbers:
        expect(board.locator("#inbox li:not([data-depth='1'])").filter(has_text=short(number)).first).to_be_visible()
