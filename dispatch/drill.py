"""Training and drill: the same code on a database of its own, whose log says so in its first line.

The threat: a practice call on the real board, or a real call on a practice board, where nobody comes. So a log is
marked before anything else is in it, the mark is in the hash chain and cannot be taken away or added later, and a
process whose DRILL setting does not fit the log it is given does not start.
"""

from typing import Final

from django.db import connection

MARK: Final = "drill_marked"
ACCOUNT: Final = "script"  # who acts for the people that a scenario makes up; nobody signs in as it
FEED: Final = "script_feed"  # whose calls ring in a scenario, where an installation has ringing calls

EMPTY, DRILL, LIVE = "empty", "drill", "live"


class Mismatch(Exception):
    """The database is not what this process was started for; the message is one sentence for its operator."""


def purpose() -> str:
    """Return what the database's log is: `drill`, `live`, or `empty` when nothing has been recorded yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM event WHERE seq = 1")
        first = cursor.fetchone()
    return purpose_of(first[0] if first else None)


def purpose_of(first: str | None) -> str:
    """Return the purpose of a log whose first event is of the kind `first`."""
    if first is None:
        return EMPTY
    return DRILL if first == MARK else LIVE


def why_not(drill: bool, found: str) -> str:
    """Return why a process started for a drill, or not for one, may not work on such a log; empty when it may."""
    if drill and found == LIVE:
        return "DRILL is set, but this database is not a drill's and may hold real incidents"
    if drill and found == EMPTY:
        return "DRILL is set, but this database is not marked as a drill's yet: run manage.py mark_drill first"
    if not drill and found == DRILL:
        return "this database is a drill's, and DRILL is not set: nothing real may be dispatched from it"
    return ""


def check(drill: bool) -> None:
    """Raise `Mismatch` unless the setting fits the log."""
    if problem := why_not(drill, purpose()):
        raise Mismatch(problem)
