"""Playback in a browser: a supervisor plays what was told, by keyboard, and sees where nothing was told."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.desks import Desk

DROVE = (*range(1500, 1200, -10), *range(900, 600, -10))  # seconds ago, with five minutes of silence


def report(page: Page, unit: str, seconds: tuple[int, ...]) -> None:
    now = datetime.now(UTC)
    items = [
        {"unit": unit, "lat": 34.05 + s / 1e5, "lon": -118.3 + s / 2e5, "at": (now - timedelta(seconds=s)).isoformat()}
        for s in seconds
    ]
    cookie = next(c["value"] for c in page.context.cookies() if c["name"].startswith("csrftoken"))
    headers = {"Content-Type": "application/json", "X-CSRFToken": cookie}
    assert page.request.post("/api/positions/", data=json.dumps(items), headers=headers).ok


@pytest.fixture
def played(desk: Desk) -> Page:
    """A supervisor's page with the last half hour of 3A23."""
    page = desk("supervisor", "/map/")
    report(page, "3A23", DROVE)
    begin = (datetime.now(UTC) - timedelta(seconds=1560)).isoformat()
    page.goto(f"/playback/?unit=3A23&from={begin.replace('+', '%2B')}")
    expect(page.locator("#said")).to_contain_text("1 of 1 units")
    return page


def test_a_period_is_played_by_keyboard_and_its_gap_is_said(played: Page) -> None:
    time = played.locator("#time")
    played.keyboard.press("t")
    expect(time).to_be_focused()
    expect(played.locator("#units .position")).to_have_text("not heard yet")
    for _ in range(3):
        played.keyboard.press("PageUp")
    expect(time).to_have_value("180")
    expect(played.locator("#units .position")).to_have_text("known")
    for _ in range(5):
        played.keyboard.press("PageUp")
    expect(played.locator("#units .position")).to_have_text(re.compile(r"gap: no word for \d min"))
    expect(played.locator("#units tr")).to_have_attribute("data-stale", "true")
    expect(time).to_have_attribute("aria-valuetext", re.compile(r"^\d\d:\d\d:\d\d$"))
    played.keyboard.press("ArrowRight")
    expect(time).to_have_value("481")


def test_playing_moves_the_time_and_stops_when_told(played: Page) -> None:
    played.get_by_label("Speed").select_option("60")
    played.locator("body").press("p")
    expect(played.locator("#play")).to_have_text("Pause")
    expect(played.locator("#time")).not_to_have_value("0")
    played.locator("#play").click()
    expect(played.locator("#play")).to_have_text("Play")


def test_a_wrong_period_is_said_beside_its_field(played: Page) -> None:
    played.locator("#asked-to").fill("2020-01-01 10:00")
    played.get_by_role("button", name="Show").click()
    expect(played.locator("#asked-to-problem")).to_have_text("Must be after its begin.")
    expect(played.locator("#asked-to")).to_be_focused()


def test_where_units_were_is_nobody_elses_page(desk: Desk) -> None:
    page = desk("dispatcher", "/board/")
    assert page.goto("/playback/").status == 403  # type: ignore[union-attr]


def test_who_looked_is_listed_for_the_supervisor_and_the_auditor(desk: Desk, played: Page) -> None:
    played.get_by_text("Who looked at where units were").press("Enter")
    newest = played.locator("#looks tr").first
    expect(newest).to_contain_text("supervisor, supervisor")
    expect(newest).to_contain_text("3A23")
    expect(newest.get_by_role("rowheader")).to_have_text(re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d$"))
    clean(played)
    page = desk("auditor", "/playback/")
    expect(page.locator("#looks tr").first).to_contain_text("3A23")
    expect(page.locator("#map, #choose")).to_have_count(0)
    assert page.request.get("/api/tracks/?unit=3A23&from=2020-01-01T00:00:00Z").status == 403


def test_an_agencys_admin_is_not_shown_who_looked(desk: Desk) -> None:
    page = desk("lahsa_admin", "/playback/")
    expect(page.locator("#choose")).to_be_visible()
    expect(page.locator("#reads, #looks")).to_have_count(0)
    assert page.request.get("/api/tracks/reads/").status == 403
