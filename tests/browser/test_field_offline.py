"""U45: the phone on a weak link. It takes a job, loses the network, works on, returns; nothing is lost or doubled."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.desks import Desk, live
from tests.floor import Floor
from tests.link import WeakLink
from tests.live import Server


@pytest.fixture
def weak(server: Server) -> Iterator[WeakLink]:
    found = WeakLink(server.port)
    yield found
    found.stop()


def phone_on(desk: Desk, link: WeakLink) -> tuple[Page, str]:
    """Return a patrol's phone on a link, and its unit."""
    phone = live(desk("patrol", f"{link.url}/field/", width=390, height=844))
    return phone, phone.locator("#unit").inner_text().split(",")[0]


def send_to(desk: Desk, unit: str, narrative: str) -> tuple[str, Floor]:
    """Put a call on the board and send the unit; return the incident's number and the floor that did it."""
    floor = Floor(desk)
    said = {"address": "Vermont Av / 3rd St", "narrative": narrative, "lat": 34.0687, "lon": -118.2916}
    number = floor.do("take_call", **said)["incidents"][0]
    floor.do("assign_unit", incident=number, unit=unit, reason="nearest")
    return number, floor


def clear(phone: Page) -> None:
    """Leave the team free for the next test."""
    phone.get_by_role("button", name="Clear…").click()
    dialog = phone.get_by_role("dialog")
    dialog.get_by_label("Disposition").select_option("report_taken")
    dialog.get_by_role("button", name="Send").click()
    expect(phone.locator("#job")).to_contain_text("No job", timeout=15_000)


def test_u45_a_phone_on_a_weak_link_works_without_a_network_and_nothing_is_lost_or_doubled(
    desk: Desk, weak: WeakLink
) -> None:
    phone, unit = phone_on(desk, weak)
    number, floor = send_to(desk, unit, "burglar alarm going, back door open")
    expect(phone.locator("#known")).to_contain_text("back door open")
    phone.get_by_role("button", name="Acknowledge", exact=True).click()
    expect(phone.locator("#state")).to_have_text("acknowledged", timeout=15_000)
    expect(phone.locator("#outbox-sum")).to_have_text("")

    weak.cut()
    phone.get_by_role("button", name="En route", exact=True).click()
    expect(phone.locator("#ahead")).to_contain_text("en route: not sent yet")
    expect(phone.locator("#state")).to_have_text("acknowledged")  # never looks done before it is
    phone.get_by_label("Note", exact=True).fill("dog behind the gate, two officers needed")
    phone.get_by_role("button", name="Add the note").click()
    phone.get_by_role("button", name="On scene", exact=True).click()
    waiting = phone.locator('#outbox li:is([data-state="pending"], [data-state="sending"])')
    expect(waiting).to_have_count(3)
    expect(phone.locator("#outbox-sum")).to_contain_text("3 not sent yet")
    expect(phone.locator("#stale")).to_be_visible(timeout=20_000)

    weak.mend()
    expect(phone.locator("#state")).to_have_text("on scene", timeout=30_000)
    expect(waiting).to_have_count(0)
    expect(phone.locator("#notes")).to_contain_text("dog behind the gate")
    events = floor.timeline(number)
    kinds = [event["kind"] for event in events if event["by"] == "patrol"]
    assert kinds == ["acknowledged", "marked_en_route", "note_added", "marked_on_scene"]
    late = [event for event in events if event["kind"] == "marked_en_route"]
    assert late[0]["at"] < late[0]["recorded_at"]  # it happened when it was tapped
    clear(phone)


def test_what_was_tapped_without_a_network_survives_a_reload_and_is_stored_sealed(desk: Desk, weak: WeakLink) -> None:
    phone, unit = phone_on(desk, weak)
    number, floor = send_to(desk, unit, "fence cut behind the shop")
    phone.get_by_role("button", name="En route", exact=True).click()
    expect(phone.locator("#state")).to_have_text("en route")
    phone.evaluate("() => navigator.serviceWorker.ready")
    weak.cut()
    phone.get_by_label("Note", exact=True).fill("canary words of a note")
    phone.get_by_role("button", name="Add the note").click()
    expect(phone.locator("#outbox")).to_contain_text("canary words")
    assert "canary" not in phone.evaluate(EVERYTHING_STORED)
    phone.reload()
    expect(phone.get_by_role("heading", name="No network")).to_be_visible()
    expect(phone.locator("#outbox")).to_contain_text("canary words")
    assert "fence cut" not in phone.content()  # the job is kept nowhere
    weak.mend()
    live(phone)
    expect(phone.locator("#notes")).to_contain_text("canary words", timeout=20_000)
    assert [event["kind"] for event in floor.timeline(number)].count("note_added") == 1
    phone.get_by_role("button", name="On scene", exact=True).click()
    clear(phone)


