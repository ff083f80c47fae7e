"""What the ranking compares, read from the rows: an incident's need and the units on the roster.

Three questions whatever the size of the roster: the agencies, the newest jobs, the units.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.utils import timezone

from dispatch import lifecycles, overriding, plans, rank
from dispatch.centre import reading
from dispatch.models import Assignment, Incident
from responders import kinds
from responders.los_angeles import city
from responders.models import Agency, Unit
from responders.models.area import name_of

# Of how many of the newest jobs the end still counts as contact or as a reason for rest: about a day and more.
LOOKED_BACK: Final = 2_000
# Minutes of a job: what is left is guessed from its state. Medians of a mobile crisis service (14 of travel, 22 on
# scene, see simulation/figures.toml) and, for the drive to a clinic or jail and for armed units, assumptions.
TRAVEL: Final = {True: 7, False: 14}
ON_SCENE: Final = {True: 25, False: 22}
TRANSPORT: Final = 30
# Longer than this nobody is on duty: it was not signed off, and says nothing about being tired.
LONGEST: Final = timedelta(hours=24)


@dataclass(slots=True)
class Jobs:
    """What a unit has to do with jobs: the open one, and when anything was last heard of it on one."""

    state: str = ""
    since: datetime | None = None
    number: str = ""
    heard_at: datetime | None = None
    ended_at: datetime | None = None


def local_now() -> datetime:
    """Return the time on the city's clocks, by which plans and hours are kept."""
    return timezone.localtime()


def plan(incident: Incident) -> plans.Plan:
    """Return the response plan that counts for an incident now."""
    asked = tuple(overriding.kinds_of(overriding.response(incident)))
    level = incident.assessment.result.get("level") if incident.assessment else None
    known = reading.response_plans()
    return plans.chosen(asked, incident.call_type, level, name_of(incident.area_id), timezone.localtime(), known)


def need(incident: Incident) -> rank.Need:
    """Return what an incident asks for: triage's response or that of the override in force, and its plan's wishes."""
    planned = plan(incident)
    assessed = incident.assessment.result if incident.assessment else {}
    answers = incident.assessment.answers if incident.assessment else {}
    return rank.Need(
        kinds=tuple(overriding.kinds_of(overriding.response(incident))),
        lat=incident.lat,
        lon=incident.lon,
        area=name_of(incident.area_id),
        language=incident.language,
        priority=incident.priority,
        minor=answers.get("age_minor") == "yes",
        hold_likely=bool(assessed.get("hold_likely", False)),
        unarmed_alone_is_safe=bool(assessed.get("unarmed_alone_is_safe")),
        requires=planned.requires,
        agencies=planned.agencies,
        hour=timezone.localtime().hour,
        call_type=incident.call_type,
        call_type_says=reading.call_type(incident.call_type, incident.call_type_text),
    )


def on_roster() -> list[rank.Candidate]:
    """Return every unit on the roster as the ranking sees it, as of now."""
    now = timezone.now()
    programmes = {agency.pk: _programme(agency, timezone.localtime(now)) for agency in _agencies()}
    jobs = _jobs()
    return [_candidate(unit, programmes[unit.agency_id], jobs.get(unit.pk, Jobs()), now) for unit in _units()]


@dataclass(slots=True)
class Programme:
    """An agency as the ranking sees it: where it may work, and why it does not work now (empty when it does)."""

    code: str
    serves: frozenset[str]
    contract: str
    hours: str
    call_types: frozenset[str] = frozenset()


def _agencies() -> Any:
    return Agency.objects.annotate(fence=ArrayAgg("serves__name", filter=Q(serves__isnull=False), default=[]))


def _units() -> Any:
    return Unit.objects.on_roster()


def _programme(agency: Any, local: datetime) -> Programme:
    hours = "" if works_at(agency.hours, local) else f"its programme works {agency.hours}"
    contract = _contract(agency, local.date())
    return Programme(agency.code, frozenset(agency.fence), contract, hours, frozenset(agency.call_types))


def _contract(agency: Agency, today: date) -> str:
    if agency.contract_from and today < agency.contract_from:
        return f"its contract begins on {agency.contract_from.isoformat()}"
    if agency.contract_until and today > agency.contract_until:
        return f"its contract ended on {agency.contract_until.isoformat()}"
    return ""


