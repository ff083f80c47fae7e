"""What the schedule says to one person of a team: their shift of this moment, the next one, what signing on may name.

The phone offers it filled in; the command asks everything again. A person's own agency alone is read here.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from dispatch import crewing, roles, wire
from dispatch.principals import Principal
from responders.models import Member, Shift, Unit, Vehicle

AHEAD: Final = timedelta(days=14)  # how far the next shift is looked for
MOST: Final = 200  # vehicles that are offered by name; others are typed


def of(by: Principal) -> dict[str, Any]:
    """Return `{shift, next, choices, vehicles}`; empty for whoever is on no team.

    `shift`: `{unit, starts, ends}`, planned now or within `crewing.EARLY`, else null; `next`: the first one after it
    within `AHEAD`, else null. `choices`: the units this person may sign on, that of the shift first.
    """
    if by.scope != roles.UNIT or not roles.may(by.role, "sign_on"):
        return {"shift": None, "next": None, "choices": [], "vehicles": []}
    now = timezone.now()
    mine = Shift.objects.planned().filter(member_id=by.id, unit__retired_at=None).select_related("unit")
    planned = list(mine.between(now, now + crewing.EARLY).order_by("period"))
    later = mine.filter(period__startswith__gte=now + crewing.EARLY, period__startswith__lt=now + AHEAD)
    units = {shift.unit.call_sign: shift.unit for shift in planned}
    if by.unit and by.unit not in units:
        units |= {unit.call_sign: unit for unit in Unit.objects.on_roster().filter(call_sign=by.unit)}
    return {
        "shift": _period(planned[0]) if planned else None,
        "next": _period(coming) if (coming := later.order_by("period").first()) else None,
        "choices": [_choice(by, unit, now) for unit in units.values()],
        "vehicles": list(_vehicles(by)[:MOST]),
    }


def _period(shift: Shift) -> dict[str, Any]:
    starts, ends = wire.stamp(shift.period.lower), wire.stamp(shift.period.upper)
    return {"unit": shift.unit.call_sign, "starts": starts, "ends": ends}


def _choice(by: Principal, unit: Unit, now: datetime) -> dict[str, Any]:
    """Return a unit as it can be signed on: `until` when the last of its shifts of now ends, and its people.

    Of each: whether they are `planned` on it now, and on which other unit they are (`on`, null for none).
    """
    shifts = [shift for shift in crewing.scheduled(unit, now) if shift.member.is_active]
    planned = [shift.member_id for shift in shifts]
    own = Q(unit=unit, role="field") | Q(pk__in=[by.id, *planned])
    people = list(Member.objects.filter(own, agency__code=by.agency, is_active=True).order_by("last_name", "username"))
    elsewhere = _elsewhere(unit, [member.username for member in people])
    return {
        "unit": unit.call_sign,
        "duty": unit.duty,
        "until": wire.stamp(max((shift.period.upper for shift in shifts), default=None)),
        "vehicle": unit.vehicle,
        "radio": unit.radio,
        "people": [
            {
                "member": member.username,
                "name": str(member),
                "planned": member.pk in planned,
                "on": elsewhere.get(member.username),
            }
            for member in people
        ],
    }


def _elsewhere(unit: Unit, names: list[str]) -> dict[str, str]:
    """Return on which other unit each of these members is now."""
    others = Unit.objects.on_roster().filter(crew__overlap=names).exclude(pk=unit.pk)
    return {name: other.call_sign for other in others for name in other.crew}


def _vehicles(by: Principal) -> Any:
    usable = Vehicle.objects.filter(agency__code=by.agency, retired_at=None, out_of_service="")
    return usable.order_by("name").values_list("name", flat=True)
