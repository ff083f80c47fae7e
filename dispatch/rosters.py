"""The reads of a roster: what there is, a week of shifts, how it covers what should be there, what a file changes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from dispatch import crewing, roles, roster_cards, roster_out, roster_plan, wire
from dispatch.errors import Forbidden, NotFound
from dispatch.how_far import Tell
from dispatch.models import Token
from dispatch.principals import Principal
from responders import coverage, duty, recurrence
from responders.models import (
    Agency,
    Member,
    RosterImport,
    Shift,
    ShiftTemplate,
    StaffingMinimum,
    Station,
    Tracker,
    Unit,
    Vehicle,
)

SHOWN: Final = 500  # changes of a file that a preview names
IMPORTS: Final = 20
SOON: Final = timedelta(days=60)  # a certificate that runs out within this is warned of: assumption
IMPORTING: Final = "import_roster"


def agency_of(by: Principal, code: str | None) -> Agency:
    """Return the agency whose roster is asked for: an admin's own, on the floor any. Another's does not exist."""
    if by.scope not in (roles.FLOOR, roles.AGENCY):
        raise Forbidden("Rosters are read by their agency's admins and the dispatch floor.")
    wanted = code or by.agency
    if by.scope == roles.AGENCY and wanted != by.agency:
        raise NotFound(f"There is no agency {wanted[:20]}.")
    found = Agency.objects.filter(code=wanted).first() if wanted else Agency.objects.order_by("pk").first()
    if found is None:
        raise NotFound(f"There is no agency {wanted[:20]}.")
    return found


def roster(by: Principal, code: str | None) -> dict[str, Any]:
    """Return an agency's stations, vehicles, templates, minimums, scope, imports, and who is due to sign on."""
    agency, now = agency_of(by, code), timezone.now()
    serves = agency.serves.order_by("number").values_list("name", flat=True)
    templates = ShiftTemplate.objects.filter(agency=agency, retired_at=None).select_related("unit").order_by("name")
    minimums = StaffingMinimum.objects.filter(agency=agency, units__gt=0).order_by("kind", "area", "hours")
    stations = Station.objects.filter(agency=agency, closed_at=None).order_by("name")
    vehicles = Vehicle.objects.filter(agency=agency, retired_at=None).order_by("name")
    imports = RosterImport.objects.filter(agency=agency).defer("changes").order_by("-pk")[:IMPORTS]
    return {
        "agency": agency.code,
        "name": agency.name,
        "scope": roster_cards.scope(agency, serves),
        "stations": {one.name: roster_cards.station(one) for one in stations},
        "vehicles": {one.name: roster_cards.vehicle(one) for one in vehicles},
        "templates": {one.name: roster_cards.template(one) for one in templates},
        "minimums": [roster_cards.minimum(one) for one in minimums],
        "imports": [roster_cards.imported(one) for one in imports],
        "due": _due(agency, now),
    }


def _due(agency: Agency, now: datetime) -> list[dict[str, Any]]:
    """Return the units off duty whose shift has begun or begins at once: they are offered to sign on."""
    soon = now + crewing.EARLY
    shifts = Shift.objects.planned().filter(unit__agency=agency, unit__duty=duty.OFF_DUTY, unit__retired_at=None)
    found: dict[str, dict[str, Any]] = {}
    for shift in shifts.between(now, soon).select_related("unit", "member").order_by("period", "pk"):
        starts, ends = wire.stamp(shift.period.lower), wire.stamp(shift.period.upper)
        one = found.setdefault(shift.unit.call_sign, {"unit": shift.unit.call_sign, "starts": starts, "crew": []})
        one["ends"] = max(one.get("ends", ""), ends or "")
        one["crew"].append(shift.member.username)
    return list(found.values())


def people(by: Principal, code: str | None) -> dict[str, Any]:
    """Return the members' cards; the number of a licence is on those that the agency's own admin reads."""
    agency = agency_of(by, code)
    own = by.scope == roles.AGENCY
    results = []
    for one in roster_out.members(agency):
        held = list(one.certifications.all())
        card = roster_cards.member(one, held)
        for shown, row in zip(card["certifications"], held, strict=True):
            shown |= {"number": row.number} if own else {}
        results.append(card)
    return {"results": results, "warn_days": SOON.days, "next": None}


def trackers(by: Principal, code: str | None) -> dict[str, Any]:
    """Return `{agency, trackers, gateways}`: what reports where an agency's units are, in use, by name."""
    agency, now = agency_of(by, code), timezone.now()
    enrolled = (
        Tracker.objects.in_use().filter(agency=agency).select_related("unit").order_by("unit__call_sign", "device")
    )
    machines = Member.objects.filter(agency=agency, role="tracker", is_active=True).order_by("username")
    in_force = Token.objects.filter(member__in=machines, revoked_at=None, expires_at__gt=now).order_by("made_at")
    newest = {token.member_id: token for token in in_force}
    return {
        "agency": agency.code,
        "trackers": {one.device: roster_cards.tracker(one) for one in enrolled},
        "gateways": {one.username: roster_cards.gateway(one, newest.get(one.pk)) for one in machines},
    }


