"""The log: one append-only list of numbered events, the wire message and the audit line in one.

`record` is called by the command runner alone, at the end of a command's transaction. `since` is what every
follower asks.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from dispatch import wire
from dispatch.audience import Audience
from dispatch.models import LogHead
from dispatch.trips import Sql, Writes

MOST = 1000  # events in one answer


@dataclass(frozen=True)
class Entry:
    """What a command has to say: the incidents it is about and one body per compartment.

    A body is `{"facts": {...}, "cards": {kind: {key: card or None}}}`; `sight` tells, per incident number,
    which units were and are on it: `{"was": {call sign: agency}, "is": {...}}`. `roster`: the agency whose roster
    it is about; of the agencies that one alone is told the facts.
    """

    incidents: list[str]
    bodies: dict[str, dict[str, Any]]
    sight: Mapping[str, Any] = field(default_factory=dict)
    roster: str = ""

    def texts(self) -> dict[str, str]:
        """Return each compartment's exact text, as it is hashed, stored and sent."""
        common = {"facts": {}, "cards": {}} | self.bodies.get("common", {}) | {"sight": self.sight}
        if self.roster:
            common["roster"] = self.roster
        return {c: wire.canonical(body) for c, body in sorted((self.bodies | {"common": common}).items())}


@dataclass(frozen=True)
class Line:
    """One event as followers read it. `bodies` are parsed; `view` is what an audience may see of it."""

    seq: int
    kind: str
    at: datetime
    recorded_at: datetime
    by: str
    source: str
    incidents: list[str]
    request_id: UUID | None
    bodies: dict[str, Any]

    def view(self, audience: Audience) -> dict[str, Any]:
        """Return the event on the wire; `{seq}` alone for an audience that may see nothing of it."""
        seen = audience.view(self.bodies)
        if seen is None:
            return {"seq": self.seq}
        return {
            "seq": self.seq,
            "kind": self.kind,
            "at": wire.stamp(self.at),
            "recorded_at": wire.stamp(self.recorded_at),
            "by": self.by,
            "source": self.source,
            "incidents": self.incidents,
            "request_id": str(self.request_id) if self.request_id else None,
            **seen,
        }


@dataclass(frozen=True)
class Asked:
    """Which request an event answers: the sender's id for it, the verb and a digest of the body."""

    by_id: int
    request_id: UUID | None
    verb: str
    digest: bytes


APPEND = "SELECT * FROM log_append(%s, %s, %s, %s, %s::text[], %s, %s, %s, %s, %s::text[], %s::bytea[], %s::text[])"


def record(entry: Entry, *, kind: str, at: datetime, by: str, source: str, asked: Asked, writes: Writes) -> Line:
    """Write a command's rows and append its event, in one trip inside the caller's transaction.

    The rows go first; appending takes the head's lock, which is held until the caller commits.
    """
    texts = entry.texts()
    salts = [os.urandom(16) for _ in texts]
    about = [kind, at, by, source, entry.incidents, asked.by_id, asked.request_id, asked.verb, asked.digest]
    append = Sql(APPEND, [*about, list(texts), salts, list(texts.values())])
    seq, recorded_at = writes.send_with(append)
    bodies = {c: orjson.loads(text) for c, text in texts.items()}
    return Line(seq, kind, at, recorded_at, by, source, entry.incidents, asked.request_id, bodies)


SINCE = """
SELECT e.seq, e.kind, e.at, e.recorded_at, e.by, e.source, e.incidents, e.request_id,
       array_agg(b.compartment), array_agg(b.body)
FROM (SELECT * FROM event WHERE {where} ORDER BY seq LIMIT %s) e
LEFT JOIN event_body b USING (seq)
GROUP BY e.seq, e.kind, e.at, e.recorded_at, e.by, e.source, e.incidents, e.request_id
ORDER BY e.seq
"""
SINCE_SEQ = SINCE.format(where="seq > %s")
OF_SEQ = SINCE.format(where="seq = %s")
OF_KIND = SINCE.format(where="kind = %s")
OF_INCIDENT = SINCE.format(where="incidents @> ARRAY[%s]::varchar[] AND seq > %s")


def since(seq: int, limit: int = 500) -> list[Line]:
    """Return the events after `seq`, oldest first, at most `limit` (1,000)."""
    return _lines(SINCE_SEQ, [seq, min(limit, MOST)])


def of_incident(number: str, after: int = 0, limit: int = 500) -> list[Line]:
    """Return the events about one incident after `after`, oldest first."""
    return _lines(OF_INCIDENT, [number, after, min(limit, MOST)])


def of_kind(kind: str) -> list[Line]:
    """Return the events of one kind, oldest first; for kinds of which a log holds few."""
    return _lines(OF_KIND, [kind, MOST])


def line(seq: int) -> Line:
    return _lines(OF_SEQ, [seq, 1])[0]


def head() -> LogHead:
    return LogHead.objects.get(pk=1)


def _lines(sql: str, params: list[Any]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [line_of(row) for row in cursor.fetchall()]


def line_of(row: tuple[Any, ...]) -> Line:
    """Return a line from a row of the `SINCE` queries."""
    *header, compartments, bodies = row
    return Line(*header, bodies={c: orjson.loads(b) for c, b in zip(compartments, bodies, strict=True) if c})
