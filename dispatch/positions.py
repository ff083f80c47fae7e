"""Positions of units: neither commands nor events. The last one counts; boards are told, nothing is logged."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from dispatch import errors, wire
from dispatch.principals import Principal
from responders.models import Unit

CHANNEL = "daybreak_positions"
AT_ONCE = 40  # positions in one notification, well below PostgreSQL's 8,000 bytes


def take(by: Principal, given: list[dict[str, Any]]) -> int:
    """Store positions (WGS 84) of units the sender may name and tell the boards. 404 for anybody else's."""
    now = timezone.now()
    with transaction.atomic():
        found = {u.call_sign: u for u in _units(by, [g["unit"] for g in given])}
        for one in given:
            if one["unit"] not in found:
                raise errors.NotFound(f"There is no unit {one['unit']}.")
            unit = found[one["unit"]]
            unit.lat, unit.lon, unit.position_at = one["lat"], one["lon"], now
        Unit.objects.bulk_update(found.values(), ["lat", "lon", "position_at"])
        _tell(list(found.values()))
    return len(found)


def _units(by: Principal, call_signs: list[str]) -> list[Unit]:
    units = Unit.objects.on_roster().select_related("agency").filter(call_sign__in=call_signs)
    # Locked by ascending id, like every command that takes several units.
    locked = units.order_by("pk").select_for_update(of=("self",))
    return [u for u in locked if by.audience.sees_unit(u.call_sign, u.agency.code)]


def _tell(units: list[Unit]) -> None:
    moved = [
        {
            "unit": u.call_sign,
            "agency": u.agency.code,
            "lat": u.lat,
            "lon": u.lon,
            "at": wire.stamp(u.position_at),
        }
        for u in units
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(moved), AT_ONCE):
            text = wire.canonical(moved[start : start + AT_ONCE])
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, text])
