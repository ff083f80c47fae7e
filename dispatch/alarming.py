"""The sweep of alarms: what has a cause and no alarm is raised, what lost its cause ends, what nobody took goes on.

It compares what is with what stands, so a lost sweep loses nothing and two at once do nothing twice. Everything is
done as `system`, through the commands.
"""

import logging
from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from dispatch import causes, commands, lifecycles, overriding, principals, unheard
from dispatch.causes import Cause
from dispatch.centre import reading
from dispatch.commands.alarms import Job
from dispatch.errors import Problem
from dispatch.models import Alarm, Alert, Assignment, Callback, FollowUp, Heartbeat, Incident, Ringing

logger = logging.getLogger(__name__)
AT_ONCE = 50
OF_THE_WORKER = "worker_silent"


def sweep(now: datetime) -> dict[str, int]:
    """Do all of it; return how many alarms were `raised`, `ended` and `escalated`.

    Units that miss their check-ins are followed up in the same sweep (`unheard`): whoever raises alarms does both.
    """
    unheard.sweep(now, open_jobs())
    due = {cause.source: cause for cause in [*of_incidents(now), *of_lines(now), *of_silence(now), *of_follow_ups(now)]}
    standing = _standing()
    offer_next([cause for cause in due.values() if cause.kind == "not_acknowledged"])
    raised = sum(_raise(cause) for source, cause in due.items() if source not in standing)
    ended = sum(_end(ref, source) for source, ref in standing.items() if source not in due)
    return {"raised": raised, "ended": ended, "escalated": escalate(now)}


def offer_next(unanswered: list[Cause]) -> int:
    """Offer the next best where a unit has not acknowledged: once for each sending; return how often."""
    told: dict[tuple[str, str], datetime] = {}
    for number, unit, at in Alert.objects.filter(
        kind=lifecycles.UNIT_UNANSWERED, incident__number__in={cause.incident for cause in unanswered}
    ).values_list("incident__number", "facts__unit", "raised_at"):
        told[number, unit] = max(at, told.get((number, unit), at))
    fresh = [c for c in unanswered if told.get((c.incident, c.unit), c.since) <= c.since]
    return sum(_run("report_unanswered", incident=cause.incident, unit=cause.unit) for cause in fresh)


def look_at_the_worker(now: datetime) -> bool:
    """Raise or end the alarm about the worker's silence; return whether it is silent.

    Done by every web process: a dead worker cannot say that it is dead.
    """
    due = [cause for cause in of_silence(now) if cause.kind == OF_THE_WORKER]
    standing = {s: ref for s, ref in _standing().items() if s.startswith(OF_THE_WORKER)}
    for cause in due:
        if cause.source not in standing:
            _raise(cause)
    for source, ref in standing.items():
        if not due:
            _end(ref, source)
    return bool(due)


def of_incidents(now: datetime) -> list[Cause]:
    """Return the causes that the open incidents give now, those that began first before the others."""
    jobs, alerts, slow = open_jobs(), _unseen_alerts(), _slow_ones()
    rows = Incident.objects.open().only("number", "status", "since", "priority", "hold_until")
    limits = reading.limits()
    found = [
        cause
        for row in rows
        for cause in causes.of_incident(
            row, jobs.get(row.pk, []), alerts.get(row.pk, []), limits, now, slow=row.pk in slow
        )
    ]
    return sorted(found, key=lambda cause: (cause.kind != "p1_without_unit", cause.since))


def of_lines(now: datetime) -> list[Cause]:
    rings, callbacks = Ringing.objects.filter(state=lifecycles.RINGS), Callback.objects.open()
    return causes.of_lines(rings, callbacks, reading.limits(), now)


def of_silence(now: datetime) -> list[Cause]:
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    return causes.of_silence(beats, reading.limits(), now)


def of_follow_ups(now: datetime) -> list[Cause]:
    return causes.of_follow_ups(FollowUp.objects.due_to_tell(now), reading.limits(), now)


def escalate(now: datetime) -> int:
    """Pass on what nobody took in its time. Rows that somebody is acknowledging are left for the next sweep."""
    with transaction.atomic():
        late = Alarm.objects.to_escalate(now).select_for_update(skip_locked=True)
        claimed = list(late.values_list("ref", flat=True)[:AT_ONCE])
    return sum(_run("escalate_alarm", alarm=str(ref)) for ref in claimed)


def _slow_ones() -> set[int]:
    """Return the incidents that wait and age in hours, by their key."""
    waiting = Incident.objects.filter(status=lifecycles.WAITING).select_related("assessment", "override")
    found = set()
    for incident in waiting.exclude(assessment=None):
        leads = overriding.kinds_of(overriding.response(incident))
        if causes.ages_in_hours(leads[0] if leads else "", incident.assessment.result.get("level")):
            found.add(incident.pk)
    return found


def open_jobs() -> dict[int, list[Job]]:
    """Return the open assignments by incident, as the causes look at them."""
    found: dict[int, list[Job]] = defaultdict(list)
    fields = ("incident_id", "unit__call_sign", "unit__kinds", "state", "since", "checked_at")
    triage = "incident__assessment__result"
    known = ("unit__members_count", f"{triage}__level", f"{triage}__hazards", "incident__cautions")
    for incident, *job, members, level, hazards, cautions in Assignment.objects.open().values_list(*fields, *known):
        because = causes.because(job[1], members, level, warned=bool(hazards or cautions.get("common")))
        found[incident].append(Job(*job, because))
    return found


def _unseen_alerts() -> dict[int, list[causes.Alert]]:
    found: dict[int, list[causes.Alert]] = defaultdict(list)
    open_ones = Alert.objects.filter(incident__status__in=lifecycles.INCIDENT.open).exclude(
        kind__in=lifecycles.HAVE_ALARMS
    )
    for alert in open_ones.select_related("incident").only(
        "n", "raised_at", "says", "acknowledgements", "incident__number"
    ):
        if not alert.by_floor:
            key = f"{alert.incident.number}/A{alert.n}"
            found[alert.incident_id].append(causes.Alert(key, alert.raised_at, alert.says))
    return found


def _standing() -> dict[str, str]:
    """Return source -> reference of what stands and may end by itself, the members of groups among them."""
    found: dict[str, str] = {}
    for alarm in Alarm.objects.open().filter(kind__in=causes.BY_THEMSELVES):
        for source in alarm.members or [alarm.source]:
            found[source] = str(alarm.ref)
    return found


def _raise(cause: Cause) -> bool:
    about: dict[str, Any] = {"incident": cause.incident} if cause.incident else {}
    return _run("raise_alarm", kind=cause.kind, about=cause.source, **about)


def _end(ref: str, source: str) -> bool:
    return _run("end_alarm", alarm=ref, about=source)


def _run(verb: str, **fields: Any) -> bool:
    """Run a command as the system. A refusal means that somebody was faster; the next sweep looks again."""
    try:
        commands.run(verb, by=principals.system(), body={"request_id": str(uuid4()), **fields})
    except Problem as problem:
        logger.debug("%s: %s", verb, problem.detail)
        return False
    return True
