"""The chain of the log recomputed: every edit, deletion or cut is found; an erased body is none of these."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import connection

from dispatch import log

HEADERS = """
SELECT seq, kind, at, recorded_at, by, source, incidents, request_id, digests, prev, hash
FROM event ORDER BY seq
"""
BODIES = "SELECT seq, compartment, salt, body FROM event_body WHERE seq BETWEEN %s AND %s"


def header(row: tuple[Any, ...]) -> bytes:
    """Return the nine lines that an event's hash covers; the database function writes the same ones."""
    seq, kind, at, recorded_at, by, source, incidents, request_id, digests, prev, _ = row
    if isinstance(digests, str):
        digests = orjson.loads(digests)
    lines = [
        str(seq),
        kind,
        _micro(at),
        _micro(recorded_at),
        f"{by} {source}",
        ",".join(incidents),
        str(request_id) if request_id else "-",
        "".join(f"{c}:{digests[c]};" for c in sorted(digests)),
        bytes(prev).hex(),
    ]
    return "\n".join(lines).encode()


def verify() -> Iterator[str]:
    """Yield one sentence per fault found in the chain; nothing when the log is whole."""
    previous, expected = hashlib.sha256(b"").digest(), 1
    digests: dict[tuple[int, str], str] = {}
    with connection.cursor() as cursor:
        cursor.execute(HEADERS)
        rows = cursor.fetchall()
        for row in rows:
            seq, stored_prev, stored = row[0], bytes(row[9]), bytes(row[10])
            if seq != expected:
                yield f"Event {expected} is missing: the next one is {seq}."
            if stored_prev != previous:
                yield f"Event {seq} does not follow the event before it."
            if hashlib.sha256(header(row)).digest() != stored:
                yield f"The header of event {seq} was changed."
            known = orjson.loads(row[8]) if isinstance(row[8], str) else row[8]
            digests.update({(seq, c): d for c, d in known.items()})
            previous, expected = stored, seq + 1
        yield from _changed_bodies(cursor, digests)
    end = log.head()
    if (end.seq, bytes(end.hash)) != (expected - 1, previous):
        yield f"The head says {end.seq}, the events end at {expected - 1}: the end was cut off or changed."


def _changed_bodies(cursor: Any, digests: dict[tuple[int, str], str]) -> Iterator[str]:
    last = max((seq for seq, _ in digests), default=0)
    for start in range(1, last + 1, log.MOST):
        cursor.execute(BODIES, [start, start + log.MOST - 1])
        for seq, compartment, salt, body in cursor.fetchall():
            found = hashlib.sha256(bytes(salt) + body.encode()).hexdigest()
            if digests.get((seq, compartment)) != found:
                yield f"The {compartment} body of event {seq} was changed."


def _micro(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
