"""The roster in a real browser: a week by keyboard and by hand, a file, and what the schedule does on the board."""

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.test_accessibility import clean
from tests.desks import Desk, live
from tests.exporting import exported


def ready(page: Page) -> Page:
    live(page)
    expect(page.locator("body[data-ready=true]")).to_be_attached(timeout=20_000)
    return page


@pytest.fixture
def admin(desk: Desk) -> Page:
    return ready(desk("lahsa_admin", "/roster/"))


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def command(page: Page, verb: str, **fields: object) -> dict[str, object]:
    """Send a verb as the person of this page and return the event."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    headers = {"X-CSRFToken": unquote(cookies["csrftoken"]), "Origin": page.url.split("/roster")[0]}
    body = {"request_id": page.evaluate("() => crypto.randomUUID()"), **fields}
    answer = page.request.post(f"/api/commands/{verb}/", data=body, headers=headers)
    assert answer.ok, answer.text()
    return dict(answer.json()["event"])


def people(page: Page, *names: str) -> None:
    """Put members and a unit of their own on the roster, so that no other test is in the way."""
    for name in names:
        command(page, "add_member", member=name, given_name=name.split(".")[0].title(), family_name="Test")


def unit(page: Page, call_sign: str) -> None:
    command(page, "add_unit", unit=call_sign, kinds=["homeless_outreach"], area="Hollywood")


def shift(page: Page, name: str) -> Locator:
    return page.locator(f'.shift[aria-label^="{name} on"]').first


def plan(page: Page, call_sign: str, member: str, starts: str, ends: str) -> None:
    page.locator(f'.row[data-row="{call_sign}"] .plan').click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Member").select_option(member)
    dialog.get_by_label("From").fill(starts)
    dialog.get_by_label("Until").fill(ends)
    dialog.get_by_role("button", name="Plan").click()
    expect(dialog).to_be_hidden()


def next_week(page: Page) -> list[str]:
    """Go on to the week after this one and return its days."""
    monday = date.fromisoformat(page.locator("#week-of").inner_text()[:10]) + timedelta(days=7)
    page.get_by_role("button", name="Week after").click()
    expect(page.locator("#week-of")).to_contain_text(monday.isoformat())
    return [(monday + timedelta(days=n)).isoformat() for n in range(7)]


def test_a_week_is_planned_moved_and_swapped_by_keyboard(admin: Page) -> None:
    people(admin, "kay.one", "lee.two")
    unit(admin, "KB1")
    expect(admin.locator('.row[data-row="KB1"]')).to_be_visible()
    days = next_week(admin)
    plan(admin, "KB1", "kay.one", f"{days[0]} 08:00", f"{days[0]} 16:00")
    plan(admin, "KB1", "lee.two", f"{days[1]} 08:00", f"{days[1]} 16:00")
    kay = shift(admin, "Kay Test")
    kay.focus()
    admin.keyboard.press(".")
    expect(shift(admin, "Kay Test")).to_have_attribute("aria-label", re.compile("08:30 to 16:30"))
    expect(shift(admin, "Kay Test")).to_be_focused()
    admin.keyboard.press("+")
    expect(shift(admin, "Kay Test")).to_have_attribute("aria-label", re.compile("08:30 to 17:00"))
    admin.keyboard.press("s")
    admin.keyboard.press("ArrowRight")
    expect(shift(admin, "Lee Test")).to_be_focused()
    admin.keyboard.press("s")
    expect(shift(admin, "Lee Test")).to_have_attribute("aria-label", re.compile("08:30 to 17:00"))
    expect(shift(admin, "Kay Test")).to_have_attribute("aria-label", re.compile("08:00 to 16:00"))
    shift(admin, "Kay Test").focus()
    admin.keyboard.press("k")
    admin.get_by_role("dialog").get_by_role("button", name="Report sick").click()
    expect(shift(admin, "Kay Test")).to_have_attribute("data-state", "sick")


def test_a_conflict_is_refused_in_one_sentence_beside_the_shift(admin: Page) -> None:
    people(admin, "con.flict")
    unit(admin, "CF1")
    expect(admin.locator('.row[data-row="CF1"]')).to_be_visible()
    days = next_week(admin)
    plan(admin, "CF1", "con.flict", f"{days[2]} 08:00", f"{days[2]} 12:00")
    plan(admin, "CF1", "con.flict", f"{days[2]} 12:00", f"{days[2]} 16:00")
    first = admin.locator('.row[data-row="CF1"] .shift').first
    first.focus()
    admin.keyboard.press("+")
    expect(admin.locator('.row[data-row="CF1"] .refusal')).to_contain_text("Con Test is on CF1 from")
    expect(admin.locator('.row[data-row="CF1"] .shift').first).to_have_attribute(
        "aria-label", re.compile("08:00 to 12:00")
    )


def test_a_shift_is_dragged_to_another_unit_and_made_longer_by_its_end(admin: Page) -> None:
    people(admin, "drag.me")
    unit(admin, "DR1")
    unit(admin, "DR2")
    expect(admin.locator('.row[data-row="DR2"]')).to_be_visible()
    days = next_week(admin)
    plan(admin, "DR1", "drag.me", f"{days[3]} 08:00", f"{days[3]} 20:00")
    block = shift(admin, "Drag Test")
    block.scroll_into_view_if_needed()
    admin.locator('.row[data-row="DR2"]').scroll_into_view_if_needed()
    box, other = block.bounding_box(), admin.locator('.row[data-row="DR2"]').bounding_box()
    assert box
    assert other
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    admin.mouse.move(x, y)
    admin.mouse.down()
    admin.mouse.move(x, other["y"] + other["height"] / 2, steps=6)
    admin.mouse.up()
    moved = admin.locator('.row[data-row="DR2"] .shift')
    expect(moved).to_have_attribute("aria-label", re.compile("on DR2, .*08:00 to 20:00"))
    box = moved.bounding_box()
    assert box
    hour = box["width"] / 12
    admin.mouse.move(box["x"] + box["width"] - 3, box["y"] + 10)
    admin.mouse.down()
    admin.mouse.move(box["x"] + box["width"] - 3 + 2 * hour, box["y"] + 10, steps=6)
    admin.mouse.up()
    expect(moved).to_have_attribute("aria-label", re.compile("08:00 to 22:00"))


def test_a_template_recurs_in_turns_or_on_days_of_every_other_week(admin: Page) -> None:
    people(admin, "tu.rns")
    unit(admin, "TU1")
    tab(admin, "Scope, templates, vehicles")
    admin.get_by_role("button", name="New template").click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Turns")
    dialog.locator("#ask-unit").select_option("TU1")
    dialog.get_by_label("Tu Test (tu.rns)").check()
    expect(dialog.locator("#ask-on")).to_be_hidden()
    dialog.locator("#ask-recurs").select_option("turns")
    expect(dialog.locator("#ask-every")).to_be_hidden()
    dialog.locator("#ask-on").fill("2")
    dialog.locator("#ask-off").fill("0")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator("#ask-off-problem")).to_have_text("A whole number from 1 to 60.")
    expect(dialog.locator("#ask-off")).to_be_focused()
    clean(admin)
    dialog.locator("#ask-off").fill("3")
    dialog.get_by_role("button", name="Save").click()
    row = admin.locator("#templates tr", has=admin.get_by_role("rowheader", name="Turns"))
    expect(row).to_contain_text("2 days on, 3 off")
    row.get_by_role("button", name="Edit").click()
    expect(dialog.locator("#ask-on")).to_have_value("2")
    dialog.locator("#ask-recurs").select_option("weeks")
    dialog.locator("#ask-every").fill("2")
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
        dialog.get_by_label(day, exact=True).set_checked(day in ("Mon", "Thu"))
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("every 2 weeks: Mon, Thu")


CSV = """record,name,kinds,family_name,unit,certificate,expires_on,starts,ends
unit,IM1,homeless_outreach,,,,,,
member,im.port,,Ported,IM1,,,,
certification,im.port,,,,{certificate},2031-01-31,,
shift,im.port,,,IM1,,,{day}T06:00,{day}T18:00
"""


def test_a_file_is_checked_mended_and_imported_and_the_week_shows_it(admin: Page, tmp_path: Path) -> None:
    days = next_week(admin)
    tab(admin, "Import and export")
    file = tmp_path / "roster.csv"
    file.write_text(CSV.format(certificate="wings", day=days[4]))
    admin.get_by_label("Roster file").set_input_files(file)
    admin.get_by_role("button", name="Check the file").click()
    expect(admin.locator("#file-faults li")).to_have_text(re.compile("Line 4: certification: certificate is 'wings'"))
    expect(admin.get_by_role("button", name="Import all of it")).to_be_disabled()
    clean(admin)
    file.write_text(CSV.format(certificate="emt", day=days[4]))
    admin.get_by_label("Roster file").set_input_files(file)
    admin.get_by_role("button", name="Check the file").click()
    expect(admin.locator("#file-said")).to_contain_text("4 changes, no fault")
    admin.get_by_role("button", name="Import all of it").click()
    expect(admin.locator("#file-said")).to_contain_text("Imported as event")
    before = admin.locator("#imports details").first
    before.locator("summary").click()
    expect(before).to_contain_text("4 changes.")
    expect(before.get_by_role("row", name="2 unit IM1 added")).to_be_visible()
    clean(admin)
    tab(admin, "Week")
    expect(admin.locator('.row[data-row="IM1"] .shift')).to_have_attribute("aria-label", re.compile("06:00 to 18:00"))
    tab(admin, "Import and export")
    saved = exported(admin, "Export CSV", "quarterly count").read_text(encoding="utf-8-sig")
    assert saved.startswith("record,name,")
    assert "by lahsa_admin of LAHSA, export" in saved.splitlines()[1]
    assert "shift,im.port," in saved
    clean(admin)


def test_an_import_that_takes_long_says_how_many_rows_of_how_many_are_done(admin: Page, tmp_path: Path) -> None:
    held: list[Route] = []
    admin.route("**/api/roster/import/", lambda route: held.append(route))
    how_far = {"phase": "checked", "done": 3200, "total": 10000}
    admin.route("**/api/roster/import/how-far/*", lambda route: route.fulfill(json=how_far))
    tab(admin, "Import and export")
    file = tmp_path / "roster.csv"
    file.write_text("record,name,family_name\nmember,slow.one,One\n")
    admin.get_by_label("Roster file").set_input_files(file)
    admin.get_by_role("button", name="Check the file").click()
    bar = admin.get_by_role("progressbar", name="3,200 of 10,000 rows checked")
    expect(bar).to_be_visible()
    assert (bar.get_attribute("max"), bar.get_attribute("value")) == ("10000", "3200")
    expect(admin.locator("#file-said")).to_have_text("3,200 of 10,000 rows checked")
    how_far |= {"phase": "compared", "done": 10000}
    expect(admin.get_by_role("progressbar", name="10,000 of 10,000 rows compared")).to_be_visible()
    clean(admin)
    held[0].continue_()
    expect(admin.locator("#file-said")).to_contain_text("1 change, no fault")
    expect(bar).to_be_hidden()


def test_the_schedule_puts_a_crew_on_a_unit_and_the_board_and_recommendation_read_it(desk: Desk, admin: Page) -> None:
    people(admin, "on.duty")
    unit(admin, "ON1")
    command(admin, "certify_member", member="on.duty", kind="language", language="km")
    now = admin.evaluate("() => Date.now()")
    iso = "(at) => new Date(at).toISOString()"
    starts, ends = (admin.evaluate(iso, now + hours * 3_600_000) for hours in (-1, 5))
    command(admin, "plan_shift", member="on.duty", unit="ON1", starts=starts, ends=ends)
    admin.reload()
    ready(admin)
    tab(admin, "Units")
    row = admin.locator("#units tr", has=admin.get_by_role("rowheader", name="ON1"))
    expect(row).to_contain_text("due: On Test")
    row.get_by_role("button", name="Sign on").click()
    admin.get_by_role("dialog").get_by_role("button", name="Sign on").click()
    expect(row).to_contain_text("available")
    expect(row).to_contain_text("en, km")
    expect(row).to_contain_text("On Test, until")
    board = live(desk("dispatcher", "/board/"))
    card = board.evaluate("async () => (await (await fetch('/api/board/')).json()).cards.units.ON1")
    assert (card["crew"], card["languages"], card["members"]) == (["on.duty"], ["en", "km"], 1)
    assert card["on_duty_until"][:16] == ends[:16]


def test_an_admin_finds_no_other_agency_and_the_floor_changes_nothing(desk: Desk, admin: Page) -> None:
    expect(admin.locator('.row[data-row="HET1"]')).to_be_visible()
    assert admin.locator('.row[data-row="SM1"]').count() == 0
    assert admin.request.get("/api/roster/week/?agency=LAPD").status == 404
    floor = ready(desk("dispatcher", "/roster/"))
    floor.get_by_label("Agency").select_option("LAPD")
    expect(floor.locator('.row[data-row="SM1"]')).to_be_visible()
    expect(floor.locator(".plan")).to_have_count(0)
    expect(floor.get_by_role("tab", name="Import and export")).to_be_hidden()


def test_a_change_is_on_the_other_admins_page_at_once(desk: Desk, admin: Page) -> None:
    floor = ready(desk("supervisor", "/roster/"))
    floor.get_by_label("Agency").select_option("LAHSA")
    expect(floor.locator('.row[data-row="HET1"]')).to_be_visible()
    people(admin, "li.ve")
    tab(floor, "Members")
    floor.get_by_label("Name or unit").fill("li.ve")
    expect(floor.locator("#members tr")).to_contain_text("li.ve")


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(
    "name", ["Week", "Units", "Members", "Coverage", "Scope, templates, vehicles", "Trackers", "Import and export"]
)
def test_every_part_is_clean(admin: Page, name: str, theme: str) -> None:
    if theme == "light":
        admin.locator("#theme").click()
    tab(admin, name)
    clean(admin)
    if name == "Week":
        admin.get_by_role("button", name="Plan a shift", exact=True).click()
        clean(admin)
