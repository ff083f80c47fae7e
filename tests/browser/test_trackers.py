"""An admin sets a sender up by keyboard: a gateway with a token shown once, a tracker, and when it was heard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.browser.test_roster import ready, tab, unit
from tests.desks import Desk
from tests.live import Server


@pytest.fixture
def admin(desk: Desk) -> Page:
    return ready(desk("lahsa_admin", "/roster/#trackers"))


def gateway(page: Page, name: str) -> str:
    """Make a gateway by keyboard and return the token that is shown."""
    page.get_by_role("button", name="New gateway").press("Enter")
    page.get_by_role("dialog").get_by_label("Name").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("#token-box")).to_be_focused()
    expect(page.locator("#token-title")).to_have_text(f"The token of {name}")
    return page.locator("#token").inner_text()


def tracker(page: Page, device: str, call_sign: str) -> None:
    page.get_by_role("button", name="New tracker").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Device").fill(device)
    dialog.get_by_label("Unit").select_option(call_sign)
    dialog.get_by_label("Device").press("Enter")
    expect(dialog).to_be_hidden()


def forwards(page: Page, server: Server, device: str, token: str) -> int:
    """Forward a position as Traccar does, with the token alone; return the answer's status."""
    position = {"latitude": 34.06, "longitude": -118.25, "accuracy": 8.0}
    told = {"position": position, "device": {"uniqueId": device}}
    headers = {"Authorization": f"Token {token}"}
    return page.request.post(f"{server.url}/api/positions/traccar/", data=told, headers=headers).status


def test_a_sender_is_set_up_heard_and_ended(admin: Page, server: Server) -> None:
    unit(admin, "TR1")
    token = gateway(admin, "lahsa.traccar")
    assert re.fullmatch(r"[\w-]{43}", token)
    row = admin.locator("#gateways tr", has_text="lahsa.traccar")
    expect(row).to_contain_text(f"{token[:8]}…")
    expect(row).to_contain_text(re.compile(r"\d{4}-\d\d-\d\d \((89|90) days\)"))
    admin.get_by_role("button", name="I have it").press("Enter")
    expect(admin.locator("#token-box")).to_be_hidden()
    expect(admin.locator("#token")).to_be_empty()
    tracker(admin, "350077", "TR1")
    device = admin.locator("#devices tr", has_text="350077")
    expect(device).to_contain_text("▲ never")
    assert forwards(admin, server, "350077", token) == 200
    admin.reload()
    ready(admin)
    expect(device).to_contain_text(re.compile(r"TR1.*\d+ s ago"))
    assert token not in admin.content()
    admin.get_by_role("button", name="New token: lahsa.traccar").press("Enter")
    admin.get_by_role("dialog").get_by_role("button", name="Make it").press("Enter")
    expect(admin.locator("#token-box")).to_be_focused()
    newer = admin.locator("#token").inner_text()
    assert [forwards(admin, server, "350077", one) for one in (token, newer)] == [401, 200]
    admin.get_by_role("button", name="End: lahsa.traccar").press("Enter")
    admin.get_by_role("dialog").get_by_role("button", name="End it").press("Enter")
    expect(admin.locator("#gateways tr", has_text="lahsa.traccar")).to_have_count(0)
    assert forwards(admin, server, "350077", newer) == 401
    admin.get_by_role("button", name="End: 350077").press("Enter")
    admin.get_by_role("dialog").get_by_role("button", name="End it").press("Enter")
    expect(device).to_have_count(0)


def test_a_phone_without_consent_and_a_taken_name_are_said_where_they_were_typed(admin: Page) -> None:
    unit(admin, "TR2")
    admin.get_by_role("button", name="New tracker").press("Enter")
    dialog = admin.get_by_role("dialog")
    dialog.get_by_label("Device").fill("tr2/pixel")
    dialog.get_by_label("Unit").select_option("TR2")
    dialog.get_by_label("Carried").select_option("phone")
    dialog.get_by_role("button", name="Add").press("Enter")
    expect(dialog.locator("#ask-consent-problem")).to_have_text("Name who agreed.")
    expect(dialog.get_by_label("Who agreed")).to_be_focused()
    clean(admin)
    dialog.get_by_role("button", name="Cancel").press("Enter")
    gateway(admin, "lahsa.twice")
    admin.get_by_role("button", name="I have it").press("Enter")
    admin.get_by_role("button", name="New gateway").press("Enter")
    dialog.get_by_label("Name").fill("lahsa.twice")
    admin.keyboard.press("Enter")
    expect(dialog.locator("#roster-ask-problem")).to_have_text("lahsa.twice is taken: choose another name.")
    expect(admin.locator("#token-box")).to_be_hidden()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_part_with_a_token_and_a_tracker_is_clean(admin: Page, server: Server, theme: str) -> None:
    if theme == "light":
        admin.locator("#theme").click()
    unit(admin, f"TR{theme[0].upper()}")
    tracker(admin, f"3500-{theme}", f"TR{theme[0].upper()}")
    gateway(admin, f"lahsa.{theme}")
    clean(admin)
    expect(admin.locator("#setup-traccar")).to_contain_text(f"{server.url}/api/positions/traccar/")
    expect(admin.locator("#setup-owntracks")).to_have_text(f"{server.url}/api/positions/owntracks/")
    tab(admin, "Week")
    tab(admin, "Trackers")
    expect(admin.locator("#token")).to_be_empty()


def test_the_floor_reads_what_is_set_up_and_changes_nothing(desk: Desk) -> None:
    floor = ready(desk("supervisor", "/roster/#trackers"))
    floor.get_by_label("Agency").select_option("LAHSA")
    expect(floor.locator("#devices-none, #devices tr").first).to_be_visible()
    expect(floor.get_by_role("button", name="New tracker")).to_be_hidden()
    expect(floor.get_by_role("button", name="New gateway")).to_be_hidden()
    expect(floor.locator("#devices button")).to_have_count(0)
