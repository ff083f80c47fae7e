"""The ladder and the safety envelope at real desks: hand up, hand down, staging, and a unit that nobody hears."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import clean
from tests.browser.test_board import command, incident
from tests.desks import PASSWORD, Desk, live
from tests.environment import CLUSTER, NAME
from tests.live import Server
from tests.people import Person

CALM = "woman on a bench talks to nobody, crying, no weapons, family asks for somebody to talk to her"
KNIFE = "man in the kitchen holds a knife and says he will stab his brother"
SHORT = 5  # seconds: the least that a centre may set


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """A command may wait for a busy machine; nothing here says how long it may take."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def dispatcher(server: Server) -> Person:
    return Person(server.url, "dispatcher", PASSWORD)


@pytest.fixture
def pair(dispatcher: Person) -> Iterator[tuple[str, str]]:
    """A police unit and an unarmed team of the seeded city that have nothing to do; both are free again afterwards."""
    units = dispatcher.get("board/")["cards"]["units"].values()
    free = [u for u in units if u["status"] == "available"]
    armed = next(u["call_sign"] for u in free if u["kinds"] == ["police"])
    team = next(u["call_sign"] for u in free if u["kinds"] == ["mental_health"])
    yield armed, team
    for unit in dispatcher.get("board/")["cards"]["units"].values():
        if unit["call_sign"] in (armed, team) and unit["assignment"]:
            about = {"incident": unit["assignment"]["incident"], "unit": unit["call_sign"]}
            dispatcher.do("clear_unit", disposition="resolved", **about)


def chosen(desk: Desk, number: str, **size: int) -> Page:
    board = live(desk("dispatcher", "/board/", **size))
    row = incident(board, number)
    expect(row).to_be_visible()
    row.click()
    expect(board.locator("#detail")).to_contain_text(number)
    return board


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def both_themes_clean(page: Page) -> None:
    clean(page)
    page.locator("#theme").click()
    clean(page)
    page.locator("#theme").click()


def test_hand_up_is_one_key_with_a_clock_that_runs_until_the_police_are_there(
    desk: Desk, dispatcher: Person, pair: tuple[str, str]
) -> None:
    armed, team = pair
    number = dispatcher.call(CALM, "700 S Alvarado St")
    dispatcher.do("assign_unit", incident=number, unit=team, reason="asked for")
    dispatcher.do("mark_on_scene", incident=number, unit=team)
    board = chosen(desk, number)
    board.keyboard.press("e")
    dialog(board).get_by_label("Reason").fill("he hit the door twice")
    dialog(board).get_by_label("The unit that is there stays").select_option("yes")
    dialog(board).get_by_role("button", name="Send").click()
    asked = board.locator("#detail .request")
    expect(asked).to_contain_text(f"Hand up: {team} asked for a hand-over to Police")
    expect(asked).to_contain_text("he hit the door twice")
    expect(asked.locator(".clock")).to_have_text(re.compile(r"^\d+:\d\d$"))
    both_themes_clean(board)
    dispatcher.do("assign_unit", incident=number, unit=armed, role="backup", reason="handed up")
    expect(asked).to_contain_text(f"{armed} is coming")
    dispatcher.do("mark_on_scene", incident=number, unit=armed)
    expect(asked).to_have_count(0)
    expect(board.locator("#detail .added")).to_contain_text(re.compile(rf"{armed}: sent after \d:\d\d, there after \d"))
    expect(board.locator("#detail .added")).to_contain_text(f"{team} was still there")


def test_hand_down_is_one_key_and_frees_the_car(desk: Desk, dispatcher: Person, pair: tuple[str, str]) -> None:
    armed, _ = pair
    number = dispatcher.call(CALM, "701 S Alvarado St")
    dispatcher.do("assign_unit", incident=number, unit=armed, reason="nearest")
    dispatcher.do("mark_on_scene", incident=number, unit=armed)
    board = chosen(desk, number)
    board.keyboard.press("r")
    expect(dialog(board).get_by_label("To which team")).to_have_value("mental_health")
    dialog(board).get_by_label("Reason").fill("calm now, wants to talk")
    board.keyboard.press("Enter")
    expect(board.locator("#detail .request")).to_contain_text(
        f"Hand down: {armed} asked for a hand-over to Mental health"
    )
    expect(board.locator("#detail .request")).to_contain_text("Leaves when they have come.")


