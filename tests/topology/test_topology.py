"""Production's processes side by side: a call crosses the nodes, and goes on when a node or Redis dies."""

import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.desks import Desk, live, put_on_board
from tests.faults.product import until
from tests.topology.processes import Topology

LANGDON = ("34.2410", "-118.4690")


@pytest.fixture
def board(desk: Desk, topology: Topology) -> Page:
    """A dispatcher's board on node B."""
    return live(desk("dispatcher", f"{topology.b.url}/board/"))


@pytest.fixture
def without_a(topology: Topology) -> Iterator[None]:
    topology.a.stop(signal.SIGKILL)
    yield
    topology.a.start()


@pytest.fixture
def without_redis(topology: Topology) -> Iterator[None]:
    topology.redis.kill()
    yield
    topology.redis.start()
    until("nothing is degraded again", lambda: topology.degraded() == [])


def row(board: Page, number: str) -> Locator:
    return board.get_by_role("option").filter(has_text=number.split("-")[1])


def send_the_first_offered(board: Page, number: str) -> None:
    row(board, number).click()
    offer = board.get_by_label("What is known of it").locator(".offer").first
    unit = offer.locator("b").inner_text()
    offer.get_by_role("button").click()
    expect(row(board, number)).to_contain_text(unit)


def test_a_call_taken_on_one_node_is_sent_a_unit_from_a_board_on_the_other(
    desk: Desk, board: Page, topology: Topology
) -> None:
    number = put_on_board(
        desk("calltaker", f"{topology.a.url}/intake/"), "8720 Langdon Av", "a burglar is in my garage now", *LANGDON
    )
    expect(row(board, number)).to_be_visible()
    send_the_first_offered(board, number)


def test_the_record_changed_on_one_node_changes_on_the_others_board(
    desk: Desk, board: Page, topology: Topology
) -> None:
    taker = desk("calltaker", f"{topology.a.url}/intake/")
    number = put_on_board(taker, "8730 Langdon Av", "neighbors argue", *LANGDON)
    row(board, number).click()
    taker.get_by_label("What is happening").press_sequentially(", one took out a gun", delay=5)
    taker.get_by_label("Address").focus()
    expect(board.get_by_label("What is known of it").locator(".hazard").first).to_be_visible()


def test_when_a_node_is_killed_its_takers_go_on_at_the_other_with_what_they_had_typed(
    desk: Desk, board: Page, topology: Topology, request: pytest.FixtureRequest
) -> None:
    taker = desk("calltaker", f"{topology.a.url}/intake/")
    taker.get_by_label("Address").fill("8740 Langdon Av")
    taker.get_by_label("What is happening").fill("a man lies on the lawn")
    expect(taker.locator("#save")).to_contain_text("Draft kept")
    request.getfixturevalue("without_a")

    taker.goto(f"{topology.b.url}/intake/")  # where a proxy leads; the same session, no second sign-in
    taker.get_by_role("button", name="Go on with: 8740 Langdon Av").click()
    taker.keyboard.press("Control+Enter")
    expect(taker.locator("#number a")).to_be_visible()
    number = taker.locator("#number a").inner_text()
    expect(board.locator("#link")).to_have_text("Live")
    expect(row(board, number)).to_be_visible()


def test_a_board_whose_node_is_killed_says_so_and_shows_nothing_as_live(
    desk: Desk, topology: Topology, request: pytest.FixtureRequest
) -> None:
    at_a = live(desk("dispatcher", f"{topology.a.url}/board/"))
    request.getfixturevalue("without_a")
    expect(at_a.locator("#link")).not_to_have_text("Live", timeout=10_000)
    expect(at_a.locator("#link")).to_contain_text("do not trust", timeout=20_000)


def test_without_redis_calls_are_taken_sent_and_seen_on_both_nodes(
    desk: Desk, board: Page, topology: Topology, without_redis: None
) -> None:
    status, said = topology.ready()
    assert status == 200
    assert set(said["degraded"]) >= {"redis", "broker"}
    number = put_on_board(
        desk("calltaker", f"{topology.a.url}/intake/"), "8750 Langdon Av", "a burglar is in my garage now", *LANGDON
    )
    expect(row(board, number)).to_be_visible()
    send_the_first_offered(board, number)
    expect(board.locator("#link")).to_have_text("Live")
    expect(row(live(desk("supervisor", f"{topology.a.url}/board/")), number)).to_be_visible()
