"""U46: the phone in Spanish and in English: plain words, no code without its words, times of the day in 24 hours."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.desks import Desk, live
from tests.floor import DO, Floor

CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\bP[1-4]\b|\bundefined\b|\bnull\b|%\(")
ENGLISH = re.compile(r"\b(the|your|and|with|not|sent|job|unit|who|where|note|hold)\b", re.IGNORECASE)
CALL = {
    "address": "W Sunset Blvd / N Highland Ave",
    "lat": 34.0977,
    "lon": -118.3386,
    "narrative": "Mujer llora en la banca, tal vez trae un cuchillo.",
    "answers": {"violence_now": "no", "weapons": "unknown", "language": "es"},
    "callback": "213-555-0199",
}
VISIBLE = """() => {
    const told = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { parentElement: box, textContent: text } = walk.currentNode;
        const apart = box.closest("script, template, abbr[title], .narrative, [lang]:not(html)");
        if (!apart && box.checkVisibility() && text.trim()) told.push(text.trim());
    }
    return told;
}"""
CRISIS = "AL1"


@pytest.fixture
def floor(desk: Desk) -> Iterator[Floor]:
    """The floor, which leaves the team free and the person's language English for whoever comes next."""
    found = Floor(desk)
    yield found
    card = found.unit(CRISIS)
    if card["assignment"]:
        number = card["assignment"]["incident"]
        found.do("cancel_assignment", incident=number, unit=CRISIS, reason="the test is over")
    desk("crisis_team", "/search/").evaluate(DO, ["save_preferences", {"preferences": {}}])


def at_the_scene(desk: Desk, floor: Floor, language: str) -> Page:
    """Return the phone of a crisis team that is with somebody, everything on it open."""
    phone = live(desk("crisis_team", "/field/", width=390, height=844))
    if language == "es":
        phone.get_by_role("button", name="Español").click()
        expect(phone.locator("html")).to_have_attribute("lang", "es")
    if floor.unit(CRISIS)["duty"] == "off_duty":
        floor.do("sign_on", unit=CRISIS)
    number = floor.do("take_call", **CALL)["incidents"][0]
    floor.do("assign_unit", incident=number, unit=CRISIS, reason="asked by name")
    floor.do("clear_scene", incident=number, words="la policía tiene el cuchillo")  # a knife: the team had to wait
    floor.do("mark_on_scene", incident=number, unit=CRISIS)
    expect(phone.locator("#outcome-box")).to_be_visible()
    phone.locator("#outcome-box summary").click()
    return phone


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_u46_the_phone_says_no_code_without_words(desk: Desk, floor: Floor, language: str, theme: str) -> None:
    phone = at_the_scene(desk, floor, language)
    if theme == "light":
        phone.locator("#theme").click()
    told = phone.evaluate(VISIBLE)
    assert not [text for text in told if CODE.search(text)]
    if language == "es":
        assert not [text for text in told if ENGLISH.search(text)]
    assert phone.locator("abbr.priority").get_attribute("title")
    expect(phone.locator("#check-in")).to_have_text(re.compile(r"\b[0-2]\d:[0-5]\d$"))
    phone.locator("#seconds").click()
    expect(phone.locator("#check-in")).to_have_text(re.compile(r"\b[0-2]\d:[0-5]\d:[0-5]\d$"))
    found = Axe().run(phone)
    assert found.violations_count == 0, found.generate_report()


def test_a_refusal_is_explained_in_spanish_too(desk: Desk, floor: Floor) -> None:
    phone = at_the_scene(desk, floor, "es")
    phone.locator("#help").get_by_role("button", name="Pasar la llamada…").click()
    dialog = phone.get_by_role("dialog")
    dialog.get_by_label("A quién").select_option("mental_health")
    dialog.get_by_label("Motivo").fill("necesita otra ayuda")
    dialog.get_by_role("button", name="Enviar").click()
    expect(dialog.locator("#ask-problem")).to_have_text("a quién: Elija otro tipo.")
    dialog.get_by_label("A quién").select_option("homeless_outreach")
    dialog.get_by_role("button", name="Enviar").click()
    expect(dialog).to_be_hidden()
    expect(phone.locator('#outbox li[data-state="saved"]').last).to_contain_text("Pasar la llamada")


def test_an_alert_is_said_in_spanish_with_what_happened(desk: Desk, floor: Floor) -> None:
    phone = at_the_scene(desk, floor, "es")
    number = floor.unit(CRISIS)["assignment"]["incident"]
    floor.do("move_incident", incident=number, address="1200 N Vine St", reason="se fue caminando")
    alert = phone.locator("#job .alert", has_text="1200 N Vine St")
    expect(alert).to_contain_text(
        "Ahora es en 1200 N Vine St; antes era W Sunset Blvd / N Highland Ave. se fue caminando"
    )
    assert not alert.locator("[lang=en]").count()
    alert.get_by_role("button").click()
    expect(alert).to_have_count(0)
