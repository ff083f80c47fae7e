"""How saved a call is: four marks, each true, and nothing is called saved before the server has said so (U19, U23)."""

import json

from playwright.sync_api import Page, Route, expect

from tests.desks import Desk, caught, live

TAKE = "**/api/commands/take_call/"
UPDATE = "**/api/commands/update_call/"


def typed(desk: Desk, address: str) -> Page:
    page = live(desk("calltaker", "/intake/"))
    page.get_by_label("Address").fill(address)
    page.get_by_label("What is happening").fill("loud music since midnight")
    return page


def state(page: Page, name: str) -> None:
    expect(page.locator("#save")).to_have_attribute("data-state", name)


def test_u19_pending_until_the_server_has_answered_then_saved_with_its_time(desk: Desk) -> None:
    page = typed(desk, "31 Ginkgo Av")
    held: list[Route] = []
    page.route(TAKE, lambda route: held.append(route))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#save")).to_have_text("Sending…")
    state(page, "pending")
    expect(page.locator("#number")).to_be_empty()
    held[0].continue_()
    state(page, "saved")
    expect(page.locator("#save")).to_contain_text("On the board")


def test_u19_no_answer_is_unknown_and_is_asked_again_without_a_second_incident(desk: Desk) -> None:
    page = typed(desk, "32 Ginkgo Av")
    sent: list[str] = []

    def lost_once(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "{}")["request_id"])
        if len(sent) > 1:
            route.continue_()
            return
        route.fetch()  # the server did it; its answer is lost
        route.abort()

    page.route(TAKE, lost_once)
    page.keyboard.press("Control+Enter")
    state(page, "unknown")
    state(page, "saved")
    assert len(sent) == 2
    assert len(set(sent)) == 1
    page.goto("/search/")
    found = page.evaluate("fetch('/api/incidents/?q=32 Ginkgo Av').then((answer) => answer.json())")
    assert len(found["results"]) == 1


def test_u19_a_refusal_is_failed_and_the_words_stay(desk: Desk) -> None:
    page = typed(desk, "33 Ginkgo Av")
    error = {"error": {"code": "refused.closed", "detail": "The log is being restored."}}
    page.route(TAKE, lambda route: route.fulfill(status=409, json=error))
    page.keyboard.press("Control+Enter")
    state(page, "failed")
    expect(page.locator("#summary")).to_contain_text("The log is being restored.")
    expect(page.get_by_label("What is happening")).to_have_value("loud music since midnight")


def test_u19_what_is_typed_while_saving_is_pending_until_it_is_saved_too(desk: Desk) -> None:
    page = typed(desk, "34 Ginkgo Av")
    page.keyboard.press("Control+Enter")
    state(page, "saved")
    held: list[Route] = []
    page.route(UPDATE, lambda route: held.append(route))
    box = page.get_by_label("What is happening")
    box.press_sequentially(", a window broke", delay=1)
    state(page, "pending")
    caught(page, lambda: held)
    box.press_sequentially(" just now", delay=1)
    held[0].continue_()
    page.unroute(UPDATE)
    expect(page.locator("#save")).to_contain_text("Saved")
    number = page.locator("#number a").inner_text()
    page.goto(f"/incidents/{number}/")
    expect(page.locator("#record")).to_contain_text("a window broke just now")


def test_u23_escape_and_reload_lose_nothing(desk: Desk) -> None:
    page = typed(desk, "35 Ginkgo Av")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Address")).to_have_value("35 Ginkgo Av")
    expect(page.locator("#save")).to_contain_text("Draft kept")
    page.reload()
    page.get_by_role("button", name="Go on with: 35 Ginkgo Av").click()
    expect(page.get_by_label("What is happening")).to_have_value("loud music since midnight")


def test_a_draft_that_was_on_its_way_when_the_call_was_sent_is_not_offered_as_a_second_call(desk: Desk) -> None:
    page = live(desk("calltaker", "/intake/"))
    held: list[Route] = []
    page.route(
        "**/api/drafts/*/", lambda route: held.append(route) if route.request.method == "PUT" else route.continue_()
    )
    page.get_by_label("Address").fill("36 Ginkgo Av")
    page.get_by_label("What is happening").fill("loud music since midnight")
    caught(page, lambda: held)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#number a")).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        held[0].continue_()
    page.unroute("**/api/drafts/*/")
    page.goto("/intake/")
    live(page)
    expect(page.get_by_role("button", name="Go on with: 36 Ginkgo Av")).to_have_count(0)
