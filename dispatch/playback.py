"""Playback: where units were in a period or around an incident, as it was told, and nothing between.

Where people were is shown to supervisors and, of their own units, to an agency's admin. Nothing is interpolated: a gap
is a gap. Each read is recorded in the log of reads before it is answered; supervisors and auditors read who looked.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from dispatch import board, lifecycles, read_log, roles, tracks, wire
from dispatch.errors import Forbidden, Invalid, NotFound
from dispatch.models import Assignment, Incident
from dispatch.principals import Principal
from responders import agencies
from responders.models import Unit

LONGEST: Final = timedelta(hours=24)
MOST: Final = 50_000  # fixes in one answer
# Without a word for so long a unit's way is not known: as long as a moving unit's position counts as fresh on the map.
GAP: Final = 60  # seconds
READ: Final = """
    SELECT unit_id, at, lat, lon, accuracy, speed, heading, told FROM track
    WHERE slot = ANY(%s) AND at BETWEEN %s AND %s AND unit_id = ANY(%s) ORDER BY unit_id, at LIMIT %s"""


def read(
    by: Principal, *, since: datetime | None, until: datetime | None, units: Iterable[str] = (), incident: str = ""
) -> dict[str, Any]:
    """Return `{from, to, kept_from, gap, incident, units, moves}`; each unit with its `fixes`, oldest first.

    A fix is `[at, lat, lon, accuracy, speed, heading, told]`; `told`: `at` is the tracker's time, else when it was
    heard. `kept_from`: nothing older is kept. With an incident the period is its own unless said, the units are those
    that were sent.
    """
    if by.role not in roles.READS_TRACKS:
        raise Forbidden("Where units were is read by supervisors and, of their own units, by an agency's admin.")
    found = board.seen_incident(by, incident) if incident else None
    jobs = list(Assignment.objects.filter(incident=found).prefetch_related("moves")) if found else []
    since, until = _period(since, until, found)
    units = list(units)
    chosen = _units(by, units, {job.unit_id for job in jobs} if found else None)
    kept_from = timezone.now() - tracks.kept()
    fixes = _fixes(list(chosen), max(since, kept_from), until)
    named = [unit.call_sign for unit in chosen.values()] if units or found else None
    told = {"units": named, "incident": found.number if found else None, "fixes": sum(map(len, fixes.values()))}
    about = {"role": by.role, "agency": by.agency, "from": wire.stamp(since), "to": wire.stamp(until)}
    read_log.append(by.username, read_log.TRACKS, about | told)
    return {
        "from": wire.stamp(since),
        "to": wire.stamp(until),
        "kept_from": wire.stamp(kept_from),
        "gap": GAP,
        "incident": _incident(found) if found else None,
        "units": [_unit(unit) | {"fixes": fixes.get(pk, [])} for pk, unit in chosen.items()],
        "moves": _moves(jobs, chosen, since, until),
    }


def looked(by: Principal, before: int | None = None) -> dict[str, Any]:
    """Return who looked at where units were, newest first: `{results, next}`, a page of 50 before the number `before`.

    A result is `{n, at, by, role, agency, units, incident, from, to, fixes}`; `units` None: all that they may see.
    """
    if by.role not in roles.READS_READS:
        raise Forbidden("Who looked at where units were is read by supervisors and auditors.")
    return read_log.newest(read_log.TRACKS, before)


def _period(since: datetime | None, until: datetime | None, incident: Incident | None) -> tuple[datetime, datetime]:
    now = timezone.now()
    if incident:
        since, until = since or incident.opened_at, until or incident.closed_at
    until = min(until or now, now)
    if since is None:
        raise Invalid("Say from when, or name an incident.", fields={"from": ["Say from when."]})
    if since >= until:
        raise Invalid("The period ends before it begins.", fields={"to": ["Must be after its begin."]})
    if until - since > LONGEST:
        raise Invalid("A period is at most 24 hours.", fields={"to": ["At most 24 hours after its begin."]})
    return since, until


def _units(by: Principal, named: list[str], on_it: set[int] | None) -> dict[int, Unit]:
    rows = Unit.objects.select_related("agency").order_by("call_sign")
    if named:
        rows = rows.filter(call_sign__in=named)
    elif on_it is not None:
        rows = rows.filter(pk__in=on_it)
    found = {u.pk: u for u in rows if by.audience.sees_unit(u.call_sign, agencies.of(u.agency_id).code)}
    if missing := sorted(set(named) - {u.call_sign for u in found.values()}):
        raise NotFound(f"There is no unit {missing[0]}.")
    return found


def _fixes(units: list[int], since: datetime, until: datetime) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(READ, [tracks.slots(since, until), since, until, units, MOST + 1])
        rows = cursor.fetchall()
    if len(rows) > MOST:
        raise Invalid(f"That is more than {MOST:,} positions: choose fewer units or a shorter period.")
    for unit, at, *rest in rows:
        found.setdefault(unit, []).append([wire.stamp(at), *rest])
    return found


def _unit(unit: Unit) -> dict[str, Any]:
    about = {"unit": unit.call_sign, "agency": agencies.of(unit.agency_id).code, "kinds": unit.kinds}
    return about | {"armed": unit.armed}


def _incident(found: Incident) -> dict[str, Any]:
    return {"number": found.number, "address": found.address, "lat": found.lat, "lon": found.lon}


def _moves(jobs: list[Assignment], units: dict[int, Unit], since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Return when the units changed their states on the incident, as it stands after corrections."""
    found = []
    for job in jobs:
        steps = list(job.moves.all())
        replaced = {step.supersedes_id for step in steps}
        for step in steps:
            if step.pk not in replaced and job.unit_id in units and since <= step.happened_at <= until:
                about = {"unit": units[job.unit_id].call_sign, "state": step.state}
                found.append(about | {"at": wire.stamp(step.happened_at)})
    order = {state: n for n, state in enumerate(lifecycles.ASSIGNMENT.states)}
    return sorted(found, key=lambda one: (one["at"], order.get(one["state"], 0), one["unit"]))
