"""Tracks: where units were, kept for a time and no longer.

The table is a ring of partitions of half a day each, emptied as a whole when its youngest fix is too old: at 2,000
fixes a second, taking 86 million rows out one by one would be as much work as putting them in. What is past the
centre's limit is not read from that moment, and gone from the disk with its partition at most half a day later.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import OperationalError, connection, transaction
from psycopg import errors as pg

from dispatch.centre import reading
from dispatch.fixes import AHEAD, Fix

SLOT: Final = timedelta(hours=12)
SLOTS: Final = 64  # 32 days; the centre may keep 30
ADD: Final = """
    INSERT INTO track (slot, unit_id, at, heard_at, told, lat, lon, accuracy, speed, heading)
    SELECT slot, unit, at, %s, told, lat, lon, accuracy, speed, heading
    FROM unnest(%s::smallint[], %s::bigint[], %s::timestamptz[], %s::bool[], %s::float8[], %s::float8[],
                %s::float4[], %s::float4[], %s::float4[])
         AS g (slot, unit, at, told, lat, lon, accuracy, speed, heading)
    ON CONFLICT DO NOTHING"""  # sent again: a gateway in doubt repeats its batch


def slot(at: datetime) -> int:
    """Return the partition of a time."""
    return _half_day(at) % SLOTS


def slots(since: datetime, until: datetime) -> list[int]:
    """Return the partitions of a period."""
    first, last = _half_day(since), _half_day(until)
    return sorted({n % SLOTS for n in range(first, min(last, first + SLOTS - 1) + 1)})


def kept() -> timedelta:
    """Return how long tracks are kept: the centre's setting."""
    return timedelta(hours=reading.newest()["tracks"].value["hours"])


def add(cursor: Any, fixes: Sequence[tuple[int, Fix]], heard: datetime) -> None:
    """Add the fixes of units (by id). What is older than tracks are kept is not added; what is there already stays."""
    oldest = heard - kept()
    known = [(pk, fix, fix.at or heard) for pk, fix in fixes if (fix.at or heard) > oldest]
    if not known:
        return
    columns = zip(
        *(
            (slot(at), pk, at, fix.at is not None, fix.lat, fix.lon, fix.accuracy, fix.speed, fix.heading)
            for pk, fix, at in known
        ),
        strict=True,
    )
    cursor.execute(ADD, [heard, *(list(column) for column in columns)])


def purge(now: datetime) -> list[int]:
    """Empty every partition whose half day is older than tracks are kept; return which held something.

    Safe to do twice. Where nobody purged for a month, a partition holds fixes of the turn before beside those of this
    one: the old ones go one by one. A partition that somebody reads right now is left for the next time.
    """
    oldest, emptied = now - kept(), []
    current = _half_day(now + AHEAD)
    for begun in range(current - SLOTS + 1, current + 1):
        table = f"track_{begun % SLOTS:02d}"
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                if _begins(begun + 1) > oldest:
                    cursor.execute(f"DELETE FROM {table} WHERE at < %s", [_begins(begun)])
                    continue
                cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
                if cursor.fetchone()[0]:
                    cursor.execute(f"TRUNCATE {table}")
                    emptied.append(begun % SLOTS)
        except OperationalError as error:
            if not isinstance(error.__cause__, pg.LockNotAvailable | pg.QueryCanceled):
                raise
    return emptied


def _half_day(at: datetime) -> int:
    return int(at.timestamp() // SLOT.total_seconds())


def _begins(half_day: int) -> datetime:
    return datetime.fromtimestamp(half_day * SLOT.total_seconds(), UTC)
