"""A unit's duty: signing on and off, available or not. Where it is on a job is not its duty."""

from datetime import datetime
from typing import Any

from dispatch import cards, crewing, inputs, trips
from dispatch.commands import loading, moves, rostering
from dispatch.commands.registry import Act, command
from dispatch.errors import Invalid, NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Assignment
from responders import duty
from responders.models import Member, Unit


@command("signed_on", inputs.SignOn)
def sign_on(
    *,
    act: Act,
    unit: str,
    until: datetime | None = None,
    crew: list[str] | None = None,
    vehicle: str = "",
    radio: str = "",
) -> Entry:
    """Put a unit on duty, available, with its crew: what it can do follows from who is on it.

    Without `crew` those are on it whom the schedule has on it now; without `until` it is theirs until their shifts
    end. Where neither says who, the unit counts with what it usually is. Whoever has a shift on it now may sign it on.
    """
    found, job = _unit(act, unit, by_shift=True)
    planned = crewing.scheduled(found, act.at)
    names = crew if crew is not None else [shift.member.username for shift in planned if shift.member.is_active]
    members = _crew(act, found, list(dict.fromkeys(names)), named=crew is not None)
    crewing.put_on(found, members, rostering.today(act))
    aboard = [shift.period.upper for shift in planned if shift.member.username in found.crew]
    found.duty_until = until or max(aboard, default=None)
    found.vehicle = rostering.vehicle(found.agency.code, vehicle) or found.vehicle
    found.radio = radio or found.radio
    moves.unit(act, found, duty.AVAILABLE)
    facts = {"unit": unit, "crew": found.crew, "vehicle": found.vehicle, "radio": found.radio}
    return _entry(found, job, facts)


@command("signed_off", inputs.OnUnit)
def sign_off(*, act: Act, unit: str) -> Entry:
    """Take a unit off duty. Refused while it is on a job."""
    found, job = _unit(act, unit)
    if job:
        raise Refused("on_a_job", f"{unit} is on {job.incident.number}: clear it first.")
    found.duty_until = None
    crewing.put_on(found, [], rostering.today(act))
    moves.unit(act, found, duty.OFF_DUTY)
    return _entry(found, job, {"unit": unit})


@command("unit_status_set", inputs.SetUnitStatus)
def set_unit_status(*, act: Act, unit: str, status: str, reason: str = "") -> Entry:
    """Say whether a unit on duty can be sent; not while it is on a job."""
    found, job = _unit(act, unit)
    if job and status == duty.UNAVAILABLE:
        raise Refused("on_a_job", f"{unit} is on {job.incident.number}: clear it first.")
    if found.duty == duty.OFF_DUTY:
        raise Refused("off_duty", f"{unit} is off duty: sign it on first.")
    was = {"status": found.duty, "reason": found.duty_reason}
    moves.unit(act, found, status, reason)
    return _entry(found, job, {"unit": unit, "status": status, "reason": reason, "was": was})


def _crew(act: Act, unit: Unit, names: list[str], *, named: bool) -> list[Member]:
    """Lock the members of a crew and make the unit theirs: their phones are its phones from now on.

    Somebody who is on another unit now cannot be on this one.

    Of those whom only the schedule names, who is elsewhere is left out: the unit signs on without them.
    """
    if not names:
        return []
    those = Member.objects.filter(agency_id=unit.agency_id, is_active=True, username__in=names)
    known = {member.username: member for member in those.select_for_update(of=("self",)).order_by("pk")}
    elsewhere = dict[str, str]()
    others = Unit.objects.on_roster().filter(crew__overlap=names).exclude(pk=unit.pk)
    for other in others:
        elsewhere |= dict.fromkeys(other.crew, other.call_sign)
    if not named:
        return [_moved(act, known[name], unit) for name in names if name in known and name not in elsewhere]
    if strange := [name for name in names if name not in known]:
        says = f"There is no member {strange[0]} of {unit.agency.code} who works."
        raise Invalid(f"crew: {says}", fields={"crew": [says]})
    if busy := [name for name in names if name in elsewhere]:
        raise Refused("aboard", f"{busy[0]} is on {elsewhere[busy[0]]} now: sign that off first.")
    return [_moved(act, known[name], unit) for name in names]


def _moved(act: Act, member: Member, unit: Unit) -> Member:
    """Make a unit the one that a field responder is on."""
    if member.role == "field" and member.unit_id != unit.pk:
        member.unit = unit
        act.writes.change(member)
    return member


def _unit(act: Act, call_sign: str, *, by_shift: bool = False) -> tuple[Unit, Assignment | None]:
    """Lock a unit that the actor may name; another agency's does not exist for a field user or an admin.

    `by_shift`: one that the schedule has them on now may be named too.
    """
    unit, job = loading.unit_and_job(trips.ask(*loading.unit(call_sign)))
    may = unit is not None and act.by.audience.sees_unit(call_sign, unit.agency.code)
    if unit is None or not (may or (by_shift and crewing.rides(unit, act.by.id, act.at, act.now))):
        raise NotFound(f"There is no unit {call_sign}.")
    return unit, job


def _entry(unit: Unit, job: Assignment | None, facts: dict[str, Any]) -> Entry:
    deck = cards.Deck()
    deck.add("units", unit.call_sign, cards.unit(unit, job, job.incident.number if job else ""))
    return Entry([], {c: {"facts": facts, "cards": kinds} for c, kinds in deck.bodies.items()})