def _jobs() -> dict[int, Jobs]:
    newest = Assignment.objects.order_by("-pk").values("pk")[:LOOKED_BACK]
    rows = (
        Assignment.objects.filter(Q(state__in=lifecycles.ASSIGNMENT.open) | Q(pk__in=newest))
        .exclude(state=lifecycles.QUEUED)
        .values_list("unit_id", "state", "since", "checked_at", "incident__number")
    )
    found: dict[int, Jobs] = {}
    for unit, state, since, checked_at, number in rows:
        job = found.setdefault(unit, Jobs())
        job.heard_at = _latest(job.heard_at, since, checked_at)
        if state in lifecycles.ASSIGNMENT.open:
            job.state, job.since, job.number = state, since, number
        elif state == lifecycles.CLEARED:
            job.ended_at = _latest(job.ended_at, since)
    return found


def _candidate(unit: Unit, programme: Programme, jobs: Jobs, now: datetime) -> rank.Candidate:
    on_duty = now - unit.duty_since
    leaves = unit.duty_until or _end_of_hours(unit.hours, now)
    heard_at = _latest(jobs.heard_at, unit.position_at, unit.duty_since)
    return rank.Candidate(
        call_sign=unit.call_sign,
        agency=programme.code,
        kinds=tuple(unit.kinds),
        lat=unit.lat,
        lon=unit.lon,
        area=name_of(unit.area_id),
        serves=programme.serves,
        languages=_shared(tuple(unit.languages)),
        minor_trained=unit.minor_trained,
        can_hold=unit.can_hold,
        duty=unit.duty,
        busy=f"{jobs.state.replace('_', ' ')} on {jobs.number}" if jobs.state else "",
        job=jobs.number,
        armed=unit.armed,
        can_transport=unit.can_transport,
        medical_level=unit.medical_level,
        contract=programme.contract,
        call_types=programme.call_types,
        programme_hours=programme.hours,
        free_in_s=_free_in(unit, jobs, now) if jobs.state else None,
        leaves_in_s=max(0.0, (leaves - now).total_seconds()) if leaves else None,
        reported=unit.position_at is not None,
        position_age_s=_ago(unit.position_at, now),
        accuracy_m=unit.position_accuracy or 0.0,
        silent_s=_ago(heard_at, now),
        idle_s=_ago(jobs.ended_at, now),
        on_duty_s=on_duty.total_seconds() if on_duty <= LONGEST else None,
    )


@lru_cache(maxsize=512)
def _shared(languages: tuple[str, ...]) -> frozenset[str]:
    """Return one set for all units that speak the same: the ranking tells sorts of units apart by it."""
    return frozenset(languages)


def _free_in(unit: Unit, jobs: Jobs, now: datetime) -> float:
    """Return in how many seconds a busy unit is expected to be free; 0 when it is due."""
    armed = bool(set(unit.kinds) & set(kinds.ARMED))
    left = {lifecycles.TRANSPORTING: TRANSPORT, lifecycles.ON_SCENE: ON_SCENE[armed]}
    minutes = left.get(jobs.state, TRAVEL[armed] + ON_SCENE[armed])
    return max(0.0, minutes * 60 - (_ago(jobs.since, now) or 0))


def works_at(hours: str, local: datetime) -> bool:
    """Return whether somebody with these hours works at a local time; hours that are only words count as yes."""
    try:
        return city.works_at(hours.strip(), local)
    except ValueError:
        return True


def _end_of_hours(hours: str, now: datetime) -> datetime | None:
    """Return when the usual hours (`06:00-22:00`, local) end next; None around the clock, past them, or in words."""
    _, dash, end = hours.partition("-")
    local = timezone.localtime(now)
    try:
        if not dash or not city.works_at(hours, local):
            return None
        until = datetime.combine(local.date(), time.fromisoformat(end.strip()), tzinfo=local.tzinfo)
    except ValueError:
        return None
    return until if until > local else datetime.combine(local.date() + timedelta(days=1), until.timetz())


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _ago(moment: datetime | None, now: datetime) -> float | None:
    return max(0.0, (now - moment).total_seconds()) if moment else None
