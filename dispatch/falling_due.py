"""What falls due on the board: holds that end, queued units that are free now, messages whose time is over.

PostgreSQL remembers, a sweep asks. Each command looks again under its own lock and refuses what is not due, and
the request's id is made of the thing and its time: two sweeps at once, or one twice, do each thing once.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef

from dispatch import commands, lifecycles, principals, wire
from dispatch.errors import Problem
from dispatch.models import Assignment, Incident, Message
from responders import duty

AT_ONCE = 50
ASKED = UUID("5b0c0e0a-3a5e-4f0e-9d34-0d9c0f3b7a11")


def do_all(now: datetime) -> int:
    """Do what is due; return how many things were done. One that is busy waits for the next sweep."""
    return end_holds(now) + start_queued() + expire_messages(now)


def end_holds(now: datetime) -> int:
    """Return held incidents whose time has come, scheduled calls too, to those that wait."""
    due = Incident.objects.hold_over(now).values_list("number", "hold_until")[:AT_ONCE]
    return sum(_ask("end_hold", f"{number} {wire.stamp(until)}", incident=number) for number, until in due)


def start_queued() -> int:
    """Start what is queued for units that are free: the most urgent first, then the longest queued."""
    busy = Assignment.objects.open().filter(unit=OuterRef("unit"))
    queued = Assignment.objects.filter(
        ~Exists(busy),
        state=lifecycles.QUEUED,
        unit__duty=duty.AVAILABLE,
        incident__status__in=(lifecycles.WAITING, lifecycles.WORKING),
    ).order_by("incident__priority", "since", "pk")
    found = list(queued.values_list("pk", "since", "incident__number", "unit__call_sign")[:AT_ONCE])
    return sum(
        _ask("start_queued", f"{pk} {wire.stamp(since)}", incident=number, unit=unit)
        for pk, since, number, unit in found
    )


def expire_messages(now: datetime) -> int:
    """Take messages and BOLOs off the board whose time is over."""
    due = list(Message.objects.due(now).values_list("ref", flat=True)[:AT_ONCE])
    return sum(_ask("expire_message", str(ref), message=str(ref)) for ref in due)


def _ask(verb: str, what: str, **fields: Any) -> bool:
    body = {"request_id": str(uuid5(ASKED, f"{verb} {what}")), **fields}
    try:
        commands.run(verb, by=principals.system(), body=body)
    except Problem:
        return False  # somebody was faster, or is at it: the next sweep looks again
    return True
