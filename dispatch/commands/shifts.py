"""Shifts: planned, moved, swapped, called in sick for, cancelled. What became of a shift stays beside what was planned.

The schedule drives availability: a unit on duty is available until the shifts of its crew end, and whoever calls in
sick while on a unit is off it at once.
"""

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from dispatch import inputs, roster_cards
from dispatch.commands import rostering, staff
from dispatch.commands.registry import Act, command
from dispatch.commands.rostering import OnJob
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.log import Entry
from responders import duty, recurrence
from responders.models import Member, Shift, ShiftTemplate, Unit
from responders.models.shift import CANCELLED, PLANNED, SICK, SWAPPED

# Nobody is planned for longer at a stretch: assumption, to be replaced by what was agreed.
LONGEST: Final = timedelta(hours=24)


@command("shift_planned", inputs.PlanShift)
def plan_shift(*, act: Act, member: str, unit: str, starts: datetime, ends: datetime) -> Entry:
    """Plan one member on one unit for one period. Refused where they are planned elsewhere then."""
    rides = rostering.idle_unit(act, unit)
    who = rostering.working(act, member, "member")
    _check(act, who, starts, ends)
    made = Shift(ref=uuid4(), member=who, unit=rides, period=DateTimeTZRange(starts, ends), made_at=act.at)
    act.writes.add(made)
    return _told(act, {"shift": str(made.ref), "member": member, "unit": unit}, [made])


@command("shift_template_saved", inputs.SaveShiftTemplate)
def save_shift_template(*, act: Act, template: str, unit: str, crew: list[str], **said: Any) -> Entry:
    """Keep a recurring shift: who rides which unit, when. What is planned from it already stays as it is."""
    agency = rostering.agency(act)
    rides = rostering.idle_unit(act, unit)
    for name in crew:
        rostering.working(act, name, "crew")
    if len(set(crew)) < len(crew):
        raise Invalid("crew: somebody is named twice.", fields={"crew": ["Somebody is named twice."]})
    found = ShiftTemplate.objects.select_for_update(of=("self",)).filter(agency=agency, name=template).first()
    made = found or ShiftTemplate(agency=agency, name=template)
    made.unit, made.crew = rides, crew
    for name in ("start", "end", "rule", "starts_on"):
        setattr(made, name, said[name])
    made.retired_at = act.at if said.get("retired") else None
    if found:
        act.writes.change(made)
    else:
        act.writes.add(made)
    roster = {"templates": {template: roster_cards.template(made)}}
    return rostering.told(act, {"template": template, "unit": unit, "is_new": found is None}, roster)


@command("shifts_planned", inputs.PlanShifts)
def plan_shifts(*, act: Act, template: str, first: date, last: date) -> Entry:
    """Plan a template's shifts on its days. What is planned from it already stays; one conflict plans nothing."""
    those = ShiftTemplate.objects.filter(agency__code=act.by.agency, retired_at=None)
    found = those.select_for_update(of=("self",)).filter(name=template).first()
    if found is None:
        raise NotFound(f"There is no shift template {template}.")
    crew = [rostering.working(act, name, "template") for name in found.crew]
    rides = rostering.idle_unit(act, found.unit.call_sign, "template")
    there = set(Shift.objects.filter(template=found).values_list("member_id", "period"))
    made = []
    for day in recurrence.days(found.rule, found.starts_on, first, last):
        starts, ends = recurrence.period(day, found.start, found.end, rostering.zone())
        period = DateTimeTZRange(starts, ends)
        for who in crew:
            if ends > act.now and (who.pk, period) not in there:
                _check(act, who, starts, ends)
                made.append(Shift(ref=uuid4(), member=who, unit=rides, period=period, template=found, made_at=act.at))
    if not made:
        raise Refused("nothing_to_plan", f"{template} has nothing to plan there: all of it is planned, or it is over.")
    for shift in made:
        act.writes.add(shift)
    facts = {"template": template, "first": first.isoformat(), "last": last.isoformat(), "planned": len(made)}
    return _told(act, facts, made)


@command("shift_moved", inputs.MoveShift)
def move_shift(
    *, act: Act, shift: UUID, starts: datetime | None = None, ends: datetime | None = None, unit: str = ""
) -> Entry:
    """Move a shift, make it longer or shorter, or put it on another unit. What it was stands in the log."""
    aboard = _aboard(act, shift)
    found = _planned(act, shift)
    start, end = starts or found.period.lower, ends or found.period.upper
    was = {"starts": found.period.lower, "ends": found.period.upper, "unit": found.unit.call_sign}
    if unit and unit != found.unit.call_sign:
        found.unit = rostering.idle_unit(act, unit)
    if (start, end) == (was["starts"], was["ends"]) and found.unit.call_sign == was["unit"]:
        raise Refused("nothing_changed", "The shift is there already.")
    _check(act, found.member, start, end, but=[found.pk])
    found.period = DateTimeTZRange(start, end)
    act.writes.change(found)
    units = []
    if aboard and aboard[0].duty_until == was["ends"] and aboard[0].pk == found.unit_id:
        aboard[0].duty_until = end
        act.writes.change(aboard[0])
        units = [aboard]
    facts = {"shift": str(shift), "was": {n: v if n == "unit" else rostering.clock(v) for n, v in was.items()}}
    return _told(act, facts, [found], units)


