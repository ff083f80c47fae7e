"""The log of reads: what cannot be recorded is not shown, and who looked cannot be rewritten unseen."""

import pytest
from django.db import Error, connections, transaction

from dispatch import playback, read_log
from dispatch.errors import TryAgain
from tests.world import World, later

pytestmark = pytest.mark.commits


READS = [
    ("UPDATE read_line SET by = 'somebody' WHERE n = 2", "Read 2 was changed"),
    ("DELETE FROM read_line WHERE n = 2", "Read 2 is missing"),
    ("DELETE FROM read_line WHERE n = 3", "the end was cut off"),
]


@pytest.mark.parametrize(("sql", "found"), READS)
def test_who_looked_cannot_be_rewritten_unseen(world: World, sql: str, found: str) -> None:
    for unit in ("6A15", "6A20", "UM61"):
        read_log.append("supervisor", read_log.TRACKS, {"units": [unit]})
    assert not list(read_log.verify())
    with pytest.raises(Error, match="append-only"), connections["owner"].cursor() as cursor:
        cursor.execute(sql)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE read_line DISABLE TRIGGER USER")
        cursor.execute(sql)
    assert any(found in sentence for sentence in read_log.verify())


def test_what_cannot_be_recorded_is_not_shown(world: World) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT n FROM read_head FOR UPDATE")
        with pytest.raises(TryAgain, match="nothing is shown"):
            playback.read(world.supervisor, since=later(-600), until=None)
    assert read_log.count() == 0
    playback.read(world.supervisor, since=later(-600), until=None)
    assert read_log.count() == 1
