"""An agency's roster as the rows of a file that imports back to the same: with what is planned from now on."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from dispatch import roster_plan
from responders.models import Agency, Certification, Member, Shift, Station, Unit, Vehicle

Row = dict[str, str]


def members(agency: Agency) -> Any:
    """Return an agency's members with their valid and expired certificates loaded."""
    held = Certification.objects.filter(revoked_at=None).order_by("kind", "detail")
    those = Member.objects.filter(agency=agency, role__in=roster_plan.KEPT).select_related("unit")
    return those.prefetch_related(Prefetch("certifications", queryset=held)).order_by("last_name", "username")


def count(agency: Agency) -> int:
    """Return how many rows the file has."""
    people = members(agency).filter(is_active=True)
    held = Certification.objects.filter(
        revoked_at=None, member__in=people.prefetch_related(None).order_by().values("pk")
    )
    parts = (_stations(agency), _vehicles(agency), _units(agency), people, held, _shifts(agency))
    return sum(part.count() for part in parts)


def rows(agency: Agency) -> Iterator[Row]:
    """Yield the rows in an order in which nothing is named before it is there."""
    for station in _stations(agency):
        yield {"record": "station", "name": station.name, "address": station.address, "area": _name(station.area)}
    for vehicle in _vehicles(agency):
        said = {"what": vehicle.what, "station": vehicle.station, "out_of_service": vehicle.out_of_service}
        yield {"record": "vehicle", "name": vehicle.name, **said}
    for unit in _units(agency):
        yield _unit_row(unit)
    people = list(members(agency).filter(is_active=True))
    for one in people:
        names = {"given_name": one.first_name, "family_name": one.last_name}
        unit = one.unit.call_sign if one.unit else ""
        yield {"record": "member", "name": one.username, **names, "unit": unit, "languages": ";".join(one.languages)}
    for one in people:
        yield from (_certificate_row(one, held) for held in one.certifications.all())
    yield from _shift_rows(agency)


def _stations(agency: Agency) -> Any:
    return Station.objects.filter(agency=agency, closed_at=None).select_related("area").order_by("name")


def _vehicles(agency: Agency) -> Any:
    return Vehicle.objects.filter(agency=agency, retired_at=None).order_by("name")


def _units(agency: Agency) -> Any:
    return Unit.objects.on_roster().filter(agency=agency).select_related("area").order_by("call_sign")


def _shifts(agency: Agency) -> Any:
    return Shift.objects.planned().filter(unit__agency=agency, period__endswith__gt=timezone.now())


def _unit_row(unit: Unit) -> Row:
    row = {"record": "unit", "name": unit.call_sign}
    for name in roster_plan.FIELDS["unit"]:
        value = roster_plan.current(unit, name)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        row[name] = ";".join(value) if isinstance(value, list) else str(value)
    return row


def _certificate_row(member: Member, held: Certification) -> Row:
    expires = held.expires_on.isoformat() if held.expires_on else ""
    said = {"certificate": held.kind, "language": held.detail, "number": held.number, "expires_on": expires}
    return {"record": "certification", "name": member.username, **said}


def _shift_rows(agency: Agency) -> Iterator[Row]:
    for shift in _shifts(agency).select_related("member", "unit").order_by("period", "pk"):
        starts, ends = (timezone.localtime(at).isoformat() for at in (shift.period.lower, shift.period.upper))
        unit = shift.unit.call_sign
        yield {"record": "shift", "name": shift.member.username, "unit": unit, "starts": starts, "ends": ends}


def _name(thing: Any) -> str:
    return thing.name if thing else ""
