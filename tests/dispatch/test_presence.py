"""Who looks at an incident: known on every node, forgotten by itself, never in the log."""

import pytest

from dispatch import presence
from dispatch.presence import Look, Room

ANA = Look("LA26-000001", "ana", "Ana Ruiz", "dispatcher")
BEN = Look("LA26-000001", "ben", "Ben Ito", "call_taker", working=True)


def exchange(one: Room, other: Room) -> set[str]:
    return {number for text in one.to_tell() for number in other.take(text)}


def test_a_node_learns_who_looks_on_another() -> None:
    here, there = Room(), Room()
    assert here.look(1, ANA) == {"LA26-000001"}
    assert exchange(here, there) == {"LA26-000001"}
    assert there.everything() == here.everything() == {"LA26-000001": [ANA.as_card()]}


def test_those_who_work_come_first_and_everybody_is_named_once() -> None:
    room = Room()
    for seat, look in ((1, ANA), (2, ANA), (3, BEN)):
        room.look(seat, look)
    assert [one["by"] for one in room.of("LA26-000001")] == ["ben", "ana"]


def test_moving_on_tells_of_both_incidents() -> None:
    room = Room()
    room.look(1, ANA)
    assert room.look(1, Look("LA26-000002", "ana", "Ana Ruiz", "dispatcher")) == {"LA26-000001", "LA26-000002"}
    assert room.look(1, Look("LA26-000002", "ana", "Ana Ruiz", "dispatcher")) == set()


def test_leaving_is_told_and_nothing_is_kept() -> None:
    here, there = Room(), Room()
    here.look(1, ANA)
    exchange(here, there)
    here.look(1, None)
    assert exchange(here, there) == {"LA26-000001"}
    assert there.everything() == here.everything() == {}


def test_the_people_of_a_node_that_falls_silent_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = Room(), Room()
    here.look(1, ANA)
    there.look(1, BEN)
    exchange(here, there)
    assert there.forget() == set()
    monkeypatch.setattr(presence.time, "monotonic", lambda: presence.FORGOTTEN + 10_000_000)
    assert there.forget() == {"LA26-000001"}
    assert there.of("LA26-000001") == [BEN.as_card()], "a node never forgets its own desks"


def test_many_seats_fit_into_notifications_that_postgresql_takes() -> None:
    room = Room()
    for seat in range(500):
        room.look(seat, Look("LA26-000001", f"somebody{seat}" * 8, "N" * 60, "supervisor"))
    texts = room.to_tell()
    assert len(texts) == 25
    assert max(len(text.encode()) for text in texts) < 8000


def test_its_own_words_come_back_and_change_nothing() -> None:
    room = Room()
    room.look(1, ANA)
    assert exchange(room, room) == set()
