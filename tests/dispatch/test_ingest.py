"""The ingest door: a provider may send everything twice and gets the same answer; it is shown nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from dispatch import board, log
from dispatch.models import Ringing, Text
from responders.models import Member
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db
PASSWORD = "a long password for tests"
Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask(world: World) -> Ask:
    """`ask(path, body)` as the feed, with its token; `by` is somebody else."""
    tokens: dict[str, str] = {}
    client = Client()

    def token(name: str) -> str:
        if name not in tokens:
            Member.objects.filter(username=name).update(password=make_password(PASSWORD))
            given = {"username": name, "password": PASSWORD}
            tokens[name] = client.post("/api/token/", given, content_type="application/json").json()["token"]
        return tokens[name]

    def asked(path: str, body: Any = None, by: str = "feed") -> tuple[int, Any]:
        headers = {"Authorization": f"Token {token(by)}"}
        if body is None:
            answer = client.get(f"/api/calls/{path}", headers=headers)
        else:
            answer = client.post(f"/api/calls/{path}", body, content_type="application/json", headers=headers)
        return answer.status_code, answer.json()

    assert world.feed
    return asked


CALL = {"ref": "urn:emergency:uid:callid:a56:example.org", "number": "213-555-0147", "lat": 34.09, "lon": -118.33}


def test_a_call_sent_twice_rings_once(world: World, ask: Ask) -> None:
    with follows(*world.everybody()):
        first = ask("ring/", CALL)
        assert ask("ring/", CALL) == first
    assert first[0] == 200
    assert first[1]["state"] == "ringing"
    assert log.head().seq == 1


def test_the_same_ref_with_a_better_location_updates_the_ringing_call(world: World, ask: Ask) -> None:
    _, standing = ask("ring/", CALL)
    with follows(*world.everybody()):
        assert ask("ring/", CALL | {"uncertainty_m": 12, "class_of_service": "WPH2"}) == (200, standing)
    card = board.snapshot(world.call_taker)["cards"]["ringing"][standing["ringing"]]
    assert (card["uncertainty_m"], card["class_of_service"]) == (12, "WPH2")


def test_a_location_can_be_sent_alone(world: World, ask: Ask) -> None:
    _, standing = ask("ring/", CALL)
    with follows(*world.everybody()):
        assert ask(f"{CALL['ref']}/location/", {"lat": 34.1, "lon": -118.3, "uncertainty_m": 8})[0] == 200
    card = board.snapshot(world.call_taker)["cards"]["ringing"][standing["ringing"]]
    assert (card["place"]["lat"], card["uncertainty_m"]) == (34.1, 8)


def test_an_ended_line_stays_ended_when_its_messages_come_late(world: World, ask: Ask) -> None:
    ask("ring/", CALL)
    with follows(*world.everybody()):
        first = ask(f"{CALL['ref']}/end/", {"how": "abandoned"})
        assert ask(f"{CALL['ref']}/end/", {"how": "completed"}) == first
        assert ask("ring/", CALL | {"uncertainty_m": 12}) == first
    assert (first[1]["state"], first[1]["ended"]) == ("ended", "abandoned")


def test_a_text_sent_twice_is_one_text(world: World, ask: Ask) -> None:
    ask("ring/", CALL | {"medium": "text"})
    with follows(*world.everybody()):
        assert ask(f"{CALL['ref']}/texts/", {"ref": "m1", "words": "help"}) == (200, {"n": 1})
        assert ask(f"{CALL['ref']}/texts/", {"ref": "m1", "words": "help"}) == (200, {"n": 1})
    assert Text.objects.count() == 1


def test_a_feed_fetches_what_the_desk_wrote_since(world: World, ask: Ask) -> None:
    _, standing = ask("ring/", CALL | {"medium": "text"})
    ask(f"{CALL['ref']}/texts/", {"ref": "m1", "words": "help"})
    world.do("claim_call", world.call_taker, ringing=standing["ringing"])
    with follows(*world.everybody()):
        world.do("post_text", world.call_taker, ringing=standing["ringing"], text="Where are you?")
    status, answer = ask(f"{CALL['ref']}/texts/?since=1")
    assert status == 200
    assert [(t["n"], t["from"], t["words"]) for t in answer["results"]] == [(2, "desk", "Where are you?")]
    assert answer["state"] == "claimed"


@pytest.mark.parametrize("path", ["ring/", "x/location/", "x/end/", "x/texts/"])
def test_nobody_but_a_feed_lets_calls_ring(world: World, ask: Ask, path: str) -> None:
    assert world.dispatcher
    status, answer = ask(path, CALL, by="dispatcher")
    assert (status, answer["error"]["code"]) == (403, "forbidden")
    assert not Ringing.objects.exists()


def test_a_feed_reads_no_board(world: World, ask: Ask) -> None:
    world.call()
    seen = board.snapshot(world.feed)["cards"]
    assert {"incidents", "units", "calls", "notes", "ringing", "texts", "callbacks"} <= set(seen)
    assert not any(seen.values())
    assert ask("nobody-rang/texts/")[0] == 404


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("ring/", {"number": "213-555-0147"}, "ref"),
        ("ring/", CALL | {"lat": 91}, "lat"),
        ("ring/", CALL | {"colour": "red"}, "colour"),
        ("ring/", CALL | {"at": "2099-01-01T00:00:00Z"}, "at"),
        ("ring/", [], None),
        (f"{CALL['ref']}/location/", {}, "lat"),
        (f"{CALL['ref']}/end/", {"how": "somehow"}, "how"),
        (f"{CALL['ref']}/texts/", {"ref": "m1", "words": "  "}, "words"),
    ],
)
def test_a_bad_message_is_answered_with_what_is_wrong_and_changes_nothing(
    world: World, ask: Ask, path: str, body: Any, field: str | None
) -> None:
    if not path.startswith("ring"):
        ask("ring/", CALL | {"medium": "text"})
    with follows(*world.everybody()):
        status, answer = ask(path, body)
    assert (status, answer["error"]["code"]) == (400, "invalid")
    assert field is None or field in answer["error"]["fields"]
