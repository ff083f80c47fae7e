"""Care plans on a crisis team's phone: added at its job, still right, ended. A police phone has none of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.browser.test_field_spanish import CODE, ENGLISH, VISIBLE
from tests.browser.test_hand_and_eye import SMALL
from tests.desks import Desk, live
from tests.floor import DO, Floor

TEAM, CAR = "AL1", "6A15"
CALL = {
    "address": "Selma Av / Cherokee Av",
    "lat": 34.0995,
    "lon": -118.3351,
    "narrative": "mujer llora en la banca, pide hablar con alguien",
    "language": "es",
}
ON_THE_WIRE = "async () => JSON.stringify(await (await fetch('/api/board/')).json())"


@dataclass
class Job:
    """A team and a car on one incident, and the floor that sent them."""

    floor: Floor
    number: str

    def plans(self) -> list[dict[str, Any]]:
        return list(self.floor.incident(self.number).get("cautions_care", []))


@pytest.fixture
def job(desk: Desk) -> Iterator[Job]:
    """Return the job; afterwards both units are free, no plan stands at the place, the person's language is English."""
    floor = Floor(desk)
    if floor.unit(TEAM)["duty"] == "off_duty":
        floor.do("sign_on", unit=TEAM)
    for unit in (TEAM, CAR):
        if held := floor.unit(unit)["assignment"]:
            floor.do("cancel_assignment", incident=held["incident"], unit=unit, reason="needed elsewhere")
    found = Job(floor, floor.do("take_call", **CALL)["incidents"][0])
    floor.do("assign_unit", incident=found.number, unit=TEAM, reason="asked by name")
    floor.do("assign_unit", incident=found.number, unit=CAR, role="backup", reason="asked by name")
    yield found
    for plan in found.plans():
        floor.do("expire_care_plan", care_plan=plan["caution"], reason="the test is over")
    for unit in (TEAM, CAR):
        if floor.unit(unit)["assignment"]:
            floor.do("cancel_assignment", incident=found.number, unit=unit, reason="the test is over")
    desk("crisis_team", "/search/").evaluate(DO, ["save_preferences", {"preferences": {}}])


def phone_of(desk: Desk, who: str) -> Page:
    phone = live(desk(who, "/field/", width=390, height=844))
    expect(phone.locator("#job")).to_contain_text("Selma Av / Cherokee Av")
    return phone


def test_a_crisis_team_adds_reviews_and_ends_a_plan_and_the_police_have_none_of_it(desk: Desk, job: Job) -> None:
    team, car = phone_of(desk, "crisis_team"), phone_of(desk, "patrol")
    team.get_by_role("button", name="Care plan…").click()
    dialog = team.get_by_role("dialog")
    dialog.get_by_label("Of a person or a place").select_option("person")
    dialog.get_by_label("What helps").fill("speak slowly, say your names first")
    dialog.get_by_label("What sets it off").fill("dogs")
    dialog.get_by_label("Who consented", exact=True).select_option("person")
    dialog.get_by_label("Who says so").fill("her sister")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.locator("#ask-consent_by-problem")).to_have_text("Fill this in.")  # no plan without consent
    dialog.get_by_label("Name of who consented").fill("R. Amari, today")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.locator("#ask-plan_person-problem")).to_have_text("Say whose plan it is.", timeout=15_000)
    clean(team)
    dialog.get_by_label("Whose plan it is").fill("R. Amari")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_be_hidden(timeout=15_000)
    plan = team.get_by_role("region", name="Care plan")
    expect(plan).to_contain_text("speak slowly, say your names first")
    expect(plan).to_contain_text("dogs")
    clean(team)
    assert team.evaluate(SMALL, 44) == []

    expect(car.get_by_role("button", name="Ask for backup…")).to_be_visible()
    expect(car.get_by_role("button", name="Care plan…")).to_have_count(0)
    expect(car.get_by_role("region", name="Care plan")).to_have_count(0)
    for held in (car.content(), car.evaluate(ON_THE_WIRE)):
        assert "speak slowly" not in held
        assert "R. Amari" not in held

    plan.get_by_role("button", name="Still right… R. Amari").click()
    helps = dialog.get_by_label("What helps")
    expect(helps).to_have_value("speak slowly, say your names first")
    helps.fill("sit down with her")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_be_hidden(timeout=15_000)
    expect(plan).to_contain_text("sit down with her")
    plan.get_by_role("button", name="End it… R. Amari").click()
    dialog.get_by_label("Reason").fill("she took her consent back")
    dialog.get_by_role("button", name="Send").click()
    expect(plan).to_have_count(0, timeout=15_000)
    assert job.plans() == []


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_u46_a_care_plan_is_asked_for_and_shown_in_spanish(desk: Desk, job: Job, theme: str) -> None:
    team = phone_of(desk, "crisis_team")
    team.get_by_role("button", name="Español").click()
    expect(team.locator("html")).to_have_attribute("lang", "es")
    if theme == "light":
        team.locator("#theme").click()
    team.get_by_role("button", name="Plan de cuidado…").click()
    dialog = team.get_by_role("dialog")
    expect(dialog).to_be_visible()
    _in_spanish(team)
    clean(team)
    dialog.get_by_label("De una persona o de un lugar").select_option(label="lugar")
    dialog.get_by_label("Qué ayuda").fill("preguntar por la encargada de noche")
    dialog.get_by_label("Quién dio el consentimiento", exact=True).select_option(label="quien dirige el lugar")
    dialog.get_by_label("Nombre de quien dio").fill("M. Soto, hoy")
    dialog.get_by_label("Quién lo dice").fill("la encargada")
    dialog.get_by_role("button", name="Enviar").click()
    expect(dialog).to_be_hidden(timeout=15_000)
    plan = team.get_by_role("region", name="Plan de cuidado")
    expect(plan).to_contain_text("preguntar por la encargada de noche")
    _in_spanish(team)
    clean(team)
    plan.get_by_role("button", name="Terminarlo…").click()
    _in_spanish(team)
    clean(team)


def _in_spanish(phone: Page) -> None:
    told = phone.evaluate(VISIBLE)
    assert not [text for text in told if CODE.search(text) or ENGLISH.search(text)]