def test_a_team_under_a_staging_hold_stays_out_unless_it_says_that_it_is_in(
    desk: Desk, dispatcher: Person, pair: tuple[str, str]
) -> None:
    armed, team = pair
    number = dispatcher.call(KNIFE, "702 S Alvarado St")
    dispatcher.do("assign_unit", incident=number, unit=armed)
    dispatcher.do("assign_unit", incident=number, unit=team, role="backup", reason="to talk")
    board = chosen(desk, number)
    expect(board.locator("#detail .staging")).to_contain_text("Staging hold: immediate danger to life.")
    both_themes_clean(board)
    command(board, f"O {team}")
    expect(dialog(board)).to_contain_text("police have not reported the scene clear")
    clean(board)
    board.keyboard.press("Escape")
    expect(dialog(board)).to_be_hidden()
    command(board, f"O {team}")
    dialog(board).get_by_role("textbox").fill("he came out to them")
    dialog(board).get_by_role("button", name="Send").click()
    expect(board.locator("#detail .alert")).to_contain_text(f"{team} is on scene against the staging hold")
    expect(dialog(board)).to_be_hidden()
    board.locator("#incidents").focus()
    command(board, f"SAFE {number.split('-')[1]} {armed} has the knife")
    expect(board.locator("#echo")).to_contain_text("scene cleared")
    expect(board.locator("#detail .staging")).to_contain_text("Scene clear")


def test_the_next_check_in_is_shown_and_counts_down(desk: Desk, dispatcher: Person, pair: tuple[str, str]) -> None:
    _, team = pair
    number = dispatcher.call(CALM, "703 S Alvarado St")
    dispatcher.do("assign_unit", incident=number, unit=team)
    dispatcher.do("mark_on_scene", incident=number, unit=team)
    board = chosen(desk, number)
    line = board.locator("#detail .check-in")
    expect(line).to_contain_text(re.compile(r"Check-in due \d\d:\d\d, in 29:\d\d"))


# --- a missed check-in -----------------------------------------------------------------------------------------


@pytest.fixture
def worker_is_dead(server: Server) -> Iterator[None]:
    """The worker was heard once and is silent: the web itself watches, with nobody at any desk.

    Written by SQL: the browser's driver has a loop here, in which Django's models refuse to work.
    """
    with psycopg.connect(CLUSTER, dbname=NAME, autocommit=True) as database:
        database.execute("DELETE FROM dispatch_heartbeat WHERE name = 'worker'")
        database.execute("INSERT INTO dispatch_heartbeat (name, at) VALUES ('worker', now() - interval '10 min')")
        yield
        database.execute("DELETE FROM dispatch_heartbeat WHERE name = 'worker'")


@pytest.fixture
def impatient(server: Server, dispatcher: Person) -> Iterator[None]:
    """A centre whose alarms about silent units go on after the least time that may be set."""
    admin = Person(server.url, "centre_admin", PASSWORD)
    cards = dispatcher.get("board/")["cards"]["settings"]
    before = {name: cards[name]["value"] for name in ("alarms", "timers")}
    alarms = {k: dict(v) for k, v in before["alarms"].items()}
    for kind in ("check_in_due", "silent_on_scene"):
        alarms[kind]["time_allowed"] = SHORT
    timers = {**before["timers"], "silence": {"police": SHORT}}
    for name, value in (("alarms", alarms), ("timers", timers)):
        admin.do("save_setting", name=name, value=value, seen=version_of(dispatcher, name))
    yield
    for name, value in before.items():
        admin.do("save_setting", name=name, value=value, seen=version_of(dispatcher, name))


def version_of(person: Person, name: str) -> int:
    version: int = person.get("board/")["cards"]["settings"][name]["version"]
    return version


def test_a_missed_check_in_reaches_a_supervisor_and_then_the_police_with_no_other_input(
    desk: Desk, dispatcher: Person, pair: tuple[str, str], impatient: None, worker_is_dead: None
) -> None:
    _, team = pair
    supervisor = live(desk("supervisor", "/board/"))
    number = dispatcher.call(CALM, "704 S Alvarado St")
    dispatcher.do("assign_unit", incident=number, unit=team, ago=2400)
    dispatcher.do("mark_on_scene", incident=number, unit=team, ago=2390)
    # From here on nobody does anything.
    # Alone or in the group of its kind; after the supervisor's time it is the watch commander's.
    item = supervisor.locator("#inbox li", has_text=re.compile(rf"{team} (on )?{number}"))
    with_whom = re.compile("Alarm, now with: (Floor supervisor|Watch commander)")
    expect(item.filter(has_text=with_whom)).to_have_count(1, timeout=60_000)
    opened = supervisor.locator(".incident-row", has_text="704 S Alvarado St").filter(has_text="waiting")
    expect(opened).to_have_count(1, timeout=60_000)
    opened.click()
    expect(supervisor.locator("#detail")).to_contain_text(f"{team} (mental health")
    expect(supervisor.locator("#detail")).to_contain_text("Send: Police")
    both_themes_clean(supervisor)
    dispatcher.do("check_in", incident=number, unit=team)
    expect(supervisor.locator("#detail .alert", has_text="A person makes sure")).to_have_count(1, timeout=30_000)
    closes = supervisor.locator("#detail .headline b").inner_text()
    dispatcher.do("close_incident", incident=closes, disposition="resolved")
    expect(opened).to_have_count(0)
