"""U07, U10, U49: one call from ring to close at two desks, and nobody's hand on a mouse."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_board import incident, short
from tests.desks import Desk, live
from tests.hands import Hands
from tests.provider import Provider

STORY = "son 19 off meds 4 days, hears voices, sits in his room crying, nobody is hurt"
FIRST_FREE = """kind => [...document.querySelectorAll('.unit-row')]
  .find((row) => row.children[1].textContent === 'available' && row.textContent.includes(kind))?.dataset.unit"""


def hands(desk: Desk, who: str, path: str) -> Hands:
    found = Hands(desk(who, path))
    live(found.page)
    return found


def rings(taker: Hands, provider: Provider, number: str) -> None:
    provider.ring(number=number, lat=34.0945, lon=-118.331, uncertainty_m=40, class_of_service="WPH2")
    expect(taker.page.locator("#ringing li", has_text=number)).to_be_visible()


def taken(taker: Hands, number: str) -> str:
    """Answer, choose the place among the candidates, type what is said, answer two questions, put it on the board."""
    page = taker.page
    taker.press("Alt+a")
    expect(page.get_by_label("Call-back number")).to_have_value(number)
    expect(page.locator("#address")).to_be_focused()
    taker.tell("1358 n wilcx")
    expect(page.get_by_role("option", name="1358 N Wilcox Ave").first).to_be_visible()
    taker.press("ArrowDown", "Enter")
    expect(page.locator("#place-said")).to_contain_text("Verified")
    taker.until("#narrative")
    taker.tell(STORY)
    expect(page.locator("#verdict")).to_contain_text("Mental health")
    expect(page.locator("#verdict")).to_contain_text("nobody is hurt")
    for _ in range(2):
        answered(taker)
    taker.press("Control+Enter")
    expect(page.locator("#number a")).to_be_visible()
    return page.locator("#number a").inner_text()


def answered(taker: Hands) -> None:
    """Answer the marked question as the caller does: he is awake; nothing else is so."""
    asked = taker.page.locator(".question[data-next=true]")
    expect(asked).to_have_count(1)
    words = asked.get_attribute("aria-label") or ""
    taker.press("Alt+1" if "awake" in words else "Alt+2")
    expect(taker.page.locator(f'.question[aria-label="{words}"] [aria-pressed=true]')).to_have_count(1)
    expect(taker.page.locator(f'.question[data-next=true][aria-label="{words}"]')).to_have_count(0)


def selected(floor: Hands, number: str) -> Locator:
    row = incident(floor.page, number)
    expect(row).to_be_visible()
    floor.press("/")
    floor.type(f"I {int(short(number))}")
    floor.press("Enter", "Escape")
    expect(floor.page.locator("#detail")).to_contain_text(number)
    return row


def first_sent(floor: Hands, row: Locator) -> str:
    """U10: one key from the selected incident; four is the most that is allowed."""
    offer = floor.page.locator("#detail .offer b").first
    expect(offer).to_be_visible()
    unit, before = offer.inner_text(), floor.keys
    floor.press("d")
    expect(row).to_contain_text(unit)
    assert floor.keys - before <= 4
    return unit


def at(floor: Hands, unit: str) -> Locator:
    return floor.page.locator("#detail .job", has_text=unit).locator(".state")


def closed(floor: Hands, row: Locator) -> None:
    """Disposition and outcome, each chosen by its first letters."""
    floor.press("c")
    dialog = floor.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    floor.type("ref")
    expect(dialog.get_by_label("Disposition")).to_have_value("referred")
    if dialog.get_by_label("How the eligible call ended").count():
        floor.press("Tab")
        floor.type("team")
        expect(dialog.get_by_label("How the eligible call ended")).to_have_value("team_sent")
    floor.press("Enter")
    expect(row).to_have_count(0)


def test_u07_a_call_is_answered_triaged_sent_handed_over_and_closed_by_keyboard(desk: Desk, provider: Provider) -> None:
    taker, floor = hands(desk, "calltaker", "/intake/"), hands(desk, "dispatcher", "/board/")
    rings(taker, provider, "213-555-0171")
    number = taken(taker, "213-555-0171")
    row = selected(floor, number)
    first = first_sent(floor, row)
    for word, state in (("A", "acknowledged"), ("E", "en route"), ("O", "on scene")):
        floor.line(f"{word} {first}")
        expect(at(floor, first)).to_have_text(state)
    floor.line(f"X {short(number)} homeless_outreach he needs a bed tonight")
    expect(floor.page.locator("#detail")).to_contain_text("Homeless outreach")
    second = floor.page.evaluate(FIRST_FREE, "HOT")
    assert second, "no outreach team is free"
    floor.line(f"D {second} {short(number)}")
    expect(row).to_contain_text(second)
    floor.line(f"C {first} handed_over")
    for word, state in (("E", "en route"), ("O", "on scene")):
        floor.line(f"{word} {second}")
        expect(at(floor, second)).to_have_text(state)
    floor.line(f"C {second} referred")
    closed(floor, row)
    assert (taker.pointed, floor.pointed) == (0, 0)
    told(floor.page, number, first, second)


def told(page: Page, number: str, *units: str) -> None:
    """What stays: the caller's words, both teams and how it ended, on one record."""
    page.goto(f"/incidents/{number}/")
    for what in (STORY, *units, "handed over", "incident closed"):
        expect(page.locator("#main")).to_contain_text(re.compile(re.escape(what), re.I))
