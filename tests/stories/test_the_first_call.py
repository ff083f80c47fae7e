"""One call from ring to close, in two browsers and a phone, as three people would live it."""

import re

from playwright.sync_api import Page, expect

from tests.desks import Desk, live

FAIRFAX = ("34.0770", "-118.3610")


def test_a_frightened_mother_gets_a_crisis_team_and_nobody_is_asked_twice(desk: Desk) -> None:
    board = live(desk("dispatcher", "/board/"))
    phone_rings(desk("calltaker", "/"))

    taker = desk("calltaker", "/intake/")
    # "911, what is the address of the emergency?"  "Four forty-four North Fairfax, apartment 9. It is my son."
    taker.get_by_label("Address").fill("444 N Fairfax Av, apt 9")
    taker.get_by_label("Latitude").fill(FAIRFAX[0])
    taker.get_by_label("Longitude").fill(FAIRFAX[1])
    verdict = taker.locator("#verdict")
    # "He is nineteen, he stopped his medication, he hears voices. He is sitting in his room crying."
    narrative = taker.get_by_label("What is happening")
    narrative.press_sequentially("son 19 off meds 4 days, hears voices, sits in his room crying", delay=5)
    expect(verdict).to_contain_text("Non-criminal")
    expect(verdict).to_contain_text("Mental health")
    expect(verdict).to_contain_text("off meds")  # why, in the caller's words
    expect(narrative).to_be_focused()

    # "Is he awake, is he breathing normally?"  "Yes, he is just crying." One key answers the question of the moment.
    asked = taker.locator(".question[data-next=true]")
    expect(asked).to_have_count(1)
    first = asked.get_attribute("aria-label")
    taker.keyboard.press("Alt+1")
    expect(taker.locator(f'.question[aria-label="{first}"] button[aria-pressed=true]')).to_have_count(1)

    taker.keyboard.press("Control+Enter")
    number = taker.locator("#number a").inner_text()
    assert re.fullmatch(r"[A-Z]{2}\d\d-\d{6}", number)

    # The dispatcher's board has it, without a reload, and says who should go.
    row = on_board(board, number)
    expect(row).to_contain_text("Mental health")
    row.click()
    detail = board.get_by_label("What is known of it")
    expect(detail).to_contain_text("hears voices")
    offer = detail.locator(".offer").first
    expect(offer).to_contain_text("what triage asks for first")
    team = offer.locator("b").inner_text()

    # "He got up. He has a kitchen knife in his hand now." Every later word is on the same record.
    narrative.press_sequentially(". now he has a kitchen knife in his hand", delay=5)
    expect(verdict).to_contain_text("An unarmed team must not go alone")
    expect(detail.locator(".hazard").first).to_be_visible(timeout=10_000)
    expect(row).to_contain_text(re.compile("Co-response|Police"))

    # SMART goes: an officer and a clinician in one car.
    expect(detail.locator(".offer").first).not_to_contain_text(team)
    offer = detail.locator(".offer").first
    offer.get_by_role("button").hover()  # under the hand the offers keep their places
    unit = offer.locator("b").inner_text()
    offer.get_by_role("button").click()
    job = detail.locator(".job", has_text=unit)
    expect(job).to_contain_text("assigned")

    for press, state in (("Acknowledged", "acknowledged"), ("En route", "en route"), ("On scene", "on scene")):
        job.get_by_role("button", name=press, exact=True).click()
        expect(job.locator(".state")).to_have_text(state)

    # The other desk sees the same without having asked.
    expect(row).to_contain_text(unit)
    clear_and_close(board, detail, number, unit)
    record(board, number, unit)


def phone_rings(home: Page) -> None:
    """A call-taker signs in and is at the intake page; one key from the board leads there too."""
    expect(home).to_have_url(re.compile("/intake/$"))


def on_board(board: Page, number: str):  # type: ignore[no-untyped-def]
    row = board.locator(f'.incident-row[data-number="{number}"]')
    expect(row).to_be_visible()
    return row


def clear_and_close(board: Page, detail, number: str, unit: str) -> None:  # type: ignore[no-untyped-def]
    board.keyboard.press("/")
    board.keyboard.type(f"C {unit} transported")
    board.keyboard.press("Enter")
    expect(board.locator("#echo")).to_contain_text("saved")
    detail.get_by_role("button", name="Close…").click()
    dialog = board.get_by_role("dialog")
    dialog.get_by_label("Disposition").select_option("transported")
    if dialog.get_by_label("How the eligible call ended").count():
        dialog.get_by_label("How the eligible call ended").select_option("disqualified_by_new_facts")
    dialog.get_by_role("button", name="Send").click()
    expect(board.locator(f'.incident-row[data-number="{number}"]')).to_have_count(0)


def record(board: Page, number: str, unit: str) -> None:
    """What stays: one record, everything that happened in order, nothing lost."""
    board.goto(f"/incidents/{number}/")
    timeline = board.locator("#timeline")
    for what in ("call taken", "call updated", "unit assigned", "acknowledged", "marked en route", "marked on scene"):
        expect(timeline).to_contain_text(what)
    expect(timeline).to_contain_text("incident closed")
    expect(timeline).to_contain_text(unit)