def week(by: Principal, code: str | None, first: date | None, days: int) -> dict[str, Any]:
    """Return the shifts that touch these local days, planned and what became of others, with the days' borders."""
    agency, zone = agency_of(by, code), _zone()
    first = first or timezone.localdate()
    borders = [recurrence.moment(first + timedelta(days=i), time(), zone) for i in range(days + 1)]
    related = ("member", "unit", "template", "replaces")
    shifts = Shift.objects.filter(unit__agency=agency).between(borders[0], borders[-1]).select_related(*related)
    return {
        "agency": agency.code,
        "first": first.isoformat(),
        "days": [wire.stamp(border) for border in borders],
        "shifts": {str(shift.ref): roster_cards.shift(shift) for shift in shifts.order_by("period", "pk")},
    }


def covered(by: Principal, code: str | None, first: date | None, days: int) -> dict[str, Any]:
    """Return by kind how many units are planned in each hour and how many there should be, and the gaps in words."""
    agency, zone = agency_of(by, code), _zone()
    first = first or timezone.localdate()
    hours = coverage.hours(first, days, zone)
    minimums = [
        coverage.Minimum(one.kind, one.area.name if one.area else "", one.hours, one.days, one.units)
        for one in StaffingMinimum.objects.filter(agency=agency, units__gt=0).select_related("area")
    ]
    counts = coverage.by_hour(_planned(agency, hours[0], hours[-1] + coverage.HOUR), hours)
    kinds = sorted({kind for kind, _ in counts} | {one.kind for one in minimums})
    return {
        "agency": agency.code,
        "hours": [wire.stamp(hour) for hour in hours],
        "kinds": {
            kind: {
                "planned": counts.get((kind, ""), [0] * len(hours)),
                "minimum": coverage.wanted(minimums, kind, hours, zone),
            }
            for kind in kinds
        },
        "gaps": [_gap(gap) for gap in coverage.gaps(counts, minimums, hours, zone)],
    }


def _planned(agency: Agency, start: datetime, end: datetime) -> Iterator[coverage.Planned]:
    periods: dict[int, list[coverage.Period]] = defaultdict(list)
    shifts = Shift.objects.planned().filter(unit__agency=agency).between(start, end)
    for unit, period in shifts.values_list("unit_id", "period"):
        periods[unit].append((period.lower, period.upper))
    for unit in Unit.objects.on_roster().filter(agency=agency).select_related("area"):
        area = unit.area.name if unit.area else ""
        yield coverage.Planned(unit.call_sign, tuple(unit.kinds), area, tuple(periods[unit.pk]))


def _gap(gap: coverage.Gap) -> dict[str, Any]:
    where = f" in {gap.area}" if gap.area else ""
    start, end = timezone.localtime(gap.start), timezone.localtime(gap.end)
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%a %d %b %H:%M}"
    says = f"{start:%a %d %b %H:%M} to {until}: {gap.planned} of {gap.minimum} {gap.kind.replace('_', ' ')}{where}"
    return {
        "kind": gap.kind,
        "area": gap.area,
        "from": wire.stamp(gap.start),
        "until": wire.stamp(gap.end),
        "planned": gap.planned,
        "minimum": gap.minimum,
        "says": says,
    }


def preview(
    by: Principal,
    rows: list[dict[str, Any]],
    *,
    retire_missing: bool,
    tell: Tell = lambda phase, done, total: None,
) -> dict[str, Any]:
    """Return what a file would change, `SHOWN` changes of it in full; `faults` by line: with one nothing would be."""
    agency = agency_of(by, None)
    at = {"now": timezone.now(), "zone": _zone(), "me": by.id}
    plan = roster_plan.made(agency, rows, retire_missing=retire_missing, tell=tell, **at)
    changes = [one.as_dict() for one in plan.changes if one.what != roster_plan.UNCHANGED]
    return {
        "counts": plan.counts(),
        "changes": changes[:SHOWN],
        "more": max(0, len(changes) - SHOWN),
        "faults": [{"line": line, "says": says} for line, says in plan.faults],
    }


def changes(by: Principal, code: str | None, ref: UUID) -> dict[str, Any]:
    """Return what one import changed, `SHOWN` changes of it in full, in the order of its file."""
    agency = agency_of(by, code)
    found = RosterImport.objects.filter(agency=agency, ref=ref).first()
    if found is None:
        raise NotFound(f"There is no import {ref}.")
    shown = found.changes[:SHOWN]
    return roster_cards.imported(found) | {"changes": shown, "more": len(found.changes) - len(shown)}


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
