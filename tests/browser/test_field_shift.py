"""Signing on by the schedule: a phone offers the shift of now filled in, and the board says who is on the unit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from responders.models import Agency, Member
from tests.browser.conftest import Rows
from tests.browser.test_accessibility import clean
from tests.browser.test_field_spanish import CODE, ENGLISH, VISIBLE
from tests.browser.test_hand_and_eye import SMALL
from tests.desks import PASSWORD, Desk, live
from tests.link import WeakLink
from tests.live import Server
from tests.people import Person

NUMBERS = count(1)


@dataclass
class Team:
    """A unit of LAHSA with a radio and a vehicle; Kay and Lee have a shift on it now, and are on no unit yet."""

    admin: Person
    unit: str
    kay: str
    lee: str
    vehicle: str

    def card(self) -> dict[str, Any]:
        return dict(self.admin.get("board/")["cards"]["units"][self.unit])


@pytest.fixture
def team(server: Server, rows: Rows) -> Iterator[Team]:
    n = next(NUMBERS)
    found = Team(Person(server.url, "lahsa_admin", PASSWORD), f"SH{n}", f"kay.{n}", f"lee.{n}", f"V-SH{n}")
    for name, given in ((found.kay, "Kay"), (found.lee, "Lee")):
        rows(_member(name, given))
    found.admin.do("save_vehicle", vehicle=found.vehicle, what="van")
    about = {"area": "Hollywood", "vehicle": found.vehicle, "radio": "R12"}
    found.admin.do("add_unit", unit=found.unit, kinds=["homeless_outreach"], **about)
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    period = {"starts": (now - timedelta(hours=1)).isoformat(), "ends": (now + timedelta(hours=5)).isoformat()}
    for name in (found.kay, found.lee):
        found.admin.do("plan_shift", member=name, unit=found.unit, **period)
    yield found
    if found.card()["duty"] != "off_duty":
        found.admin.do("sign_off", unit=found.unit)
    found.admin.do("retire_unit", unit=found.unit, reason="the test is over")


def _member(name: str, given: str) -> Callable[[], Any]:
    def make() -> Any:
        about = {"role": "field", "agency": Agency.objects.get(code="LAHSA"), "first_name": given, "last_name": "Test"}
        return Member.objects.create_user(username=name, password=PASSWORD, **about)

    return make


def offered(desk: Desk, team: Team, path: str = "/field/") -> Page:
    phone = live(desk(team.kay, path, width=390, height=844))
    expect(phone.locator("#shift-planned")).to_contain_text(team.unit, timeout=15_000)
    return phone


def test_one_tap_signs_on_by_the_schedule_and_the_board_says_who_is_there(desk: Desk, team: Team) -> None:
    phone = offered(desk, team)
    expect(phone.locator("#shift-aboard")).to_contain_text(f"Kay Test, Lee Test · vehicle {team.vehicle} · radio R12")
    expect(phone.locator("#duty").get_by_role("button", name="Sign on")).to_have_count(0)
    clean(phone)
    phone.get_by_role("button", name=f"Sign on {team.unit} until").click()
    expect(phone.locator("#unit")).to_have_text(
        f"{team.unit}, available", timeout=15_000
    )  # it is this unit's phone now
    live(phone)
    expect(phone.locator("#aboard")).to_contain_text("Kay Test, Lee Test")
    expect(phone.locator("#duty-said")).to_contain_text(f"{team.unit} is on duty until")
    expect(phone.locator("#shift-box")).to_be_hidden()
    assert team.card()["crew"] == [team.kay, team.lee]

    board = live(desk("dispatcher", "/board/"))
    board.keyboard.press("/")
    board.keyboard.type(f"U {team.unit}")
    board.keyboard.press("Enter")
    line = board.locator("#unit-aboard")
    expect(line).to_contain_text(
        f"{team.unit}: Kay Test, Lee Test · vehicle {team.vehicle} · radio R12 · on duty until"
    )
    clean(board)
    board.keyboard.press("Escape")
    board.keyboard.press("Control+k")
    board.keyboard.type("Lee Test")
    found = board.locator("#palette [role=option]").filter(has_text=team.unit)
    expect(found).to_have_count(1)
    board.keyboard.press("Escape")

    phone.get_by_role("button", name="Sign off").click()
    expect(phone.locator("#shift-planned")).to_contain_text(team.unit)  # the shift is not over: offered again
    expect(line).to_contain_text("off duty")


def test_each_part_can_be_changed_first_and_what_is_wrong_is_said_beside_it(desk: Desk, team: Team) -> None:
    phone = offered(desk, team)
    phone.get_by_text("Change something first").click()
    phone.get_by_role("checkbox", name="Lee Test").uncheck()
    phone.get_by_label("Radio", exact=True).fill("R77")
    phone.get_by_label("Vehicle", exact=True).fill("V-NONE")
    phone.get_by_label("On duty until").fill("25:00")
    send = phone.locator("#shift-send")
    send.click()
    expect(phone.locator("#shift-until-problem")).to_have_text("Type the time as 14:05.")
    until = (datetime.now(ZoneInfo(settings.TIME_ZONE)) + timedelta(hours=2)).strftime("%H:%M")
    phone.get_by_label("On duty until").fill(until)
    expect(send).to_have_text(f"Sign on {team.unit} until {until}")
    send.click()
    expect(phone.locator("#shift-vehicle-problem")).to_have_text("There is no vehicle V-NONE.", timeout=15_000)
    expect(phone.get_by_label("Vehicle", exact=True)).to_be_focused()
    clean(phone)
    phone.get_by_label("Vehicle", exact=True).fill(team.vehicle)
    send.click()
    expect(phone.locator("#unit")).to_have_text(f"{team.unit}, available", timeout=15_000)
    card = team.card()
    assert (card["crew_names"], card["radio"], card["vehicle"]) == (["Kay Test"], "R77", team.vehicle)


def test_u46_the_shift_is_offered_in_spanish_with_large_targets(desk: Desk, team: Team) -> None:
    phone = offered(desk, team)
    phone.get_by_role("button", name="Español").click()
    expect(phone.locator("html")).to_have_attribute("lang", "es")
    expect(phone.locator("#shift-planned")).to_contain_text("Su turno previsto", timeout=15_000)
    phone.get_by_text("Cambiar algo antes").click()
    told = phone.evaluate(VISIBLE)
    assert not [text for text in told if CODE.search(text) or ENGLISH.search(text)]
    assert phone.evaluate(SMALL, 44) == []
    clean(phone)
    phone.locator("#theme").click()
    clean(phone)
    phone.locator("#shift-other").fill("nadie.aqui")
    phone.locator("#shift-send").click()
    says = "Nadie de esta agencia inicia sesión como nadie.aqui."
    expect(phone.locator("#shift-crew-problem")).to_have_text(says, timeout=15_000)


def test_a_sign_on_without_a_network_waits_and_counts_once_when_it_is_back(
    desk: Desk, team: Team, server: Server
) -> None:
    link = WeakLink(server.port)
    try:
        phone = offered(desk, team, f"{link.url}/field/")
        link.cut()
        phone.locator("#shift-send").click()
        waits = phone.locator('#outbox li:is([data-state="pending"], [data-state="sending"])')
        expect(waits).to_contain_text(f"Sign on, {team.unit}")
        expect(phone.locator("#shift-box")).to_be_hidden(timeout=15_000)
        assert team.card()["duty"] == "off_duty"
        link.mend()
        expect(phone.locator("#unit")).to_have_text(f"{team.unit}, available", timeout=30_000)
        assert team.card()["crew_names"] == ["Kay Test", "Lee Test"]
    finally:
        link.stop()
