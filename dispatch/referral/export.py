"""The file of a referral: a ZIP that a third party can verify without us.

Health and police notes are not in it: of those compartments only the salted digests go along, which is enough
to recompute each event's hash and says nothing of what was written.
"""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from django.db import connection

from dispatch import log, roles, wire
from dispatch.models import BiasFlag

HERE = Path(__file__).parent
ALONGSIDE = ("README.txt", "verify.py")  # handed out as they stand
HANDED_OUT = (roles.COMMON, roles.CALLER, roles.REVIEW)

EVENTS = """
SELECT seq, kind, at, recorded_at, by, source, incidents, request_id, digests, prev, hash
FROM event WHERE incidents @> ARRAY[%s]::varchar[] ORDER BY seq
"""
BODIES = """
SELECT seq, compartment, salt, body FROM event_body
WHERE seq = ANY(%s) AND compartment = ANY(%s) ORDER BY seq, compartment
"""


@dataclass(frozen=True)
class Exporting:
    """Who hands the file out, when, to whom and why."""

    by: str
    at: datetime
    recipient: str
    reason: str


def made(flag: BiasFlag, exporting: Exporting) -> bytes:
    """Return the file. The same flag, log and exporting give the same bytes."""
    timeline = _timeline(flag)
    files = {
        "record.json": wire.canonical(flag.snapshot).encode(),
        "timeline.json": _pretty(timeline),
        "custody.json": _pretty(_custody(flag, timeline, exporting)),
        **{name: (HERE / name).read_bytes() for name in ALONGSIDE},
    }
    files["MANIFEST.sha256"] = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())
    ).encode()
    return _zipped(files)


def _timeline(flag: BiasFlag) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(EVENTS, [flag.incident.number])
        events = {row[0]: _event(row) for row in cursor.fetchall()}
        cursor.execute(BODIES, [list(events), list(HANDED_OUT)])
        for seq, compartment, salt, body in cursor.fetchall():
            if compartment != roles.REVIEW or orjson.loads(body)["facts"].get("flag") == flag.ref:
                events[seq]["bodies"][compartment] = {"salt": bytes(salt).hex(), "body": body}
    return {"log": str(log.head().log), "incident": flag.incident.number, "events": list(events.values())}


def _event(row: tuple[Any, ...]) -> dict[str, Any]:
    seq, kind, at, recorded_at, by, source, incidents, request_id, digests, prev, found = row
    return {
        "seq": seq,
        "kind": kind,
        "at": _micro(at),
        "recorded_at": _micro(recorded_at),
        "by": by,
        "source": source,
        "incidents": incidents,
        "request_id": str(request_id) if request_id else None,
        "digests": orjson.loads(digests) if isinstance(digests, str) else digests,
        "prev": bytes(prev).hex(),
        "hash": bytes(found).hex(),
        "bodies": {},
    }


def _custody(flag: BiasFlag, timeline: dict[str, Any], exporting: Exporting) -> dict[str, Any]:
    """Return who had a hand in it, in order; the steps before the export each name their event in the log."""
    steps = [
        {key: event[key] for key in ("kind", "by", "at", "recorded_at", "seq", "hash")}
        for event in timeline["events"]
        if roles.REVIEW in event["bodies"]
    ]
    handed_out = {
        "kind": "bias_referral_exported",
        "by": exporting.by,
        "at": _micro(exporting.at),
        "recipient": exporting.recipient,
        "reason": exporting.reason,
    }
    return {
        "flag": flag.ref,
        "record_sha256": hashlib.sha256(wire.canonical(flag.snapshot).encode()).hexdigest(),
        "steps": [*steps, handed_out],
    }


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            # A fixed date and mode: the bytes depend on the contents alone.
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _pretty(thing: Any) -> bytes:
    return orjson.dumps(thing, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def _micro(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