def test_what_was_refused_after_the_return_is_explained_and_holds_back_what_came_after_it(
    desk: Desk, weak: WeakLink
) -> None:
    phone, unit = phone_on(desk, weak)
    number, floor = send_to(desk, unit, "alarm of a shop, no one seen")
    phone.get_by_role("button", name="Acknowledge", exact=True).click()
    expect(phone.locator("#state")).to_have_text("acknowledged")
    weak.cut()
    phone.get_by_role("button", name="En route", exact=True).click()
    phone.get_by_label("Note", exact=True).fill("on the way by Third Street")
    phone.get_by_role("button", name="Add the note").click()
    floor.do("cancel_assignment", incident=number, unit=unit, reason="false alarm")
    weak.mend()
    refused = phone.locator('#outbox li[data-state="refused"]')
    expect(refused).to_contain_text("is no longer your job", timeout=30_000)
    expect(phone.locator('#outbox li[data-state="held"]')).to_contain_text("on the way by Third Street")
    refused.get_by_role("button", name="Drop it").click()
    last = phone.locator('#outbox li[data-state="refused"]')
    expect(last).to_contain_text("on the way by Third Street")  # its turn came: it is refused too, and still there
    last.get_by_role("button", name="Drop it").click()
    expect(phone.locator("#outbox-sum")).to_have_text("")
    kinds = [event["kind"] for event in floor.timeline(number)]
    assert "marked_en_route" not in kinds


EVERYTHING_STORED = """async () => {
    const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request)).text());
    }
    for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((done) => {
            indexedDB.open(name).onsuccess = (event) => done(event.target.result);
        });
        for (const store of db.objectStoreNames) {
            const rows = await new Promise((done) => {
                db.transaction(store).objectStore(store).getAll().onsuccess = (event) => done(event.target.result);
            });
            const buffers = rows.flatMap(Object.values).filter((part) => part instanceof ArrayBuffer);
            texts.push(JSON.stringify(rows), ...buffers.map((part) => new TextDecoder().decode(part)));
        }
        db.close();
    }
    return texts.join(" ");
}"""


def test_u45_a_tap_that_a_hold_of_meanwhile_refuses_is_said_more_of_and_counts_at_its_own_time(
    desk: Desk, weak: WeakLink
) -> None:
    phone = live(desk("crisis_team", f"{weak.url}/field/", width=390, height=844))
    if phone.locator("#duty").get_by_role("button", name="Sign on").count():
        phone.locator("#duty").get_by_role("button", name="Sign on").click()
    expect(phone.locator("#unit")).to_contain_text("available", timeout=15_000)
    team = phone.locator("#unit").inner_text().split(",")[0]
    number, floor = send_to(desk, team, "woman crying on a bench, family asks for somebody to talk to her")
    for press, state in (("Acknowledge", "acknowledged"), ("En route", "en route")):
        phone.get_by_role("button", name=press, exact=True).click()
        expect(phone.locator("#state")).to_have_text(state, timeout=15_000)
    weak.cut()
    floor.do("require_staging", incident=number, reason="a neighbour threatens with a bat")
    phone.get_by_role("button", name="On scene", exact=True).click()
    expect(phone.locator("#ahead")).to_contain_text("on scene: not sent yet")
    weak.mend()
    expect(phone.locator("#outbox")).to_contain_text(f"If {team} is there already, say why.", timeout=30_000)
    phone.get_by_role("button", name="We are there: say why").click()
    dialog = phone.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("she came out to us")
    dialog.get_by_role("button", name="Send").click()
    expect(phone.locator("#state")).to_have_text("on scene", timeout=15_000)
    alerts = [alert["says"] for alert in floor.incident(number)["alerts"]]
    assert [one for one in alerts if "against the staging hold" in one and "she came out to us" in one]
    clear(phone)
