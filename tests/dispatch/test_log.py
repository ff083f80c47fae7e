"""The log: no gap, commit order, hash-chained, append-only for everybody, idempotent by request id."""

from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from dispatch import chain, commands, log
from dispatch.errors import Invalid, NotFound, RequestIdReused
from tests.follow import follows
from tests.world import World

pytestmark = pytest.mark.django_db


def test_events_are_numbered_without_a_gap_from_one(world: World) -> None:
    for _ in range(3):
        world.call()
    assert [line.seq for line in log.since(0)] == [1, 2, 3]


def test_a_refused_command_uses_no_number(world: World) -> None:
    number = world.call()
    with pytest.raises(NotFound):
        world.do("assign_unit", incident=number, unit="9Z99")
    assert world.call()
    assert log.head().seq == 2


def test_the_chain_verifies(world: World) -> None:
    world.call_with("UM61")
    assert list(chain.verify()) == []


def test_the_same_request_again_gets_the_same_event_and_does_nothing(world: World) -> None:
    number = world.call()
    body = {"request_id": str(uuid4()), "incident": number, "text": "once"}
    first = commands.run("add_note", by=world.dispatcher, body=body)
    with follows(world.dispatcher):
        again = commands.run("add_note", by=world.dispatcher, body=body)
    assert again.view(world.dispatcher.audience) == first.view(world.dispatcher.audience)


def test_a_request_id_with_another_body_or_verb_is_refused(world: World) -> None:
    number = world.call()
    body = {"request_id": str(uuid4()), "incident": number, "text": "once"}
    commands.run("add_note", by=world.dispatcher, body=body)
    with pytest.raises(RequestIdReused), follows(world.dispatcher):
        commands.run("add_note", by=world.dispatcher, body={**body, "text": "twice"})
    del body["text"]
    with pytest.raises(RequestIdReused):
        commands.run("release_hold", by=world.dispatcher, body=body)


def test_request_ids_are_ones_own(world: World) -> None:
    number = world.call()
    body = {"request_id": str(uuid4()), "incident": number, "text": "same id, other person"}
    commands.run("add_note", by=world.dispatcher, body=body)
    commands.run("add_note", by=world.call_taker, body=body)
    assert log.head().seq == 3


def test_refusals_are_not_remembered(world: World) -> None:
    body = {"request_id": str(uuid4()), "incident": "LA26-999999", "text": "x"}
    with pytest.raises(NotFound):
        commands.run("add_note", by=world.dispatcher, body=body)
    commands.run("add_note", by=world.dispatcher, body={**body, "incident": world.call()})


@pytest.mark.parametrize("body", [None, [], "x", 3, {}, {"request_id": "no"}, {"request_id": "\x00"}])
def test_bodies_that_are_no_command_are_refused(world: World, body: object) -> None:
    with pytest.raises(Invalid):
        commands.run("add_note", by=world.dispatcher, body=body)


def test_an_unknown_verb_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        commands.run("explode", by=world.dispatcher, body={"request_id": str(uuid4())})


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE event SET kind = 'other'",
        "DELETE FROM event",
        "TRUNCATE event",
        "INSERT INTO event SELECT * FROM event",
        "UPDATE event_body SET body = '{}'",
        "DELETE FROM event_body",
        "TRUNCATE event_body",
        "UPDATE dispatch_loghead SET seq = 0",
        "DELETE FROM request",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "DROP TABLE event",
    ],
)
def test_the_runtime_role_cannot_rewrite_the_log(world: World, sql: str) -> None:
    world.call()
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
