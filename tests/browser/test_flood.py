"""U33 at one desk: what it cannot answer is one line a kind, silent, counted, and opens to its parts."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dispatch import wire
from dispatch.models import Alarm
from tests.browser.conftest import Rows
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
    parts = inbox.locator("li").filter(has_not_text="grouped")
    for n in range(9):
        expect(parts.filter(has_text=f"flood {n}:")).to_have_count(1)
    clean(board)
    for n in range(9):
        parts.filter(has_text=f"flood {n}:").get_by_role("button", name=re.compile("^Read")).click()
    expect(inbox.locator("li", has_text="flood")).to_have_count(0)


def test_u33_a_p1_that_comes_in_a_flood_is_a_line_of_its_own(desk: Desk) -> None:
    board, other = live(desk("dispatcher", "/board/")), live(desk("supervisor", "/board/"))
    numbers = do(other, "take_call", *[call(f"{n} Flood St") for n in range(12)])
    for number in numbers:
        do(other, "add_note", {"incident": number, "text": "he has a knife now and says he will stab her"})
    for number in numbers:
        expect(board.locator("#inbox li:not([data-depth='1'])").filter(has_text=short(number)).first).to_be_visible()


@pytest.fixture
def nine(rows: Rows) -> Iterator[None]:
    """Nine alarms of one kind, all at once, and one that the server has grouped already."""
    now = timezone.now()
    held = {"kind": "hold_ended", "priority": "low", "tone": "low", "action": "Release it", "last_at": now}

    def make() -> list[int]:
        alone = [
            Alarm.objects.create(
                ref=uuid4(),
                source=f"hold_ended flood {n}",
                says=f"flood {n} was held until now",
                raised_at=now,
                sounded=[str(wire.stamp(now))],
                **held,
            ).pk
            for n in range(9)
        ]
        members = ["check_in_due UM61 LA26-999991", "check_in_due UM62 LA26-999992"]
        group = held | {"kind": "check_in_due", "source": "check_in_due flood", "members": members}
        whole = Alarm.objects.create(ref=uuid4(), says="2 at once, check in due", raised_at=now, **group)
        return [*alone, whole.pk]

    made = rows(make)
    yield
    rows(lambda: Alarm.objects.filter(pk__in=made).delete())


def test_u33_the_list_of_alarms_groups_what_comes_at_once_and_opens_to_its_parts(desk: Desk, nine: None) -> None:
    floor = live(desk("supervisor", "/supervise/"))
    group = floor.locator(".alarm-group").filter(has_text="grouped: hold ended")
    expect(group).to_have_count(1)
    each = floor.locator(".alarm-row:not(.alarm-group)").filter(has_text="was held until now")
    expect(each).to_have_count(9)
    shut = 9 - sum(one.is_visible() for one in each.all())
    assert shut >= 3, "six calm ones stand alone, and fewer when others came before them"
    expect(group).to_contain_text(f"{shut} grouped: hold ended")
    clean(floor)
    group.get_by_role("button").focus()
    floor.keyboard.press("Enter")
    expect(group.get_by_role("button")).to_have_attribute("aria-expanded", "true")
    expect(group.get_by_role("button")).to_be_focused()
    assert all(one.is_visible() for one in each.all())
    clean(floor)
    floor.keyboard.press("Enter")
    assert 9 - sum(one.is_visible() for one in each.all()) == shut
    parts = floor.locator(".alarm-row", has_text="2 at once, check in due").locator(".parts")
    parts.get_by_text("Its 2 one by one").click()
    expect(parts.get_by_role("link", name="Record of LA26-999992")).to_be_visible()
    clean(floor)
