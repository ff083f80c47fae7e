"""How things look as bytes: times, canonical JSON for the log, JSON for the wire."""

from datetime import UTC, datetime
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer


def stamp(moment: datetime | None) -> str | None:
    """Return RFC 3339 in UTC with hundredths of a second, `2026-11-24T07:10:11.12Z`."""
    if moment is None:
        return None
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 10_000:02d}Z"


def canonical(thing: Any) -> str:
    """Return the one text of a JSON value that the log hashes: sorted keys, no spaces, UTF-8."""
    return orjson.dumps(thing, option=orjson.OPT_SORT_KEYS).decode()


def encode(thing: Any) -> bytes:
    return orjson.dumps(thing, default=str)


class Renderer(BaseRenderer):
    """DRF's answers through orjson."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, context: Any = None) -> bytes:
        return b"" if data is None else encode(data)
