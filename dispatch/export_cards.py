"""How an export looks, what its file carries of whoever asked for it, and the limits (T29)."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from dispatch import wire
from dispatch.models import Export

LIMIT: Final = 1_000  # rows that one person may take along; more need a second one
MOST: Final = 100_000  # rows of one file
LIVES: Final = timedelta(hours=24)  # how long a link works
READY, WAITS = "ready", "waits"
MARK_MOST: Final = 300  # characters: a cell of a roster holds no more


def card(thing: Export) -> dict[str, Any]:
    """Return what is told of an export. `state`: `ready`, or `waits` for a second person."""
    return {
        "export": str(thing.ref),
        "what": thing.what,
        "file_format": thing.file_format,
        "about": thing.about,
        "rows": thing.rows,
        "reason": thing.reason,
        "asked_by": thing.by.username,
        "asked_at": wire.stamp(thing.at),
        "expires_at": wire.stamp(thing.expires_at),
        "approved_by": thing.approved_by.username if thing.approved_by else None,
        "state": WAITS if thing.needs_second and not thing.approved_by else READY,
    }


def mark(thing: Export) -> str:
    """Return who took this file along, when, why and with whose leave: it stands in the file itself."""
    leave = f", approved by {thing.approved_by.username}" if thing.approved_by else ""
    whose = f" of {thing.agency}" if thing.agency else ""
    when = timezone.localtime(thing.at)
    why = " ".join(thing.reason.split())
    said = f"Exported {when:%Y-%m-%d %H:%M} by {thing.by.username}{whose}{leave}, export {str(thing.ref)[:8]}: {why}"
    return said[:MARK_MOST]
