"""Everything known of an incident, verbatim, at the moment somebody asks for a review of it."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from dispatch import cards, roles, wire
from dispatch.models import Assessment, Assignment, Call, Incident

PRIOR_CALLS = 200  # the newest calls from the same number that are listed


def frozen(now: datetime, incident: Incident, jobs: list[Assignment], calls: list[Call]) -> dict[str, Any]:
    """Return the record: the incident with the response, its calls, each assessment, earlier calls, the trail."""
    return {
        "frozen_at": wire.stamp(now),
        "incident": cards.incident(incident, jobs)[roles.COMMON],
        "calls": [_call(call) for call in calls],
        "assessments": [_assessment(a) for a in Assessment.objects.filter(incident=incident).order_by("pk")],
        "prior_calls": _prior_calls(incident, calls),
    }


def digest(record: dict[str, Any]) -> str:
    """Return the SHA-256 of a record's canonical text, as the flag's event carries it."""
    return hashlib.sha256(wire.canonical(record).encode()).hexdigest()


def _call(call: Call) -> dict[str, Any]:
    return {
        "call": str(call.ref),
        "source": call.source,
        "taken_at": wire.stamp(call.taken_at),
        "taken_by": call.by.username,
        "caller_name": call.caller_name,
        "callback": call.callback,
        "language": call.language,
        "narrative": call.narrative,
        "answers": call.answers,
    }


def _assessment(thing: Assessment) -> dict[str, Any]:
    """Each assessment keeps the words as they were then: together they are every edit of the narrative."""
    return {
        "at": wire.stamp(thing.at),
        "protocol": thing.protocol,
        "version": thing.version,
        "narrative": thing.narrative,
        "answers": thing.answers,
        "call_type": thing.call_type,
        "result": thing.result,
    }


def _prior_calls(incident: Incident, calls: Iterable[Call]) -> list[dict[str, Any]]:
    numbers = {call.callback for call in calls if call.callback}
    earlier = Call.objects.filter(callback__in=numbers).exclude(incident=incident).select_related("incident")
    return [
        {"incident": call.incident.number, "callback": call.callback, "taken_at": wire.stamp(call.taken_at)}
        for call in earlier.order_by("-taken_at")[:PRIOR_CALLS]
    ]
