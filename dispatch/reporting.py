"""The report on the ladder: how long help took, which way it went, what came back, who was not heard.

Everything is measured from recorded moves (`ladder.clocks`), nothing from memory; small cells are hidden.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from dispatch import ladder, ladder_figures, lifecycles, roles, suppression
from dispatch.errors import Forbidden, Invalid
from dispatch.models import Assignment, HelpRequest, Incident, MissedCheckIn, Move
from dispatch.principals import Principal
from responders import kinds

LONGEST: Final = 366  # days
USUAL: Final = 30  # days
BACKUP: Final = "backup"
HAND_UP: Final = "hand_up"
HAND_DOWN: Final = "hand_down"
CLOCKS: Final = (BACKUP, HAND_UP, HAND_DOWN)
DESK: Final = "desk"  # asked for by the dispatch floor, for no unit
COLUMNS: Final = ("section", "clock", "agency", "kind", "measure", "value")
NOT_SENT: Final = (lifecycles.QUEUED, lifecycles.CANCELLED, lifecycles.DECLINED)


def of_ladder(by: Principal, first: str = "", last: str = "") -> dict[str, Any]:
    """Return the report for local days `first` to `last` (ISO dates, both included; the last 30 days without them).

    Raises `Forbidden` for all but supervisors and auditors, `Invalid` for what is no range of at most 366 days.
    """
    if not roles.may_read_reports(by.role):
        raise Forbidden("Reports are read by supervisors and auditors.")
    days = _days(first, last)
    start, end = (_midnight(day) for day in (days[0], days[1] + timedelta(days=1)))
    asked = list(_asked(start, end))
    return {
        "from": days[0].isoformat(),
        "to": days[1].isoformat(),
        "smallest": suppression.SMALLEST,
        "clocks": [_clock(name, [one for one in asked if _clock_of(one) == name]) for name in CLOCKS],
        "hand_back": _hand_back(start, end),
        "missed": _missed(start, end),
    }


def table(by: Principal, first: str = "", last: str = "") -> list[tuple[str, ...]]:
    """Return the same as rows of a file, a figure a row, below the names of its columns."""
    found = of_ladder(by, first, last)
    return [COLUMNS, *_cells(found)]


def _cells(found: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    yield from (("range", "", "", "", name, found[name]) for name in ("from", "to"))
    for one in found["clocks"]:
        yield from _measures("clock", one["clock"], "", "", one)
        for row in one["by"]:
            yield from _measures("clock", one["clock"], row["agency"], row["kind"], row)
    for section in ("hand_back", "missed"):
        yield from _measures(section, "", "", "", found[section])


def _measures(section: str, clock: str, agency: str, kind: str, row: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _measures(section, clock, agency, kind, {f"{name}_{inner}": v for inner, v in value.items()})
        elif name not in ("clock", "by", "agency", "kind"):
            yield section, clock, agency, kind, name, "" if value is None else str(value)


# --- the days ---------------------------------------------------------------------------------------------


def _days(first: str, last: str) -> tuple[date, date]:
    end = _date("to", last) if last else timezone.localdate()
    start = _date("from", first) if first else end - timedelta(days=USUAL - 1)
    if start > end:
        raise Invalid("from: lies after to.", fields={"from": ["Lies after the last day."]})
    if (end - start).days >= LONGEST:
        raise Invalid("from: more than 366 days.", fields={"from": ["At most 366 days."]})
    return start, end


def _date(name: str, given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Invalid(f"{name}: a date like 2026-11-24.", fields={name: ["A date like 2026-11-24."]}) from None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


# --- time to backup, time to relief -------------------------------------------------------------------------


def _asked(start: datetime, end: datetime) -> Iterable[HelpRequest]:
    steps = Prefetch("moves", Move.objects.order_by("pk"), to_attr="moves_made")
    jobs = [Prefetch(name, Assignment.objects.prefetch_related(steps)) for name in ("job", "first")]
    return HelpRequest.objects.filter(at__gte=start, at__lt=end).prefetch_related(*jobs).order_by("pk")


def _clock_of(asked: HelpRequest) -> str:
    if asked.what == lifecycles.BACKUP:
        return BACKUP
    return {lifecycles.UP: HAND_UP, lifecycles.DOWN: HAND_DOWN}.get(asked.direction, "")


def _clock(name: str, asked: list[HelpRequest]) -> dict[str, Any]:
    groups: dict[tuple[str, str], list[HelpRequest]] = defaultdict(list)
    for one in asked:
        groups[one.agency or DESK, one.kind or "any"].append(one)
    shown = suppression.parts_of(len(asked), {"\t".join(key): len(those) for key, those in groups.items()})
    return {
        "clock": name,
        "asked": suppression.count(len(asked)),
        **_what_came(asked),
        "by": [_row(*key, groups[key], shown["\t".join(key)]) for key in sorted(groups)],
    }


def _row(agency: str, kind: str, asked: list[HelpRequest], shown: int | str) -> dict[str, Any]:
    """Return one agency's requests for one kind. A hidden count hides its times as well."""
    times = _arrivals(asked) if isinstance(shown, int) else []
    return {"agency": agency, "kind": kind, "asked": shown, "arrived": ladder_figures.figures(times)}


