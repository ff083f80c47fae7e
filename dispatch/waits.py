"""Waits that have reached their limit. PostgreSQL remembers them; whoever sweeps claims a few at a time."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from dispatch import commands, principals, wire
from dispatch.errors import Refused, TryAgain
from dispatch.models import Incident

AT_ONCE = 50
REPORTS = UUID("6a0f7c7e-0b51-4c06-9b5d-3f1d2a86e1c4")


def report_all(now: datetime) -> int:
    """Report what is due; return how many were. Two sweeps at once, or one twice, report each wait once.

    Rows that somebody works on are left for the next sweep. The command looks again under its own lock.
    """
    with transaction.atomic():
        due = Incident.objects.team_due(now).select_for_update(skip_locked=True, of=("self",))
        claimed = list(due.values_list("number", "team_due_at")[:AT_ONCE])
    return sum(_report(number, due_at) for number, due_at in claimed)


def _report(number: str, due_at: datetime) -> bool:
    """Report one wait; the request's id is made of the wait, so that a repeat repeats the answer."""
    body = {"request_id": str(uuid5(REPORTS, f"{number} {wire.stamp(due_at)}")), "incident": number}
    try:
        commands.run("report_overdue", by=principals.system(), body=body)
    except (Refused, TryAgain):
        return False  # somebody was faster, or is at it: the next sweep looks again
    return True
