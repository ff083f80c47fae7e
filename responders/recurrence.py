"""Days and hours on the local clock as moments: the rules are RFC 5545, the library is python-dateutil.

On the night the clock goes forward an hour is missing, on the other one is there twice. Starts and ends are times
of the local clock, so a night from 22:00 to 06:00 lasts 7, 8 or 9 hours; a time that does not exist is the moment
the clock shows after the jump, one that exists twice is the first.

Crews that work in turns, four days on and four off, are one rule each with a part of the house, `X-ON`: of every eight
days (`FREQ=DAILY;INTERVAL=8`) the first four. RFC 5545 has no word for it; it is the set of four rules, a day apart.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dateutil import rrule, tz

ON: Final = "X-ON"
PARTS: Final = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL", ON})
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
    if (on := parts.get(ON)) is not None:
        daily = parts["FREQ"] == "DAILY" and not parts.keys() & {"BYDAY", "BYMONTHDAY"}
        if not (daily and on.isascii() and on.isdigit() and 1 <= int(on) < int(interval)):
            return f"{ON} says how many days of a turn are worked: FREQ=DAILY alone, and fewer than INTERVAL."
    try:
        rrule.rrulestr(f"RRULE:{_turn(rule)[0]}", dtstart=datetime(2026, 1, 1))
    except (ValueError, KeyError, TypeError, IndexError):
        return "This is no rule of recurrence: FREQ=WEEKLY;BYDAY=MO,TU is one."
    return ""


def days(rule: str, starts_on: date, first: date, last: date) -> Iterator[date]:
    """Yield the days of a rule from `first` to `last`, both included."""
    plain, on = _turn(rule)
    found = rrule.rruleset()
    for later in range(on):
        found.rrule(
            rrule.rrulestr(f"RRULE:{plain}", dtstart=datetime.combine(starts_on + timedelta(days=later), time()))
        )
    for moment in found.xafter(datetime.combine(first, time()), inc=True):
        if moment.date() > last:
            return
        yield moment.date()


def _turn(rule: str) -> tuple[str, int]:
    """Return a rule as RFC 5545 has it, and on how many days in a row from each of its days is worked."""
    parts = rule.split(";")
    said = [part.partition("=")[2] for part in parts if part.startswith(f"{ON}=")]
    return ";".join(part for part in parts if not part.startswith(f"{ON}=")), int(said[0]) if said else 1


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) at which the local clock shows `clock` on `day`."""
    return tz.resolve_imaginary(datetime.combine(day, clock, tzinfo=zone)).astimezone(UTC)


def period(day: date, start: time, end: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return start and end (UTC) of a shift that begins on a local day; an end not after the start is a day later."""
    ends_on = day if end > start else day + timedelta(days=1)
    return moment(day, start, zone), moment(ends_on, end, zone)
