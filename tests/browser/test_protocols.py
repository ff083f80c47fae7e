"""A supervisor drafts a protocol, sees its faults, compares, replays; a second one publishes it; an auditor reads."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.desks import PASSWORD, Desk
from tests.exporting import exported
from tests.faults.product import until
from tests.live import Server
from triage import protocol

SECOND = "second"
CODE = "415N"
PLAN = 'response = ["mediation"]'


@pytest.fixture
def _database(django_db_setup: None, django_db_blocker: Any, server: Server) -> Iterator[None]:
    """Let the test read and write what the server serves: it makes a second supervisor and plays the worker."""
    with django_db_blocker.unblock():
        yield
        from django.db import connections

        from tests.conftest import _close

        _close(connections)


def off_the_loop(do: Any) -> Any:
    """Run database work on a thread of its own: the browser's driver holds this one's event loop."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as one:
        return one.submit(do).result()


@pytest.fixture
def record(_database: None) -> str:
    """A call on record that a change of 415N's plan flips, and a second supervisor; return its number."""
    return str(off_the_loop(_record))


def _record() -> str:
    from dispatch import commands, principals
    from responders.models import Member

    if not Member.objects.filter(username=SECOND).exists():
        member = Member(username=SECOND, role="supervisor")
        member.set_password(PASSWORD)
        member.save()
    said = {"address": "1358 N Wilcox Ave", "lat": 34.0958, "lon": -118.3309, "narrative": "please come"}
    body = {"request_id": str(uuid4()), "call_type": CODE, **said}
    return commands.run("take_call", by=principals.of_username("calltaker"), body=body).incidents[0]


def play_the_worker() -> None:
    """Do what the worker does with the messages of the sweep."""

    def work() -> bool:
        from dispatch import replaying

        for replay, _ in replaying.due():
            while replaying.work(replay):
                pass
        return not replaying.due()

    until("no replay waits", lambda: off_the_loop(work))


def changed_text() -> str:
    head, code, tail = protocol.load_default().text.partition(f'code = "{CODE}"')
    assert PLAN in tail.partition("[[call_type]]")[0]
    return head + code + tail.replace(PLAN, 'response = ["police"]', 1)


def clean(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(v["id"], [node["html"][:160] for node in v["nodes"]][:3]) for v in found]


def drafted(desk: Desk, name: str, text: str) -> Page:
    page = desk("supervisor", "/protocols/")
    page.get_by_role("button", name="New draft").click()
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type(name)
    page.get_by_label("The protocol's text").fill(text)
    page.keyboard.press("Control+s")
    expect(page.locator("#save")).to_contain_text("Saved")
    return page


def test_faults_are_listed_with_their_line_and_lead_to_it(desk: Desk) -> None:
    page = drafted(desk, "Broken", 'name = "x"\n\nbroken =\n')
    fault = page.get_by_role("button", name="Line 3: Not valid TOML")
    expect(fault).to_be_visible()
    expect(page.get_by_role("button", name="Propose")).to_be_disabled()
    expect(page.locator("#why-propose")).to_contain_text("mend them")
    fault.click()
    assert page.evaluate("document.getSelection().toString()") == "broken ="
    clean(page)


def test_what_was_saved_is_there_after_a_reload(desk: Desk) -> None:
    page = drafted(desk, "Kept", changed_text() + "# kept\n")
    page.reload()
    expect(page.get_by_label("The protocol's text")).to_have_value(changed_text() + "# kept\n")


def test_a_protocol_is_drafted_compared_replayed_and_published_by_two(desk: Desk, record: str) -> None:
    page = drafted(desk, "Police for noise", changed_text())
    page.get_by_role("button", name="Compare with in force").click()
    change = page.locator("#changes-list li")
    expect(change).to_have_count(1)
    expect(change).to_contain_text(f"call type {CODE}")
    expect(change.locator("ins")).to_have_text("police")

    page.get_by_role("button", name="Replay", exact=True).click()
    expect(page.locator("#progress-says")).to_contain_text("Waiting for a worker")
    play_the_worker()
    expect(page.locator("#replay-said")).to_contain_text("Done", timeout=10_000)
    row = page.locator("#flips tr").filter(has_text=record)
    expect(row).to_contain_text("Toward police")
    expect(row).to_contain_text("Hollywood")
    expect(page.get_by_role("img", name="Hollywood: 1 toward")).to_be_visible()
    page.get_by_label("Direction").select_option("away")
    expect(page.get_by_text("No call flips.")).to_be_visible()
    page.get_by_label("Direction").select_option("toward")
    file = exported(page, "Download as CSV", "the review board")
    assert [line["incident"] for line in csv.DictReader(file.open())] == [record]
    clean(page)
    page.locator("#theme").click()
    clean(page)

    page.get_by_role("button", name="Propose").click()
    expect(page.locator("#said")).to_contain_text("second supervisor")
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()
    expect(page.locator("#why-publish")).to_contain_text("You proposed it")

    other = desk(SECOND, f"/protocols/{page.evaluate('location.hash')}")
    other.get_by_role("button", name="Publish").click()
    clean(other)
    other.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(other.locator("#said")).to_contain_text("in force")
    expect(other.locator("#releases li").first).to_contain_text("supervisor and second")


def test_a_replay_that_goes_on_is_cancelled_by_a_button(desk: Desk, record: str) -> None:
    page = drafted(desk, "Cancelled", changed_text() + "# cancelled\n")
    page.get_by_role("button", name="Replay", exact=True).click()
    expect(page.locator("#progress-says")).to_contain_text("Waiting for a worker")
    page.get_by_role("button", name="Cancel replay").click()
    expect(page.locator("#replay-said")).to_contain_text("Nothing of it counts")
    expect(page.locator("#progress")).to_be_hidden()


def test_a_labelled_file_that_cannot_be_read_is_refused_beside_the_field(desk: Desk, tmp_path: Path) -> None:
    page = drafted(desk, "Labels", changed_text() + "# labels\n")
    page.get_by_label("Over").select_option("labelled")
    file = tmp_path / "told.jsonl"
    file.write_text('{"id": "a"}\n')
    page.get_by_label("File of JSON lines").set_input_files(file)
    page.get_by_role("button", name="Replay", exact=True).click()
    expect(page.locator("#labelled-problem")).to_contain_text("Line 1: it has no narrative")


def test_a_draft_is_put_away_with_a_reason(desk: Desk) -> None:
    page = drafted(desk, "Overtaken", changed_text() + "# away\n")
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_role("dialog").get_by_label("Reason").fill("somebody else did it")
    page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    expect(page.locator("#editor-state")).to_have_text("Withdrawn")
    expect(page.locator("#editor-says")).to_contain_text("somebody else did it")


def test_an_auditor_reads_and_changes_nothing(desk: Desk) -> None:
    drafted(desk, "Read me", changed_text() + "# read\n")
    page = desk("auditor", "/protocols/")
    page.get_by_role("button", name="Read me").click()
    expect(page.locator("#editor-title")).to_have_text("Read me")
    expect(page.get_by_label("The protocol's text")).to_have_attribute("readonly", "")
    for name in ("New draft", "Save", "Propose", "Publish", "Withdraw"):
        expect(page.get_by_role("button", name=name, exact=name != "Save")).to_have_count(0)
    page.get_by_role("button", name="Compare with in force").click()
    expect(page.locator("#changes-list li").first).to_be_visible()
    clean(page)


def test_a_dispatcher_is_told_that_this_is_not_theirs(desk: Desk) -> None:
    page = desk("dispatcher", "/protocols/")
    expect(page.locator("#said")).to_contain_text("does not read how protocols are made")
