"""One week of shifts, from a template to the board: made, imported, swapped, and what the dispatcher sees of it."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_board import incident
from tests.browser.test_map import report
from tests.browser.test_roster import command, ready, tab
from tests.desks import Desk, live
from tests.floor import GET, Floor

SCENE = (34.0958, -118.3309)
COLUMNS = "record,name,kinds,area,armed,given_name,family_name,unit,certificate,language,expires_on,starts,ends"
DAYS = 7
PATIENT = 15_000  # milliseconds: the floor is the whole city, and other tests may share the machine


def around_now() -> tuple[datetime, datetime]:
    """Return a shift that has begun an hour ago and has seven to go, on the city's clock, whatever the hour is."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    return now - timedelta(hours=1), now + timedelta(hours=7)


def line(**cells: str) -> str:
    """Return a row of a roster file."""
    return ",".join(cells.get(name, "") for name in COLUMNS.split(","))


def shifts_of(page: Page, member: str, starts: datetime) -> list[dict[str, str]]:
    """Return a member's planned shifts of the eight days from a shift's first, as the server has them."""
    week = page.evaluate(GET, f"/api/roster/week/?first={starts.date()}&days={DAYS + 1}")
    return [one for one in week["shifts"].values() if one["member"] == member and one["state"] == "planned"]


def block(page: Page, unit: str, name: str) -> Locator:
    """Return a person's first shift on a unit in the week that is shown."""
    return page.locator(f'.row[data-row="{unit}"] .shift[aria-label^="{name} on {unit}"][data-state="planned"]').first


def on_board(board: Page, unit: str) -> Locator:
    return board.locator(f'.unit-row[data-unit="{unit}"]')


def offer(board: Page, unit: str) -> Locator:
    return board.locator("#detail .offer").filter(has=board.get_by_text(unit, exact=True))


def make_a_template_and_plan_its_week(page: Page, starts: datetime, ends: datetime) -> None:
    tab(page, "Scope, templates, vehicles")
    page.get_by_role("button", name="New template").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Week watch")
    dialog.get_by_label("Unit", exact=False).first.select_option("WK1")
    dialog.get_by_label("One Week (week.one)").check()
    dialog.get_by_label("From (local)").fill(f"{starts:%H:%M}")
    dialog.get_by_label("Until (local)").fill(f"{ends:%H:%M}")
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
        dialog.get_by_label(day, exact=True).check()
    dialog.get_by_label("First day").fill(starts.date().isoformat())
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden(timeout=PATIENT)
    page.get_by_role("button", name="Plan: Week watch").click()
    dialog.get_by_label("From the day").fill(starts.date().isoformat())
    dialog.get_by_label("To the day").fill((starts.date() + timedelta(days=DAYS - 1)).isoformat())
    dialog.get_by_role("button", name="Plan").click()
    expect(dialog).to_be_hidden(timeout=PATIENT)


def import_the_other_part(page: Page, file: Path, starts: datetime, ends: datetime) -> None:
    """Check the file, see that nothing is changed by that, then import all of it."""
    next_day = {"starts": (starts + timedelta(days=1)).isoformat(), "ends": (ends + timedelta(days=1)).isoformat()}
    file.write_text(
        "\n".join(
            [
                COLUMNS,
                line(record="unit", name="WK2", kinds="police", area="Hollywood", armed="yes"),
                line(record="member", name="week.two", given_name="Two", family_name="Week", unit="WK2"),
                line(record="certification", name="week.two", certificate="language", language="km"),
                line(record="shift", name="week.two", unit="WK2", starts=starts.isoformat(), ends=ends.isoformat()),
                line(record="shift", name="week.two", unit="WK2", **next_day),
            ]
        )
        + "\n"
    )
    tab(page, "Import and export")
    page.get_by_label("Roster file").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    expect(page.locator("#file-said")).to_contain_text("5 changes, no fault", timeout=PATIENT)
    assert shifts_of(page, "week.two", starts) == []
    page.get_by_role("button", name="Import all of it").click()
    expect(page.locator("#file-said")).to_contain_text("Imported as event", timeout=PATIENT)
    assert len(shifts_of(page, "week.two", starts)) == 2


