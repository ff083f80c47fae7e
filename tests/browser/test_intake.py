"""The call-taker's page: assessed while typing, kept while typing, answered with one key."""

from playwright.sync_api import Route, expect

from tests.desks import Desk, put_on_board


def test_the_assessment_follows_the_words_and_leaves_the_focus_where_it_is(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    box, verdict = page.get_by_label("What is happening"), page.locator("#verdict")
    box.press_sequentially("two neighbors arguing about a fence", delay=5)
    expect(verdict).to_contain_text("Mediation")
    expect(verdict).to_contain_text("An unarmed team may go alone")
    box.press_sequentially(", one pulled a gun", delay=5)
    expect(verdict).to_contain_text("Police")
    expect(verdict).to_contain_text("An unarmed team must not go alone")
    expect(verdict.locator("mark", has_text="gun")).to_be_visible()
    expect(box).to_be_focused()


def test_a_call_without_a_place_is_not_sent_and_says_so_beside_the_field(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    page.get_by_label("What is happening").fill("woman fell, hip hurts")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#address-problem")).to_be_visible()
    expect(page.get_by_label("Address")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("What is happening")).to_have_value("woman fell, hip hurts")
    expect(page.locator("#number")).to_be_empty()


def test_a_half_typed_call_is_there_again_after_the_browser_was_closed(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    page.get_by_label("Address").fill("1800 Cahuenga Bl")
    page.get_by_label("What is happening").fill("caller whispers, somebody is")
    expect(page.locator("#save")).to_contain_text("Draft kept")
    page.context.close()
    again = desk("calltaker", "/intake/")
    again.get_by_role("button", name="Go on with: 1800 Cahuenga Bl").click()
    expect(again.get_by_label("What is happening")).to_have_value("caller whispers, somebody is")


def test_words_typed_after_sending_are_saved_to_the_same_incident(desk: Desk) -> None:
    page = desk("calltaker", "/intake/")
    number = put_on_board(page, "2200 W 7th St", "man down on the sidewalk")
    page.get_by_label("What is happening").press_sequentially(", not breathing", delay=5)
    page.get_by_label("Address").focus()
    expect(page.locator("#save")).to_contain_text("Saved")
    page.goto(f"/incidents/{number}/")
    expect(page.locator("#record")).to_contain_text("man down on the sidewalk, not breathing")
    expect(page.locator("#record")).to_contain_text("Medical")


def test_a_taker_who_types_before_the_page_is_ready_is_not_moved_to_another_field(desk: Desk) -> None:
    page = desk("calltaker", "/")
    held: list[Route] = []
    page.route("**/api/triage/protocol/", lambda route: held.append(route))
    page.goto("/intake/")
    expect(page.get_by_label("Address")).to_be_focused()
    box = page.get_by_label("What is happening")
    box.press_sequentially("two neighbors arguing", delay=5)
    for route in held:
        route.continue_()
    expect(page.locator("#questions .question").first).to_be_visible()
    page.keyboard.type(" about a fence")
    expect(box).to_have_value("two neighbors arguing about a fence")
    expect(page.locator("#verdict")).to_contain_text("Mediation")
