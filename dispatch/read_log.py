"""The log of reads: who looked at what. Numbered without a gap, hash-chained, append-only; no event.

Its chain is its own, so that reading never waits for writing. What cannot be recorded is not shown: `append` comes
before the answer, and when it fails there is none.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from django.db import OperationalError, connection

from dispatch import wire
from dispatch.errors import TryAgain

TRACKS: Final = "tracks"
PAGE: Final = 50
APPEND: Final = "SELECT read_append(%s, %s, %s)"
NEWEST: Final = """
    SELECT n, at, by, about FROM read_line
    WHERE what = %s AND (%s::bigint IS NULL OR n < %s) ORDER BY n DESC LIMIT %s"""
LINES: Final = "SELECT n, at, by, what, about, prev, hash FROM read_line ORDER BY n"


def append(username: str, what: str, about: dict[str, Any]) -> int:
    """Record that somebody reads something, outside any transaction of a command; return the line's number.

    Raises `TryAgain` when it cannot be recorded right now.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(APPEND, [username, what, wire.canonical(about)])
            n: int = cursor.fetchone()[0]
            return n
    except OperationalError:
        raise TryAgain("This read cannot be recorded right now, so nothing is shown: try again.") from None


def newest(what: str, before: int | None = None) -> dict[str, Any]:
    """Return `{results: [{n, at, by, …}], next}`, newest first; `next`: the number to ask before, None at the end."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [what, before, before, PAGE + 1])
        rows = cursor.fetchall()
    page = rows[:PAGE]
    results = [{"n": n, "at": wire.stamp(at), "by": by, **orjson.loads(about)} for n, at, by, about in page]
    return {"results": results, "next": page[-1][0] if len(rows) > PAGE else None}


def count() -> int:
    """Return how many reads are recorded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM read_head")
        n: int = cursor.fetchone()[0]
        return n


def verify() -> Iterator[str]:
    """Yield one sentence per fault found in the chain of reads; nothing when it is whole."""
    previous, expected = hashlib.sha256(b"").digest(), 1
    with connection.cursor() as cursor:
        cursor.execute(LINES)
        rows = cursor.fetchall()
        cursor.execute("SELECT n, hash FROM read_head")
        end = cursor.fetchone()
    for n, at, by, what, about, prev, stored in rows:
        if n != expected:
            yield f"Read {expected} is missing: the next one is {n}."
        if bytes(prev) != previous:
            yield f"Read {n} does not follow the read before it."
        text = "\n".join([str(n), _micro(at), by, what, about, bytes(prev).hex()])
        if hashlib.sha256(text.encode()).digest() != bytes(stored):
            yield f"Read {n} was changed."
        previous, expected = bytes(stored), n + 1
    if (end[0], bytes(end[1])) != (expected - 1, previous):
        yield f"The head says {end[0]} reads, the lines end at {expected - 1}: the end was cut off or changed."


def _micro(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
