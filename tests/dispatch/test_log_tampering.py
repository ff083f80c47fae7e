"""Somebody with the owner's password rewrites the log: stopped by the triggers, or found out by the chain."""

import pytest
from django.db import Error, connections

from dispatch import chain
from tests.world import World

pytestmark = pytest.mark.commits

OWNERS = ("UPDATE event SET kind = 'x'", "DELETE FROM event_body", "TRUNCATE event CASCADE")


@pytest.mark.parametrize("sql", OWNERS)
def test_even_the_owner_is_stopped_by_the_triggers(world: World, sql: str) -> None:
    world.call()
    with pytest.raises(Error, match="append-only"), connections["owner"].cursor() as cursor:
        cursor.execute(sql)


TAMPERING = [
    ("UPDATE event SET kind = 'x' WHERE seq = 2", "header of event 2 was changed"),
    ("UPDATE event_body SET body = replace(body, 'bench', 'roof') WHERE seq = 1", "body of event 1"),
    ("UPDATE event SET by = 'somebody' WHERE seq = 1", "header of event 1 was changed"),
    ("DELETE FROM event_body WHERE seq = 2; DELETE FROM event WHERE seq = 2", "Event 2 is missing"),
    ("DELETE FROM event_body WHERE seq = 3; DELETE FROM event WHERE seq = 3", "the end was cut off"),
]


@pytest.mark.parametrize(("sql", "found"), TAMPERING)
def test_an_administrator_who_disables_the_triggers_is_found_out(world: World, sql: str, found: str) -> None:
    for _ in range(3):
        world.call()
    with connections["owner"].cursor() as cursor:
        for table in ("event", "event_body"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql)
    assert any(found in sentence for sentence in chain.verify())
