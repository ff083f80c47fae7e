"""The centre's page and the alarms in a real browser: what is changed counts on every board, what is wrong is said."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import clean
from tests.desks import Desk, live, put_on_board


def choose(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Settings").get_by_role("button", name=name, exact=True).click()
    expect(page.locator("#setting-title")).to_have_text(name)


def field(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.get_by_role("textbox", name=name, exact=True)


def save(page: Page) -> None:
    page.locator("#save").click()
    expect(page.locator("#said")).to_contain_text("Saved as version")


def hold(phone: Page, milliseconds: int) -> None:
    button = phone.locator("#emergency-press")
    box = button.bounding_box()
    assert box
    phone.mouse.move(box["x"] + 30, box["y"] + 30)
    phone.mouse.down()
    phone.wait_for_timeout(milliseconds)
    phone.mouse.up()


@pytest.fixture
def admin(desk: Desk) -> Page:
    page = live(desk("centre_admin", "/"))
    assert page.url.endswith("/centre/#timers") or "/centre/" in page.url
    expect(page.locator("#setting-title")).to_be_visible()
    return page


def test_a_change_counts_on_a_board_that_is_open_and_says_who_and_when(desk: Desk, admin: Page) -> None:
    """The label in the dialog that asks for it: enforces dispositions.label"""
    number = put_on_board(desk("calltaker", "/intake/"), "12 Elm St", "car stolen overnight, no suspect")
    board = live(desk("dispatcher", "/board/"))
    choose(admin, "Dispositions")
    field(admin, "no report, Called").fill("Nothing to report")
    save(admin)
    expect(admin.locator("#history li").first).to_contain_text("centre_admin")
    expect(admin.locator("#history li").first).to_contain_text("No report needed → Nothing to report")
    board.locator(f'.incident-row[data-number="{number}"]').click()
    board.keyboard.press("c")
    options = board.get_by_role("dialog").get_by_label("Disposition").locator("option")
    expect(options.filter(has_text="Nothing to report")).to_have_count(1)


def test_a_colour_is_on_every_page_at_once(desk: Desk, admin: Page) -> None:
    board = live(desk("dispatcher", "/board/"))
    choose(admin, "Colours")
    field(admin, "good, Dark theme").fill("#8fe6a0")
    save(admin)
    expect(board.locator("#link")).to_have_css("color", "rgb(143, 230, 160)")


def test_a_number_to_call_is_where_everybody_on_the_floor_finds_it(desk: Desk, admin: Page) -> None:
    """enforces transfer_targets"""
    choose(admin, "Transfer targets")
    admin.get_by_role("button", name="Add a row").click()
    row = admin.locator("#sheet tbody tr").last
    row.get_by_label("Code of the new row").fill("harbor_ucla")
    row.get_by_label("new row, Name").fill("Harbor-UCLA psychiatric emergency")
    row.get_by_label("new row, Kind").select_option("other")
    row.get_by_label("new row, Number").fill("310-555-0177")
    save(admin)
    page = live(desk("dispatcher", "/centre/"))
    expect(page.locator("#phones")).to_contain_text("310-555-0177")
    expect(page.locator("#save")).to_be_hidden()
    expect(page.locator("#locked")).to_be_visible()
    expect(page.locator("#sheet input").first).to_be_disabled()


def test_u25_what_is_wrong_is_said_above_and_beside_with_the_same_words_and_nothing_typed_is_lost(admin: Page) -> None:
    choose(admin, "Timers")
    field(admin, "A call without a unit, P2").fill("0")
    field(admin, "Assigned, not acknowledged, P3").fill("soon")
    admin.keyboard.press("Control+s")
    summary = admin.locator("#summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("Not saved: 2 fields are wrong")
    clean(admin)
    summary.get_by_role("link").last.click()
    wrong = field(admin, "Assigned, not acknowledged, P3")
    expect(wrong).to_be_focused()
    expect(wrong).to_have_value("soon")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    beside = admin.locator(f"#{wrong.get_attribute('aria-describedby')}")
    expect(summary.get_by_role("link").last).to_contain_text(beside.inner_text())
    admin.locator("#back").click()
    expect(wrong).to_have_value("180")


def test_what_somebody_else_saved_meanwhile_is_not_written_over(desk: Desk, admin: Page) -> None:
    other = live(desk("centre_admin", "/centre/#priorities"))
    choose(admin, "Priorities")
    field(admin, "P3, Called").fill("Before long")
    field(other, "P4, Called").fill("Whenever")
    save(other)
    expect(admin.locator("#said")).to_contain_text("Somebody else saved this meanwhile")
    admin.locator("#save").click()
    expect(admin.locator("#said")).to_contain_text("was changed meanwhile")
    expect(field(admin, "P3, Called")).to_have_value("Before long")


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_setting_is_clean_and_reached_by_keys(admin: Page, theme: str) -> None:
    if theme == "light":
        admin.locator("#theme").click()
    admin.locator("main").focus()
    names = admin.locator("#names button").all_inner_texts()
    assert len(names) == 14
    for name in names:
        expect(admin.locator("#setting-title")).to_have_text(name)
        clean(admin)
        admin.locator("main").focus()
        admin.keyboard.press("j")


def test_the_emergency_button_is_held_a_second_and_answered_by_a_named_person(desk: Desk) -> None:
    """The list shows what the registry says: enforces alarms.cause"""
    floor = live(desk("supervisor", "/supervise/"))
    phone = live(desk("patrol", "/field/", width=390, height=844))
    unit = phone.locator("#unit").inner_text().split(",")[0]
    hold(phone, 300)
    expect(phone.locator("#emergency-said")).to_have_text("")
    hold(phone, 1200)
    expect(phone.locator("#emergency-said")).to_contain_text("Nobody has taken it yet")
    clean(phone)
    row = floor.locator(".alarm-row").filter(has_text=f"{unit} pressed its emergency button")
    expect(row).to_be_visible()
    expect(row).to_have_attribute("title", "A unit pressed its emergency button")
    expect(row).to_have_attribute("data-blinks", "true")
    expect(floor.locator("#assertive")).to_contain_text(f"Emergency: {unit} pressed")
    expect(floor.locator("#alarms-list .count")).to_contain_text("1 to take")
    clean(floor)
    floor.locator("main").focus()
    floor.keyboard.press("A")
    expect(phone.locator("#emergency-said")).to_have_text("supervisor answers your emergency.")
    expect(row).to_have_attribute("data-blinks", "false")
    row.get_by_text("End the emergency…").click()
    row.get_by_role("button", name="End it").click()
    expect(row.locator(".field-problem")).to_have_text("Write what was found, a word at least.")
    clean(floor)
    row.get_by_role("textbox").fill("spoke to the driver, both are well")
    row.get_by_role("button", name="End it").click()
    expect(floor.locator(".alarm-row")).to_have_count(0)
    expect(phone.locator("#emergency-said")).to_have_text("")


def test_u37_mute_has_a_mark_and_blink_obeys_who_wants_less_motion(desk: Desk) -> None:
    floor = live(desk("supervisor", "/supervise/"))
    mark = floor.locator(".sound .mark")
    expect(mark).to_contain_text("Sound is off: press any key")
    floor.locator("main").focus()
    floor.keyboard.press("Shift")
    expect(mark).to_have_text("Sound is on")
    floor.get_by_role("button", name="Mute 5 min").click()
    expect(mark).to_have_text(re.compile(r"Muted, back in \d min \(emergencies sound\)"))
    clean(floor)
    floor.get_by_role("button", name="Sound on").click()
    expect(mark).to_have_text("Sound is on")
    css = floor.evaluate(
        "async () => (await (await fetch('/static/css/alarms.css')).text())"
        ".match(/@media \\(prefers-reduced-motion: reduce\\)[^}]*animation: none/) !== null"
    )
    assert css


def test_a_response_plan_is_changed_checked_and_put_back_as_shipped(admin: Page) -> None:
    choose(admin, "Response plans")
    field(admin, "night, Areas").fill("Hollywood, Atlantis")
    admin.keyboard.press("Control+s")
    expect(admin.locator("#summary")).to_contain_text("There is no Atlantis here.")
    field(admin, "night, Areas").fill("Hollywood, Pacific")
    save(admin)
    expect(admin.locator("#history li").first).to_contain_text("Hollywood, Pacific")
    clean(admin)
    admin.get_by_role("button", name="As shipped").click()
    expect(field(admin, "night, Areas")).to_have_value("")
    save(admin)


def test_a_type_of_call_is_called_here_as_the_centre_says_and_offered_where_it_says(desk: Desk, admin: Page) -> None:
    """enforces call_types"""
    taker, board = live(desk("calltaker", "/intake/")), live(desk("dispatcher", "/board/"))
    options = taker.locator("#call_type option")
    expect(options.filter(has_text="415N")).to_have_count(1)
    types = options.evaluate_all("all => all.filter((one) => one.value).map((one) => [one.value, one.textContent])")
    (first, first_says), (second, _), *_ = types
    choose(admin, "Call types")
    expect(admin.get_by_role("row").filter(has_text=first_says.split(" · ")[1]).first).to_be_visible()
    field(admin, f"{first}, Called").fill("A neighbour in a crisis")
    field(admin, f"{first}, Code here").fill("MH-1")
    field(admin, f"{first}, Order").fill("1")
    field(admin, f"{types[-1][0]}, Order").fill("1")
    admin.get_by_role("checkbox", name=f"{second}, Offered", exact=True).uncheck()
    clean(admin)
    save(admin)
    expect(admin.locator("#history li").first).to_contain_text("A neighbour in a crisis")
    expect(options.nth(1)).to_have_text("MH-1 · A neighbour in a crisis")
    expect(taker.locator(f'#call_type option[value="{second}"]')).to_have_attribute("hidden", "hidden")
    taker.get_by_label("Call type, if known").select_option(first)
    number = put_on_board(taker, "77 Elm St", "she talks to nobody and will not come in")
    row = board.locator(f'.incident-row[data-number="{number}"]')
    expect(row).to_contain_text("A neighbour in a crisis")
    record = live(desk("supervisor", f"/incidents/{number}/"))
    expect(record.locator("#record .chip.type")).to_have_text("A neighbour in a crisis")
    record.goto(f"/incidents/{number}/handover/")
    expect(record.locator("main")).to_contain_text("A neighbour in a crisis")
    field(admin, f"{first}, Called").fill("Crisis at home")
    save(admin)
    expect(row).to_contain_text("Crisis at home")
    admin.get_by_role("button", name="As shipped").click()
    save(admin)
    expect(options.nth(1)).to_have_text(first_says)


def test_two_types_of_call_that_look_the_same_are_refused_beside_the_field(admin: Page) -> None:
    choose(admin, "Call types")
    field(admin, "5150, Called").fill("Crisis")
    field(admin, "SUI, Called").fill("crisis")
    admin.keyboard.press("Control+s")
    expect(admin.locator("#summary")).to_contain_text("Is the same as that of 5150.")
    clean(admin)
    admin.locator("#back").click()


def test_a_setting_of_days_is_a_setting_like_any_other(admin: Page) -> None:
    choose(admin, "Look-back by type")
    field(admin, "620D, Days").fill("soon")
    admin.keyboard.press("Control+s")
    expect(admin.locator("#summary")).to_contain_text("whole number")
    choose(admin, "Look-back by type")
