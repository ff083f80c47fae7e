"""How an alarm calls for attention: alone, grouped with others of its kind, or silently. Pure code.

A floor that hears more than it can answer hears nothing. Figures: EEMUA 191 and ISA-18.2 call more than 10 alarms
in 10 minutes a flood; the same source three times in a minute is chatter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

PRIORITIES: Final = ("low", "medium", "high", "emergency")
STAYS: Final = ("high", "emergency")  # shown until somebody acknowledged, also when the cause is gone

CHATTER: Final = timedelta(seconds=60)
CHATTERS: Final = 3
FLOOD: Final = timedelta(minutes=10)
MOST: Final = 10  # calls for attention in a flood's window, emergencies apart
# Never grouped and never silenced, however many there are: each is somebody in danger now. They take the others' room.
ALONE: Final = ("emergency", "p1_without_unit", "silent_on_scene")
# Low and medium ones are grouped from here on, so that room is left for high ones.
ROOM: Final = 6
CALLS_AGAIN: Final = timedelta(seconds=60)  # a high group that grows calls at most once in this time


@dataclass(frozen=True)
class Call:
    """One call for attention: when, and of which source."""

    at: datetime
    source: str


@dataclass(frozen=True)
class Way:
    """`grouped`: it joins the group of its kind. `sounds`: it calls for attention. `chatters`: it comes and goes."""

    grouped: bool = False
    sounds: bool = True
    chatters: bool = False


def way(*, kind: str, source: str, priority: str, before: Sequence[Call], now: datetime) -> Way:
    """Return how an alarm is to call, given the calls of the last ten minutes."""
    if priority == "emergency":
        return Way()
    same = [call for call in before if call.source == source and now - call.at < CHATTER]
    if len(same) >= CHATTERS - 1:
        return Way(sounds=False, chatters=True)
    if kind in ALONE:
        return Way()
    heard = sum(now - call.at < FLOOD for call in before)
    if heard < (MOST if priority in STAYS else ROOM):
        return Way()
    last = [call.at for call in before if call.source == group(kind)]
    quiet = not last or (priority in STAYS and now - max(last) >= CALLS_AGAIN)
    return Way(grouped=True, sounds=heard < MOST and quiet)


def group(kind: str) -> str:
    """Return the source of the group of a kind."""
    return f"{kind} group"


def is_group(source: str) -> bool:
    return source.endswith(" group")


def says(kind: str, members: Iterable[str]) -> str:
    """Return what a group says: how many, of what, and the first of them."""
    known = [member.removeprefix(f"{kind} ") for member in members]
    shown = ", ".join(known[:6]) + (f" and {len(known) - 6} more" if len(known) > 6 else "")
    return f"{len(known)} at once, {kind.replace('_', ' ')}: {shown}"