def swap(page: Page, one: Locator, other: Locator) -> None:
    """Swap two shifts by keyboard: `s` on the first, `s` on the second."""
    one.focus()
    page.keyboard.press("s")
    expect(page.locator("#week-said")).to_contain_text("go to the other shift and press s again")
    other.focus()
    page.keyboard.press("s")


def sign_on(page: Page, unit: str, due: str) -> None:
    """Sign on a unit whose shift has begun, with whom the schedule has on it."""
    tab(page, "Units")
    row = page.locator("#units tr", has=page.get_by_role("rowheader", name=unit, exact=True))
    expect(row).to_contain_text(f"due: {due}")
    row.get_by_role("button", name="Sign on").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Planned now")
    dialog.get_by_role("button", name="Sign on").click()
    expect(row).to_contain_text("available", timeout=PATIENT)


def test_a_week_is_made_imported_and_swapped_and_drives_the_board(desk: Desk, tmp_path: Path) -> None:
    starts, ends = around_now()
    board = live(desk("dispatcher", "/board/"))
    admin = ready(desk("lapd_admin", "/roster/"))
    command(admin, "add_member", member="week.one", given_name="One", family_name="Week")
    command(admin, "add_unit", unit="WK1", kinds=["police"], area="Hollywood", armed=True)
    expect(admin.locator('.row[data-row="WK1"]')).to_be_visible()

    # A week from a template, another part of it out of a file.
    make_a_template_and_plan_its_week(admin, starts, ends)
    assert len(shifts_of(admin, "week.one", starts)) == DAYS
    import_the_other_part(admin, tmp_path / "week.csv", starts, ends)
    tab(admin, "Week")
    expect(block(admin, "WK1", "One Week")).to_be_visible(timeout=PATIENT)
    expect(block(admin, "WK2", "Two Week")).to_be_visible(timeout=PATIENT)

    # The one who speaks Khmer takes the shift that goes on now, and the other hers: by the first block of each row.
    swap(admin, block(admin, "WK1", "One Week"), block(admin, "WK2", "Two Week"))
    expect(block(admin, "WK1", "Two Week")).to_be_visible(timeout=PATIENT)
    expect(block(admin, "WK2", "One Week")).to_be_visible(timeout=PATIENT)

    # Nobody is on them yet: the board offers neither.
    for unit in ("WK1", "WK2"):
        expect(on_board(board, unit)).to_have_count(0)
    call = {"address": "1358 N Wilcox Ave", "lat": SCENE[0], "lon": SCENE[1], "language": "km"}
    number = Floor(desk).do("take_call", narrative="fist fight, two men punching", **call)["incidents"][0]
    incident(board, number).click()
    expect(board.locator("#detail .offer").first).to_be_visible(timeout=PATIENT)
    for unit in ("WK1", "WK2"):
        expect(offer(board, unit)).to_have_count(0)

    # Whom the schedule has on them signs on: the open board has the unit and what its crew speaks; it is offered first.
    admin.reload()
    ready(admin)
    sign_on(admin, "WK1", "Two Week")
    sign_on(admin, "WK2", "One Week")
    for unit in ("WK1", "WK2"):
        report(admin, unit, *SCENE)
        expect(on_board(board, unit)).to_contain_text("available", timeout=PATIENT)
    expect(on_board(board, "WK1")).to_have_attribute("title", re.compile("speaks en, km"))
    expect(on_board(board, "WK2")).to_have_attribute("title", re.compile("speaks en;"))
    incident(board, number).click()
    expect(board.locator("#detail .offer b").first).to_have_text("WK1", timeout=PATIENT)
    expect(offer(board, "WK1")).to_contain_text("speaks Khmer")
    expect(offer(board, "WK2")).to_be_visible(timeout=PATIENT)

    # Its only member falls sick: the unit is neither available nor offered, and the other one still is.
    tab(admin, "Week")
    block(admin, "WK2", "One Week").focus()
    admin.keyboard.press("k")
    admin.get_by_role("dialog").get_by_role("button", name="Report sick").click()
    expect(on_board(board, "WK2")).to_contain_text("unavailable", timeout=PATIENT)
    expect(offer(board, "WK2")).to_have_count(0, timeout=PATIENT)
    expect(offer(board, "WK1")).to_be_visible()
