"""The sweep of units that are not heard: with nobody looking, each silence goes on to the police, once.

It compares what stands with what holds, through commands as `system`; a request's id is made of the silence and the
step, so two sweeps at once, or one twice, do each step once. The worker does it; while it is silent the web does.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from dispatch import causes, commands, principals, wire
from dispatch.centre import reading
from dispatch.errors import Problem
from dispatch.models import Assignment, MissedCheckIn

SILENCE = UUID("0d6c3a52-57b4-4f0a-8f2a-6f4f8f3d9b10")


def sweep(now: datetime, jobs: dict[int, list[Any]]) -> dict[str, int]:
    """Record, pass on and end what is due; return how many of each. `jobs`: the open ones, as the causes see them."""
    missed = {(m.assignment_id, m.heard_at): m for m in MissedCheckIn.objects.open().select_related("assignment")}
    limits, done = reading.limits(), {"missed": 0, "police": 0, "heard": 0}
    late = [job for those in jobs.values() for job in those if job.state in causes.UNHEARD]
    late = [job for job in late if now >= _heard(job) + limits.check_in(job.because)]
    standing = _rows({job.call_sign for job in late})
    for job in late:
        key, number = standing.get(job.call_sign, (0, ""))
        heard, about = _heard(job), {"incident": number, "unit": job.call_sign}
        if not number:
            continue
        row = missed.get((key, heard))
        if row is None:
            done["missed"] += _ask("report_missed_check_in", f"{key} {wire.stamp(heard)}", **about)
        elif row.police_id is None and now >= heard + limits.police(job.because):
            done["police"] += _ask("call_police_for_unit", f"{key} {wire.stamp(heard)}", **about)
    for (_, heard), row in missed.items():
        job = row.assignment
        if not job.is_open or causes.heard_at(job.since, job.checked_at) > heard:
            done["heard"] += _ask("end_missed_check_in", str(row.ref), missed=str(row.ref))
    return done


def _heard(job: Any) -> datetime:
    return causes.heard_at(job.since, job.checked_at)


def _rows(signs: set[str]) -> dict[str, tuple[int, str]]:
    """Return call sign -> key of its open assignment and the incident's number."""
    found = Assignment.objects.open().filter(unit__call_sign__in=signs)
    return {sign: (key, number) for sign, key, number in found.values_list("unit__call_sign", "pk", "incident__number")}


def _ask(verb: str, what: str, **fields: Any) -> bool:
    body = {"request_id": str(uuid5(SILENCE, f"{verb} {what}")), **fields}
    try:
        commands.run(verb, by=principals.system(), body=body)
    except Problem:
        return False  # somebody was faster, or is at it: the next sweep looks again
    return True
