"""The ladder between unarmed teams and the police: which way a request goes, and its clocks. Pure, over jobs' steps.

No time is invented: every clock is the difference of two recorded moves, and empty while one of them is missing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from dispatch import lifecycles, wire
from dispatch.models import Assignment, HelpRequest
from responders import kinds

THERE = (lifecycles.ON_SCENE, lifecycles.TRANSPORTING)


def is_armed(of: Iterable[str]) -> bool:
    """Return whether a unit of these kinds is police, alone or in a joint team."""
    return bool(set(kinds.ARMED) & set(of))


def direction(asking: Iterable[str], kind: str) -> str:
    """Return which way a request goes: up to somebody armed, down to an unarmed team; empty for neither."""
    if not kind or not (asking := tuple(asking)):
        return ""
    if is_armed(asking) == is_armed([kind]):
        return ""
    if is_armed([kind]):
        return lifecycles.UP
    return lifecycles.DOWN if kind in kinds.UNARMED_TEAMS else ""


def arrived_at(job: Assignment) -> datetime | None:
    """Return when a unit came to its job, as it was recorded (and corrected); None while nobody has said so."""
    return next((move.happened_at for move in job.steps if move.state in THERE), None)


def left_at(job: Assignment) -> datetime | None:
    """Return when a unit's job ended; None while it lasts."""
    return None if job.is_open or job.state == lifecycles.QUEUED else job.since


def clocks(asked: HelpRequest, jobs: Mapping[int, Assignment]) -> dict[str, Any]:
    """Return when help came, how long that took from asking (s), and what the first unit did.

    `stayed`: whether the first unit was still on the incident when help arrived; None before that.
    """
    job, first = jobs.get(asked.job_id or 0), jobs.get(asked.first_id or 0)
    came = arrived_at(job) if job else None
    left = left_at(first) if first else None
    return {
        "direction": asked.direction,
        "arrived_at": wire.stamp(came),
        "answered_after_s": _seconds(asked.at, asked.answered_at),
        "arrived_after_s": _seconds(asked.at, came),
        "first_left_at": wire.stamp(left),
        "stayed": None if not came or not first else left is None or left >= came,
    }


def _seconds(start: datetime, end: datetime | None) -> int | None:
    return max(0, round((end - start).total_seconds())) if end else None
