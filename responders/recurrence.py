"""Days and hours on the local clock as moments: the rules are RFC 5545, the library is python-dateutil.

On the night the clock goes forward an hour is missing, on the other one is there twice. Starts and ends are times
of the local clock, so a night from 22:00 to 06:00 lasts 7, 8 or 9 hours; a time that does not exist is the moment
the clock shows after the jump, one that exists twice is the first.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dateutil import rrule, tz

PARTS: Final = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL"})
FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY")
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST: Final = timedelta(days=93)


def fault(rule: str) -> str:
    """Return what is wrong with a rule (`FREQ=WEEKLY;BYDAY=MO,WE`) in a sentence, empty when nothing is."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if unknown := sorted(set(parts) - PARTS):
        return f"{unknown[0][:20]!r} is not understood: known are {', '.join(sorted(PARTS))}."
    if parts.get("FREQ") not in FREQUENCIES:
        return f"FREQ must be one of {', '.join(FREQUENCIES)}."
    interval = parts.get("INTERVAL", "1")
    if not (interval.isascii() and interval.isdigit() and 1 <= int(interval) <= 366):
        return "INTERVAL must be a whole number from 1 to 366."
    try:
        rrule.rrulestr(f"RRULE:{rule}", dtstart=datetime(2026, 1, 1))
    except (ValueError, KeyError, TypeError, IndexError):
        return "This is no rule of recurrence: FREQ=WEEKLY;BYDAY=MO,TU is one."
    return ""


def days(rule: str, starts_on: date, first: date, last: date) -> Iterator[date]:
    """Yield the days of a rule from `first` to `last`, both included."""
    found = rrule.rrulestr(f"RRULE:{rule}", dtstart=datetime.combine(starts_on, time()))
    for moment in found.xafter(datetime.combine(first, time()), inc=True):
        if moment.date() > last:
            return
        yield moment.date()


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) at which the local clock shows `clock` on `day`."""
    return tz.resolve_imaginary(datetime.combine(day, clock, tzinfo=zone)).astimezone(UTC)


def period(day: date, start: time, end: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return start and end (UTC) of a shift that begins on a local day; an end not after the start is a day later."""
    ends_on = day if end > start else day + timedelta(days=1)
    return moment(day, start, zone), moment(ends_on, end, zone)
