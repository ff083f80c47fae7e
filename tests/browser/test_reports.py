"""The report on the ladder and the follow-ups in a real browser: both directions timed, and clean to axe."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.browser.test_ladder import both_themes_clean, patience  # noqa: F401
from tests.desks import PASSWORD, Desk, live
from tests.exporting import exported
from tests.live import Server
from tests.people import Person

CALM = "woman on a bench talks to nobody, crying, no weapons, family asks for somebody to talk to her"
SHOWN = 10  # the smallest count that a report shows


def there(dispatcher: Person, *, first: str, second: str, to: str, after: float) -> None:
    """A call that one unit hands to another, who is there `after` seconds later."""
    number = dispatcher.call(CALM, "1200 W 7th St")
    dispatcher.do("assign_unit", incident=number, unit=first, reason="nearest", ago=3000)
    dispatcher.do("hand_over", incident=number, unit=first, to=to, stays=True, reason="as things are", ago=2000)
    dispatcher.do("assign_unit", incident=number, unit=second, role="backup", reason="asked for", ago=1990)
    dispatcher.do("mark_on_scene", incident=number, unit=second, ago=2000 - after)
    for unit in (first, second):
        dispatcher.do("clear_unit", incident=number, unit=unit, disposition="resolved")


def row(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.locator("#clocks tr", has_text=name)


def test_both_directions_of_the_ladder_are_timed(desk: Desk, server: Server) -> None:
    dispatcher = Person(server.url, "dispatcher", PASSWORD)
    free = [u for u in dispatcher.get("board/")["cards"]["units"].values() if u["status"] == "available"]
    car = next(u["call_sign"] for u in free if u["kinds"] == ["police"])
    team = next(u["call_sign"] for u in free if u["kinds"] == ["mental_health"])
    for n in range(1, SHOWN + 1):
        there(dispatcher, first=team, second=car, to="police", after=60.0 * n)
        there(dispatcher, first=car, second=team, to="mental_health", after=30.0 * n)
    page = desk("supervisor", "/reports/")
    expect(row(page, "Handed up to the police").locator('[data-bind="n"]')).not_to_have_text("<10")
    expect(row(page, "time to relief").locator('[data-bind="median"]')).to_contain_text(":")
    expect(page.locator("#picture svg")).to_have_attribute("aria-label", re.compile("median"))
    expect(page.locator("#by")).to_contain_text("LAPD")
    both_themes_clean(page)
    lines = list(csv.DictReader(io.StringIO(exported(page, "CSV", "the monthly report").read_text())))
    assert "supervisor" in lines[0]["exported"]
    assert {line["clock"] for line in lines if line["section"] == "clock"} == {"backup", "hand_up", "hand_down"}


def test_what_is_no_range_is_said_beside_its_field(desk: Desk) -> None:
    page = desk("auditor", "/reports/")
    expect(page.locator("#report")).to_be_visible()
    page.get_by_label("From").fill("2026-11-24")
    page.get_by_label("To, included").fill("2026-11-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#from-problem")).to_have_text("Lies after the last day.")
    expect(page.get_by_label("From")).to_be_focused()
    clean(page)


def test_others_are_not_shown_reports(desk: Desk) -> None:
    page = desk("dispatcher", "/board/")
    assert page.request.get("/api/reports/ladder/").status == 403
    page.goto("/reports/")
    expect(page.locator("#report")).to_have_count(0)


def test_a_follow_up_outlives_its_incident_and_is_done_on_its_page(desk: Desk, server: Server) -> None:
    dispatcher = Person(server.url, "dispatcher", PASSWORD)
    number = dispatcher.call(CALM, "1201 W 7th St")
    due = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    dispatcher.do("plan_follow_up", incident=number, text="Bring the housing forms", due_at=due)
    dispatcher.do("close_incident", incident=number, disposition="no_dispatch", outcome="caller_refused")
    page = live(desk("dispatcher", "/follow-ups/"))
    task = page.locator("#follow-ups tr", has_text=number)
    expect(task).to_contain_text("Bring the housing forms")
    task.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#follow-outcome-problem")).to_have_text("Write what came of it.")
    clean(page)
    page.locator("#follow-outcome").fill("Forms are signed")
    page.get_by_role("button", name="Save").click()
    expect(task).to_have_count(0)
