"""What is a cause for an alarm: pure code over an incident, its open jobs and the limits. One function a kind.

Asked again and again, it says each time all that holds now; whoever asks compares with the alarms there are. So a
sweep that was lost loses nothing, and a limit that was changed counts at once for calls that wait already.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from dispatch import lifecycles

ARMED: Final = ("police", "co_response", "medical")  # who goes where it may be dangerous
SLOW: Final = ("homeless_outreach", "mediation")


class IncidentLike(Protocol):
    number: str
    status: str
    since: datetime
    priority: str
    hold_until: datetime | None


class JobLike(Protocol):
    call_sign: str
    kinds: list[str]
    state: str
    since: datetime
    checked_at: datetime | None
    because: Sequence[str]


class RingsLike(Protocol):
    ref: UUID
    medium: str
    rang_at: datetime


class CallbackLike(Protocol):
    ref: UUID
    why: str
    due_at: datetime


@dataclass(frozen=True)
class Alert:
    """An alert on an incident that nobody on the floor has seen."""

    key: str
    raised_at: datetime
    says: str


@dataclass(frozen=True)
class Cause:
    """Why an alarm is due: `since` what began, and what is said of it."""

    kind: str
    source: str
    since: datetime
    says: str
    incident: str = ""
    unit: str = ""


class Limits:
    """The limits of the centre. `timers` and `alarms` are the settings of these names."""

    def __init__(self, timers: Mapping[str, Any], alarms: Mapping[str, Any], priorities: Mapping[str, str]) -> None:
        self._timers, self.alarms, self._priorities = timers, alarms, priorities

    def timer(self, name: str, key: str) -> timedelta:
        return timedelta(seconds=self._timers[name][key])

    def unit(self, state: str, priority: str) -> timedelta:
        return timedelta(seconds=self._timers["unit"][state][priority])

    def check_in(self, because: Iterable[str]) -> timedelta:
        """Return how long nothing may be heard of a unit: the shortest limit of those that count for it."""
        return min(self.timer("check_in", key) for key in because)

    def called(self, because: Iterable[str]) -> timedelta:
        """Return after which silence somebody should have called it, and did not reach it."""
        return self.check_in(because) + timedelta(seconds=self.alarms["check_in_due"]["time_allowed"])

    def police(self, because: Iterable[str]) -> timedelta:
        """Return after which silence the police are called by itself: the supervisor was told before."""
        told = self.called(because) + timedelta(seconds=self.alarms["silent_on_scene"]["time_allowed"])
        return told + self.timer("silence", "police")

    def on(self, kind: str) -> bool:
        return bool(self.alarms[kind]["on"])

    def priority(self, code: str) -> str:
        return f"{code}, {self._priorities[code]}"


def ages_in_hours(lead: str, level: int | None) -> bool:
    """Return whether an incident is of those that age in hours: outreach or mediation leads, and nobody is in danger.

    The board's ages follow the same rule.
    """
    return lead in SLOW and level != 4


def because(kinds: Iterable[str], members: int, level: int | None, *, warned: bool) -> list[str]:
    """Return the keys of `timers.check_in` that count for a unit on scene; the board reckons by the same rule.

    `warned`: triage found a danger, or a premise caution that everybody reads stands there.
    """
    found = ["armed" if set(ARMED) & set(kinds) else "unarmed"]
    if level in (3, 4):
        found.append(f"level_{level}")
    if warned:
        found.append("caution")
    if members == 1:
        found.append("alone")
    return found


def heard_at(since: datetime, checked_at: datetime | None) -> datetime:
    """Return when a unit on a job was last heard: its last step, or that it is well."""
    return max(since, checked_at or since)


def of_incident(
    incident: IncidentLike,
    jobs: Iterable[JobLike],
    alerts: Iterable[Alert],
    limits: Limits,
    now: datetime,
    *,
    slow: bool = False,
) -> list[Cause]:
    """Return every cause that an open incident gives now. `slow`: it ages in hours (`ages_in_hours`)."""
    jobs = list(jobs)
    found = [*_of_wait(incident, jobs, limits, now, "outreach" if slow else "waiting"), *_of_hold(incident, now)]
    found += [cause for job in jobs for cause in _of_job(incident, job, limits, now)]
    seen_within = timedelta(seconds=limits.alarms["alert_unseen"]["time_allowed"])
    found += [
        Cause(
            "alert_unseen", f"alert_unseen {a.key}", a.raised_at, f"{incident.number}: {a.says}"[:300], incident.number
        )
        for a in alerts
        if now - a.raised_at >= seen_within
    ]
    return [cause for cause in found if limits.on(cause.kind)]


def _of_alert(incident: IncidentLike, alert: Alert) -> Cause:
    says = f"{incident.number}: {alert.says}"[:300]
    return Cause("alert_unseen", f"alert_unseen {alert.key}", alert.raised_at, says, incident.number)


def _of_wait(incident: IncidentLike, jobs: list[JobLike], limits: Limits, now: datetime, scale: str) -> Iterator[Cause]:
    limit = limits.timer(scale, incident.priority)
    if incident.status != lifecycles.WAITING or jobs or now - incident.since < limit:
        return
    kind = "p1_without_unit" if incident.priority == "P1" else "call_waiting"
    number = incident.number
    says = f"{number}, {limits.priority(incident.priority)}: no unit in {_long(limit)}"
    yield Cause(kind, f"{kind} {number}", incident.since, says, number)


def _of_hold(incident: IncidentLike, now: datetime) -> Iterator[Cause]:
    until = incident.hold_until
    if incident.status == lifecycles.HELD and until and until <= now:
        number = incident.number
        yield Cause("hold_ended", f"hold_ended {number}", until, f"{number}: its hold has ended", number)


def _of_job(incident: IncidentLike, job: JobLike, limits: Limits, now: datetime) -> Iterator[Cause]:
    since = heard_at(job.since, job.checked_at)
    silent = now - since
    if job.state in UNHEARD:
        # First somebody is to call the unit; only one that stays silent then is a high alarm.
        limit, called = limits.check_in(job.because), limits.called(job.because)
        kind = "silent_on_scene" if silent >= called else "check_in_due"
        phrase = "nothing heard for"
        if kind == "silent_on_scene":
            limit = called
    elif job.state in OF_STATE:
        kind, phrase = OF_STATE[job.state]
        limit = limits.unit(job.state, incident.priority)
    else:
        return
    if silent >= limit:
        says = f"{job.call_sign} on {incident.number}: {phrase} {_long(limit)}"
        yield Cause(kind, f"{kind} {job.call_sign} {incident.number}", since, says, incident.number, job.call_sign)


UNHEARD: Final = (lifecycles.ON_SCENE, lifecycles.TRANSPORTING)
OF_STATE: Final[dict[str, tuple[str, str]]] = {
    lifecycles.ASSIGNED: ("not_acknowledged", "not acknowledged in"),
    lifecycles.ACKNOWLEDGED: ("not_en_route", "not under way in"),
}


def of_silence(beats: Mapping[str, datetime], limits: Limits, now: datetime) -> list[Cause]:
    """Return the trouble of the product's own parts: `beats` is name -> when it was last heard.

    `worker` is the background worker; names that begin with `feed.` are feeds of calls and positions.
    """
    found = []
    for name, at in sorted(beats.items()):
        part = "worker" if name == "worker" else "feed" if name.startswith("feed.") else ""
        if part and now - at >= (limit := limits.timer("trouble", part)):
            what = "The background worker" if part == "worker" else f"The feed {name.removeprefix('feed.')}"
            kind = f"{part}_silent"
            found.append(Cause(kind, f"{kind} {name}", at, f"{what} has been silent for {_long(limit)}"))
    return [cause for cause in found if limits.on(cause.kind)]


def of_follow_ups(tasks: Iterable[tuple[str, str, datetime]], limits: Limits, now: datetime) -> list[Cause]:
    """Return the follow-ups that are due: `tasks` are (reference, incident, due). Their clinical words are not said."""
    if not limits.on("follow_up_due"):
        return []
    return [
        Cause("follow_up_due", f"follow_up_due {ref}", due, f"A follow-up of {number} is due")
        for ref, number, due in tasks
        if due <= now
    ]


def of_lines(
    rings: Iterable[RingsLike], callbacks: Iterable[CallbackLike], limits: Limits, now: datetime
) -> list[Cause]:
    """Return the causes on the telephone: calls that nobody answers (`rings`), open call-backs past their time.

    Neither names a number or a caller: alarms are read by the whole floor and on its wall.
    """
    found = []
    for line in rings:
        if now - line.rang_at >= (limit := limits.timer("line", "ringing")):
            says = f"A {line.medium} call has not been answered in {_long(limit)}"
            found.append(Cause("ringing_long", f"ringing_long {str(line.ref)[:8]}", line.rang_at, says))
    for task in callbacks:
        if now - task.due_at >= (limit := limits.timer("line", "callback")):
            says = f"A call-back ({task.why.replace('_', ' ')}) is overdue by {_long(limit)}"
            found.append(Cause("callback_overdue", f"callback_overdue {str(task.ref)[:8]}", task.due_at, says))
    return [cause for cause in found if limits.on(cause.kind)]


# Which kinds end by themselves when their cause is gone; an emergency never does.
BY_THEMSELVES: Final = (
    "p1_without_unit",
    "call_waiting",
    "hold_ended",
    "not_acknowledged",
    "not_en_route",
    "check_in_due",
    "silent_on_scene",
    "alert_unseen",
    "ringing_long",
    "callback_overdue",
    "worker_silent",
    "feed_silent",
    "follow_up_due",
)


def _long(span: timedelta) -> str:
    """Return a span in the words of the floor: `90 s`, `5 min`, `2 h`."""
    seconds = int(span.total_seconds())
    if seconds % 60:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7200 or seconds % 3600 else f"{seconds // 3600} h"