@command("shifts_swapped", inputs.SwapShifts)
def swap_shifts(*, act: Act, shift: UUID, other: UUID, reason: str = "") -> Entry:
    """Let two members take each other's shift. Both shifts stay as swapped, two new ones take their places."""
    if shift == other:
        raise Invalid("other: is the same shift.", fields={"other": ["Is the same shift."]})
    one, two = (_planned(act, ref) for ref in sorted((shift, other)))
    if one.member_id == two.member_id:
        raise Refused("same_member", f"Both shifts are {one.member.username}'s: nothing to swap.")
    made = []
    for given, taker in ((one, two.member), (two, one.member)):
        if not taker.is_active:
            raise Refused("not_active", f"{taker.username} does not work here any more.")
        _check(act, taker, given.period.lower, given.period.upper, but=[one.pk, two.pk])
        given.state, given.reason = SWAPPED, reason
        act.writes.change(given)
        new = Shift(ref=uuid4(), member=taker, unit=given.unit, period=given.period, replaces=given, made_at=act.at)
        act.writes.add(new)
        made.append(new)
    facts = {"shift": str(shift), "other": str(other), "reason": reason}
    return _told(act, facts, [one, two, *made])


@command("sick_reported", inputs.ReportSick)
def report_sick(*, act: Act, shift: UUID, reason: str = "", cover: str = "") -> Entry:
    """Note that a member is sick for a shift; `cover` takes it instead. On a unit now, they are off it at once."""
    aboard = _aboard(act, shift)
    found = _planned(act, shift)
    found.state, found.reason = SICK, reason
    act.writes.change(found)
    changed = [found]
    if cover:
        who = rostering.working(act, cover, "cover")
        start = max(found.period.lower, act.now)
        _check(act, who, start, found.period.upper)
        period = DateTimeTZRange(start, found.period.upper)
        made = Shift(ref=uuid4(), member=who, unit=found.unit, period=period, replaces=found, made_at=act.at)
        act.writes.add(made)
        changed.append(made)
    sick = found.member.username
    units = [staff.leave(act, aboard, sick, f"{sick} is sick")] if aboard and found.period.lower <= act.now else []
    facts = {"shift": str(shift), "member": sick, "unit": found.unit.call_sign, "cover": cover}
    return _told(act, facts, changed, units)


@command("shift_cancelled", inputs.CancelShift)
def cancel_shift(*, act: Act, shift: UUID, reason: str) -> Entry:
    """Cancel a shift with the reason; it stays as cancelled."""
    found = _planned(act, shift)
    found.state, found.reason = CANCELLED, reason
    act.writes.change(found)
    return _told(act, {"shift": str(shift), "member": found.member.username, "reason": reason}, [found])


def _planned(act: Act, ref: UUID) -> Shift:
    """Lock a shift that is planned and not over yet."""
    found = rostering.shift(act, ref)
    if found.state != PLANNED:
        raise Refused("not_planned", f"This shift is {found.state}: it cannot be changed any more.")
    if found.period.upper <= act.now:
        raise Refused("over", f"This shift ended on {rostering.clock(found.period.upper)}.")
    return found


def _aboard(act: Act, ref: UUID) -> OnJob | None:
    """Lock the unit on duty whose crew a shift's member is in: units come before shifts in the order of locks."""
    named = Shift.objects.of(act.by.agency).filter(ref=ref).select_related("member").first()
    if named is None:
        return None
    on = Unit.objects.on_roster().of(act.by.agency).filter(crew__contains=[named.member.username])
    call_sign = on.exclude(duty=duty.OFF_DUTY).values_list("call_sign", flat=True).first()
    return rostering.unit(act, call_sign) if call_sign else None


def _check(act: Act, who: Member, starts: datetime, ends: datetime, but: list[int] | None = None) -> None:
    """Refuse a period that is none, too long, over, or in which the member is planned already."""
    if ends <= starts:
        raise Invalid("ends: lies before the start.", fields={"ends": ["Lies before the start."]})
    if ends - starts > LONGEST:
        says = f"Nobody is planned for more than {LONGEST.total_seconds() / 3600:.0f} h at a stretch."
        raise Invalid(f"ends: {says}", fields={"ends": [says]})
    if ends <= act.now:
        raise Invalid("ends: is over already.", fields={"ends": ["Is over already."]})
    others = Shift.objects.planned().filter(member=who).between(starts, ends).exclude(pk__in=but or [])
    if clash := others.select_related("unit").order_by("period").first():
        period = f"{rostering.clock(clash.period.lower)} to {rostering.clock(clash.period.upper)}"
        raise Refused("overlap", f"{who} is on {clash.unit.call_sign} from {period}.")


def _told(act: Act, facts: dict[str, Any], shifts: list[Shift], units: list[OnJob] | None = None) -> Entry:
    roster = {"shifts": {str(shift.ref): roster_cards.shift(shift) for shift in shifts}}
    return rostering.told(act, facts, roster, units or [])
