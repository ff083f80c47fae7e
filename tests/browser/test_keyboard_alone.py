"""U07, U10, U49: one call from ring to close at two desks, and nobody's hand on a mouse."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_board import incident, short
from tests.desks import Desk, live
from tests.hands import Hands
from tests.provider import Provider

STORY = "son 19 off meds 4 days, hears voices, sits in his room crying, nobody is hurt"
PER_KEY = 0.2  # seconds a key of a good typist: Card, Moran and Newell, the keystroke-level model, 1980


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
    told_where_and_what(taker)
    expect(page.locator("#verdict")).to_contain_text("Mental health")
    expect(page.locator("#verdict")).to_contain_text("nobody is hurt")
    for _ in range(2):
        answered(taker)
    taker.press("Control+Enter")
    expect(page.locator("#number a")).to_be_visible()
    return page.locator("#number a").inner_text()


def told_where_and_what(taker: Hands) -> None:
    """Choose the place among the candidates, then type what is said."""
    taker.tell("1358 n wilcx")
    expect(taker.page.get_by_role("option", name="1358 N Wilcox Ave").first).to_be_visible()
    taker.press("ArrowDown", "Enter")
    expect(taker.page.locator("#place-said")).to_contain_text("Verified")
    taker.until("#narrative")
    taker.tell(STORY)


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
    expect(offer).to_be_visible(timeout=15_000)
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
    expect(floor.page.locator("#detail")).to_contain_text("asked for a hand-over to Outreach")
    second = floor.page.locator("#detail .offer", has_text="Outreach").first.locator("b").inner_text()
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


def test_u49_an_expert_needs_less_than_forty_five_seconds_of_keys_from_ring_to_close(
    desk: Desk, provider: Provider, record_property: Callable[[str, object], None]
) -> None:
    """The words of the caller count too. How long the machine took is noted and not judged: it is shared."""
    taker, floor = hands(desk, "calltaker", "/intake/"), hands(desk, "dispatcher", "/board/")
    rings(taker, provider, "213-555-0172")
    began = time.monotonic()
    number = taken(taker, "213-555-0172")
    row = selected(floor, number)
    unit = first_sent(floor, row)
    for keys, state in (("ue", "en route"), ("uo", "on scene")):
        floor.press(*keys)
        expect(at(floor, unit)).to_have_text(state)
    floor.line(f"C {unit} referred")
    closed(floor, row)
    keys = taker.keys + taker.told + floor.keys
    record_property("machine_seconds", round(time.monotonic() - began, 1))
    record_property("keys", keys)
    assert keys * PER_KEY < 45, keys
    assert taker.keys < 20, taker.keys


def key_of(floor: Hands, label: str) -> list[str]:
    """Look a key up as a newcomer does: ask with ?, read the row, close."""
    floor.press("?")
    dialog = floor.page.get_by_role("dialog", name="Keys and commands")
    expect(dialog).to_be_visible()
    row = dialog.locator("tr", has=floor.page.get_by_role("cell", name=label, exact=True))
    shown = row.get_by_role("button").inner_text()
    floor.press("Escape")
    expect(dialog).to_be_hidden()
    return shown.split(" or ")[0].split(" ")


def test_u49_a_newcomer_needs_only_the_question_mark(desk: Desk) -> None:
    """The board's keys are read from its help; those of the form stand on its buttons."""
    floor = hands(desk, "dispatcher", "/board/")
    page = floor.page
    floor.press(*key_of(floor, "New call"))
    page.wait_for_url("**/intake/")
    expect(page.locator("#address")).to_be_focused()
    told_where_and_what(floor)
    floor.press(page.locator("#send kbd").inner_text().replace("Ctrl", "Control"))
    expect(page.locator("#number a")).to_be_visible()
    number = page.locator("#number a").inner_text()
    floor.until('nav a[href="/board/"]', "Shift+Tab", most=60)
    floor.press("Enter")
    page.wait_for_url("**/board/")
    row = incident(live(page), number)
    expect(row).to_be_visible()
    step = key_of(floor, "Next incident")
    for _ in range(60):
        if row.get_attribute("aria-selected") == "true":
            break
        floor.press(*step)
    expect(page.locator("#detail")).to_contain_text(number)
    offer = page.locator("#detail .offer b").first
    expect(offer).to_be_visible()
    unit = offer.inner_text()
    floor.press(*key_of(floor, "Send the first recommended unit"))
    expect(row).to_contain_text(unit)
    for label, state in (("Unit is en route", "en route"), ("Unit is on scene", "on scene")):
        floor.press(*key_of(floor, label))
        expect(at(floor, unit)).to_have_text(state)
    floor.press(*key_of(floor, "Clear a unit"))
    expect(page.get_by_role("dialog")).to_contain_text(unit)
    floor.until("#ask-disposition")
    floor.type("ref")
    expect(page.get_by_label("Disposition")).to_have_value("referred")
    floor.press("Enter")
    expect(row).to_contain_text("waiting")
    assert key_of(floor, "Close") == ["c"]
    closed(floor, row)
    assert floor.pointed == 0
