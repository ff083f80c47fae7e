"""The map: everything has an age, nothing old looks fresh, and the list beside it is its equal for the keyboard."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.desks import Desk, live, put_on_board
from tests.live import Server

PICO = ("34.0461", "-118.3423")


def row(page: Page, text: str) -> Any:
    return page.locator("#things").get_by_role("option").filter(has_text=text)


def unit(page: Page, call_sign: str) -> Any:
    return page.locator(f"#things [data-key='{call_sign}']")


def report(page: Page, unit: str, lat: float = 34.05, lon: float = -118.34) -> None:
    """Report a unit's position as its terminal would."""
    body = json.dumps([{"unit": unit, "lat": lat, "lon": lon}])
    cookie = next(c["value"] for c in page.context.cookies() if c["name"].startswith("csrftoken"))
    headers = {"Content-Type": "application/json", "X-CSRFToken": cookie}
    assert page.request.post("/api/positions/", data=body, headers=headers).ok


def test_a_position_just_reported_has_its_age_and_one_never_reported_is_no_fresh_one(desk: Desk) -> None:
    page = live(desk("dispatcher", "/map/"))
    expect(unit(page, "3A15")).to_contain_text("age unknown")
    expect(unit(page, "3A15")).to_have_attribute("data-stale", "true")
    report(page, "3A15")
    expect(unit(page, "3A15").locator(".when")).to_have_text(re.compile(r"^\d+ s$"))
    expect(unit(page, "3A15")).to_have_attribute("data-stale", "false")


def test_u18_a_position_that_grows_old_looks_stale_without_anything_happening(desk: Desk) -> None:
    page = live(desk("dispatcher", "/map/"))
    report(page, "3A23")
    expect(unit(page, "3A23")).to_have_attribute("data-stale", "false")
    page.evaluate(
        """async () => {
            const { setClock } = await import("/static/js/page.js");
            setInterval(() => setClock(new Date(Date.now() + 400_000).toISOString()), 50);
        }"""
    )
    expect(unit(page, "3A23")).to_have_attribute("data-stale", "true", timeout=15_000)
    expect(unit(page, "3A23").locator(".when")).to_contain_text("? 6 min")


def test_an_incident_without_a_position_is_in_the_list_and_says_so(desk: Desk) -> None:
    page = live(desk("dispatcher", "/map/"))
    number = put_on_board(desk("calltaker", "/intake/"), "behind the old mill", "neighbors argue about a fence")
    found = row(page, number.split("-")[1])
    expect(found).to_contain_text("no position")
    expect(found).to_have_attribute("data-placed", "false")
    expect(page.locator("#counts")).to_contain_text("in the list only")


def test_the_list_alone_leads_to_everything_on_the_map(desk: Desk) -> None:
    page = live(desk("dispatcher", "/map/"))
    page.keyboard.press("l")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = page.locator("#things [aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(page.locator("#chosen")).to_contain_text(re.compile(r"LA\d\d-\d{6}"))
    assert page.locator("#things").get_attribute("aria-activedescendant") == chosen.get_attribute("id")


def test_arrow_keys_on_the_map_move_between_its_marks(desk: Desk) -> None:
    page = live(desk("dispatcher", "/map/"))
    page.keyboard.press("m")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#chosen")).to_be_visible()
    first = page.locator("#chosen").inner_text()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#chosen")).not_to_have_text(first)


def test_filters_leave_what_passes_them_in_list_and_map(desk: Desk) -> None:
    page = live(desk("dispatcher", "/map/"))
    page.get_by_label("Show").select_option("incidents")
    expect(page.locator("#things [data-kind=units]")).to_have_count(0)
    page.get_by_label("Show").select_option("units")
    page.get_by_label("Kind").select_option("medical")  # on duty at every hour
    expect(page.locator("#things [data-kind=incidents]")).to_have_count(0)
    expect(page.locator("#things [role=option]").first).to_contain_text("Medical")
    expect(page.locator("#things [role=option]").filter(has_not_text="Medical")).to_have_count(0)


def test_a_map_that_hears_nothing_says_do_not_trust(desk: Desk, server: Server) -> None:
    page = live(desk("dispatcher", "/map/"))
    server.stop()
    expect(page.locator(".veil")).to_be_visible(timeout=20_000)
    server.start()
    expect(page.locator(".veil")).to_be_hidden(timeout=20_000)


def test_a_thousand_units_are_drawn_and_only_what_moved_is_drawn_again(desk: Desk) -> None:
    page = live(desk("dispatcher", "/map/"))
    drawn = page.evaluate(
        """async () => {
            const { map, canvas } = await import("/static/vendor/leaflet-1.9.4/leaflet-src.esm.js");
            const { MarkCanvas } = await import("/static/js/map/canvas.js");
            const { Things } = await import("/static/js/map/things.js");
            const box = Object.assign(document.createElement("div"), { id: "thousand" });
            document.body.append(box);
            const renderer = new MarkCanvas();
            renderer.palette = { ground: "#000", good: "#0f0", "text-soft": "#999", font: "sans-serif" };
            const drawnOn = map(box, { renderer }).setView([34, -118], 11);
            const things = new Things(drawnOn, renderer, () => {});
            const unit = (i) => ({ call_sign: `U${i}`, kinds: ["police"], status: "available", lon: -118,
                lat: 34 + i / 1e4, position_at: "2026-01-01T00:00:00Z" });
            const now = Date.parse("2026-01-01T00:00:01Z");
            for (let i = 0; i < 1000; i++) things.draw("units", `U${i}`, unit(i), now);
            const first = things.redrawn;
            for (let i = 0; i < 1000; i++) things.draw("units", `U${i}`, unit(i < 3 ? i + 0.5 : i), now);
            box.remove();
            return [first, things.redrawn - first];
        }"""
    )
    assert drawn == [1000, 3]


@pytest.fixture
def tiled() -> Any:
    """A server whose operator has tiles of their own, at an address where nobody answers."""
    running = Server(MAP_TILES_URL="http://127.0.0.1:9/{z}/{x}/{y}.png", MAP_TILES_ATTRIBUTION="City maps").start()
    yield running
    running.stop()


def test_tiles_that_cannot_be_had_are_said_and_the_map_goes_on(desk: Desk, tiled: Server) -> None:
    page = desk("dispatcher", "/map/")
    page.goto(f"{tiled.url}/map/")
    live(page)
    expect(page.locator("#ground")).to_be_visible()
    expect(unit(page, "3A15")).to_be_visible()
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("City maps")
    policy = page.request.get(f"{tiled.url}/map/").headers["content-security-policy"]
    assert re.search(r"img-src [^;]*http://127\.0\.0\.1:9", policy)
