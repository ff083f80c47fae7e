"""A roster out of a file: one command, one event, all of it or nothing.

Rows are written many at a time: ten thousand members take seconds. What was changed, row by row, is kept beside the
event (`RosterImport`); the event says how much, because every board is sent it.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import Any, Final
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from dispatch import crewing, how_far, inputs, roster_cards, roster_plan
from dispatch.commands import rostering
from dispatch.commands.batches import Batches
from dispatch.commands.registry import Act, command
from dispatch.errors import Invalid, Refused
from dispatch.log import Entry
from dispatch.models import Assignment
from dispatch.roster_plan import ADDED, CHANGED, RETIRED, UNCHANGED, Change, Plan
from responders import crews, duty
from responders.models import Agency, Certification, Member, RosterImport, Shift, Station, Unit, Vehicle
from responders.models.shift import CANCELLED

# Comparing thousands of rows on a busy machine may take longer than a desk's command ever may.
PATIENT: Final = "SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL statement_timeout = '60s'"
WRITTEN: Final = "written"


@command("roster_imported", inputs.ImportRoster)
def import_roster(*, act: Act, rows: list[dict[str, Any]], sha256: str, retire_missing: bool) -> Entry:
    """Carry out what a roster file changes in the sender's agency. With one fault in it, nothing is changed."""
    with connection.cursor() as cursor:
        cursor.execute(PATIENT)
    agency = Agency.objects.select_for_update(no_key=True).get(pk=rostering.agency(act).pk)
    tell = how_far.telling(act.by.id, act.request_id)
    at = {"now": act.now, "zone": rostering.zone(), "me": act.by.id}
    plan = roster_plan.made(agency, rows, retire_missing=retire_missing, tell=tell, **at)
    if plan.faults:
        says = [f"Line {line}: {fault}" if line else fault for line, fault in plan.faults]
        raise Invalid(says[0], fields={"rows": says})
    if all(change.what == UNCHANGED for change in plan.changes):
        raise Refused("nothing_changed", "The roster is as the file says: nothing to change.")
    total = sum(change.what != UNCHANGED for change in plan.changes)
    _carry_out(act, agency, plan, Batches(lambda done: tell(WRITTEN, done, total)))
    kept = RosterImport(ref=uuid4(), agency=agency, by=act.by.username, at=act.at, sha256=sha256, counts=plan.counts())
    kept.changes = [change.as_dict() for change in plan.changes if change.what != UNCHANGED]
    act.writes.add(kept)
    units = list(_changed_units(act, agency, plan))
    gone = [change.key for change in plan.doing("unit", RETIRED)]
    card = roster_cards.imported(kept)
    return rostering.told(act, card, {"imports": {card["import"]: card}}, units, gone)


def _carry_out(act: Act, agency: Agency, plan: Plan, batches: Batches) -> None:
    """Write in the order in which rows name each other; units that are there come last, because desks wait for them."""
    _stations(act, agency, plan, batches)
    _vehicles(act, agency, plan, batches)
    new = [Unit(agency=agency, call_sign=c.key, duty_since=act.at, **c.now) for c in plan.doing("unit", ADDED)]
    batches.add(Unit, new)
    signs = dict(Unit.objects.filter(agency=agency).values_list("call_sign", "pk"))
    _members(agency, plan, batches, signs)
    people = dict(Member.objects.filter(agency=agency).values_list("username", "pk"))
    _certifications(act, plan, batches, people)
    _shifts(act, plan, batches, people, signs)
    _units(act, plan, batches)


def _stations(act: Act, agency: Agency, plan: Plan, batches: Batches) -> None:
    new = [Station(agency=agency, name=c.key, **c.now) for c in plan.doing("station", ADDED)]
    batches.add(Station, new)
    for change in plan.doing("station", CHANGED):
        _take_over(change, closed_at=None)
    batches.change(Station, plan.doing("station", CHANGED), ["address", "area", "closed_at"])
    batches.end(Station, plan.doing("station", RETIRED), closed_at=act.at)


def _vehicles(act: Act, agency: Agency, plan: Plan, batches: Batches) -> None:
    batches.add(Vehicle, [Vehicle(agency=agency, name=c.key, **c.now) for c in plan.doing("vehicle", ADDED)])
    for change in plan.doing("vehicle", CHANGED):
        _take_over(change, retired_at=None)
    batches.change(Vehicle, plan.doing("vehicle", CHANGED), ["what", "station", "out_of_service", "retired_at"])
    batches.end(Vehicle, plan.doing("vehicle", RETIRED), retired_at=act.at)