def _what_came(asked: list[HelpRequest]) -> dict[str, Any]:
    clocks = [_clocks(one) for one in asked]
    came = [c for c in clocks if c["arrived_at"]]
    withdrawn = sum(1 for one in asked if one.withdrawn_at)
    ended = {"came": len(came), "withdrawn": withdrawn, "nobody_yet": len(asked) - len(came) - withdrawn}
    parts = suppression.parts_of(len(asked), ended)
    first: dict[str, int] = {"stayed": 0, "had_left": 0, "not_named": 0}
    for clock in came:
        first["not_named" if clock["stayed"] is None else "stayed" if clock["stayed"] else "had_left"] += 1
    shown = isinstance(parts["came"], int)
    answered = [c["answered_after_s"] for c in clocks if c["answered_after_s"] is not None]
    return {
        "answered": ladder_figures.figures(answered),
        "arrived": ladder_figures.figures([c["arrived_after_s"] for c in came] if shown else []),
        "ended": parts,
        "first_unit": suppression.parts_of(len(came), first) if shown else dict.fromkeys(first, suppression.WITHHELD),
    }


def _arrivals(asked: list[HelpRequest]) -> list[int]:
    return [c["arrived_after_s"] for c in map(_clocks, asked) if c["arrived_after_s"] is not None]


def _clocks(asked: HelpRequest) -> dict[str, Any]:
    return ladder.clocks(asked, {job.pk: job for job in (asked.job, asked.first) if job})


# --- hand-back, and who was not heard ---------------------------------------------------------------------------


def _hand_back(start: datetime, end: datetime) -> dict[str, Any]:
    """Return how many diverted calls went back to the police. Diverted: eligible, and an unarmed team was sent.

    Back: the team, or the desk for it, handed the call up; backup that came beside a team is counted apart.
    """
    teams = Assignment.objects.filter(incident=OuterRef("pk"), unit__kinds__overlap=list(kinds.UNARMED_TEAMS))
    up = HelpRequest.objects.filter(incident=OuterRef("pk"), direction=lifecycles.UP, withdrawn_at=None)
    diverted = Incident.objects.filter(
        Exists(teams.exclude(state__in=NOT_SENT)), eligible=True, opened_at__gte=start, opened_at__lt=end
    )
    total = diverted.count()
    back = diverted.filter(Exists(up.filter(what=lifecycles.HAND_OVER))).count()
    parts = suppression.parts_of(total, {"handed_back": back, "stayed_with_teams": total - back})
    backed = diverted.filter(Exists(up.filter(what=lifecycles.BACKUP))).count()
    shown = suppression.count(total)
    return {
        "diverted": shown,
        **parts,
        "share": suppression.share(parts["handed_back"], shown),
        "with_police_backup": suppression.count(backed),
    }


def _missed(start: datetime, end: datetime) -> dict[str, Any]:
    """Return the missed check-ins of these days and how far each went before the unit was heard."""
    ended = {"heard_by_dispatcher": 0, "after_supervisor": 0, "after_police": 0, "still_silent": 0}
    rows = list(MissedCheckIn.objects.filter(due_at__gte=start, due_at__lt=end))
    for row in rows:
        ended[_how_far(row)] += 1
    return {"missed": suppression.count(len(rows)), **suppression.parts_of(len(rows), ended)}


def _how_far(row: MissedCheckIn) -> str:
    if row.ended_at is None:
        return "still_silent"
    if row.police_at:
        return "after_police"
    return "after_supervisor" if row.supervisor_at else "heard_by_dispatcher"