def _units(act: Act, plan: Plan, batches: Batches) -> None:
    """Change units, their duty aside, and retire those that are still off duty; each as it is once it is locked."""
    changed, gone = plan.doing("unit", CHANGED), plan.doing("unit", RETIRED)
    those = Unit.objects.filter(pk__in=[change.thing.pk for change in [*changed, *gone]]).order_by("pk")
    now = {unit.pk: unit for unit in those.select_for_update(of=("self",))}
    for change in changed:
        change.thing = now[change.thing.pk]
        kept = {n: change.now.pop(n) for n in crews.FOLLOWING} if change.thing.standard else {}
        change.thing.standard |= kept
        _take_over(change, retired_at=None)
    batches.change(Unit, changed, [*roster_plan.FIELDS["unit"], "standard", "retired_at"])
    if on := [change.key for change in gone if now[change.thing.pk].duty != duty.OFF_DUTY]:
        raise Refused("on_duty", f"{on[0]} came on duty a moment ago: sign it off before it is retired.")
    batches.end(Unit, gone, retired_at=act.at)
    _cancel(act, Shift.objects.filter(unit__in=[change.thing.pk for change in gone]), "its unit was retired")


def _members(agency: Agency, plan: Plan, batches: Batches, signs: dict[str, int]) -> None:
    fields = ("first_name", "last_name", "languages")
    nobodys = make_password(None)  # made once: no password fits it, for whomever
    new = [
        Member(
            username=c.key,
            agency=agency,
            role="field",
            password=nobodys,
            unit_id=signs.get(c.now["unit"]),
            **{name: c.now[name] for name in fields},
        )
        for c in plan.doing("member", ADDED)
    ]
    batches.add(Member, new)
    changed = plan.doing("member", CHANGED)
    for change in changed:
        unit = signs.get(change.now.pop("unit"))
        _take_over(change, unit_id=unit, is_active=True)
    batches.change(Member, changed, [*fields, "unit", "is_active"])
    gone = plan.doing("member", RETIRED)
    batches.end(Member, gone, is_active=False, unit=None)


def _certifications(act: Act, plan: Plan, batches: Batches, people: dict[str, int]) -> None:
    new = [_certification(change, people) for change in plan.doing("certification", ADDED)]
    batches.add(Certification, new)
    changed = plan.doing("certification", CHANGED)
    for change in changed:
        change.thing.number, change.thing.expires_on = change.now["number"], change.now["expires_on"]
    batches.change(Certification, changed, ["number", "expires_on"])
    why = {"revoked_at": act.at, "revoked_why": "not in the file that was imported"}
    batches.end(Certification, plan.doing("certification", RETIRED), **why)


def _certification(change: Change, people: dict[str, int]) -> Certification:
    said = {name: change.now[name] for name in ("kind", "detail", "number", "expires_on")}
    return Certification(member_id=people[change.now["member"]], **said)


def _shifts(act: Act, plan: Plan, batches: Batches, people: dict[str, int], signs: dict[str, int]) -> None:
    gone = [change.thing.pk for change in plan.doing("member", RETIRED)]
    _cancel(act, Shift.objects.filter(member__in=gone), "the member does not work here any more")
    new = [
        Shift(
            member_id=people[change.now["member"]],
            unit_id=signs[change.now["unit"]],
            period=DateTimeTZRange(change.now["starts"].astimezone(UTC), change.now["ends"].astimezone(UTC)),
            made_at=act.at,
        )
        for change in plan.doing("shift", ADDED)
    ]
    batches.add(Shift, new)


def _cancel(act: Act, shifts: Any, why: str) -> None:
    shifts.planned().filter(period__endswith__gt=act.now).update(state=CANCELLED, reason=why)


def _changed_units(act: Act, agency: Agency, plan: Plan) -> Iterator[rostering.OnJob]:
    """Yield the units whose cards changed: by their own row, or because their crew can do more or less now."""
    touched = {change.key for what in (ADDED, CHANGED) for change in plan.doing("unit", what)}
    if any(change.record in ("member", "certification") and change.what != UNCHANGED for change in plan.changes):
        on = Unit.objects.on_roster().filter(agency=agency).exclude(crew=[]).order_by("pk")
        for unit in on.select_for_update(of=("self",)):
            left = [c.key for c in plan.doing("member", RETIRED) if c.key in unit.crew]
            for name in left:
                crewing.take_off(unit, rostering.today(act), name)
            if left or crewing.recount(unit, rostering.today(act)):
                unit.save()
                touched.add(unit.call_sign)
    found = Unit.objects.on_roster().filter(agency=agency, call_sign__in=touched).order_by("pk")
    jobs = {job.unit_id: job for job in Assignment.objects.open().filter(unit__in=found).select_related("incident")}
    for unit in found:
        yield unit, jobs.get(unit.pk)


def _take_over(change: Change, **more: Any) -> None:
    for name, value in (change.now | more).items():
        setattr(change.thing, name, value)
