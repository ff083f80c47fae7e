"""Taking a unit from one incident for another: two incidents, one event. Locks: incidents, then units, ascending."""

from dispatch import inputs, lifecycles, trips
from dispatch.commands import loading, moves
from dispatch.commands.alerts import raise_alert
from dispatch.commands.assignments import check_role, put_on
from dispatch.commands.registry import Act, command
from dispatch.commands.scene import Scene, several, together
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Assignment
from responders import duty
from responders.models import Unit


@command("unit_preempted", inputs.PreemptUnit)
def preempt_unit(*, act: Act, incident: str, unit: str, reason: str, role: str = "primary") -> Entry:
    """Take a unit off its open job and send it to `incident`. The job it leaves waits again, and an alert says so."""
    away = _incident_of(unit)
    if away == incident:
        raise Refused("already_there", f"{unit} is already on {incident}.")
    scene, left = several(act, incident, away)
    scene.must_be_open()
    check_role(scene, role)
    (sent,) = _locked(unit)
    job = _take_off(act, left, unit)
    put = put_on(act, scene, sent, _key(), role=role, reason=reason)
    for one in (left, scene):
        one.settle()
    others = sorted(a.unit.call_sign for a in left.assignments if a.is_open)
    there = f"{', '.join(others)} still there" if others else "nobody is on it now"
    says = f"{unit} ({moves.words(job.role)}) was taken for {incident}: {reason}. {there.capitalize()}."
    about = {"unit": unit, "role": job.role, "for": incident, "reason": reason, "others": others}
    raise_alert(left, lifecycles.UNIT_TAKEN, says, about)
    facts = {"unit": unit, "role": role, "from": away, "reason": reason}
    return together(scene.entry(facts, units=[(sent, put)]), left.entry({}))


@command("units_exchanged", inputs.ExchangeUnits)
def exchange_units(*, act: Act, incident: str, unit: str, other: str, reason: str = "") -> Entry:
    """Swap two units between their incidents; each takes over the other's role there."""
    away = _incident_of(other)
    if away == incident:
        raise Refused("same_incident", f"{unit} and {other} are both on {incident}: there is nothing to swap.")
    scene, left = several(act, incident, away)
    scene.must_be_open()
    units = {u.call_sign: u for u in _locked(unit, other)}
    mine, theirs = _take_off(act, scene, unit), _take_off(act, left, other)
    here = put_on(act, scene, units[other], _key(), role=mine.role, reason=reason)
    there = put_on(act, left, units[unit], _key(), role=theirs.role, reason=reason)
    for one in (scene, left):
        one.settle()
    facts = {"unit": unit, "other": other, "to": away, "reason": reason}
    return together(
        scene.entry(facts, units=[(units[other], here)]),
        left.entry({}, units=[(units[unit], there)]),
    )


@command("queued_started", inputs.OnJob)
def start_queued(*, act: Act, incident: str, unit: str) -> Entry:
    """Start what was queued for a unit that is free now. Refused when it is not: so it may be asked twice.

    Where somebody else became the primary meanwhile, the unit goes as backup.
    """
    scene = Scene.open(act, incident)
    queued = [a for a in scene.assignments if a.unit.call_sign == unit and a.state == lifecycles.QUEUED]
    found, taken = loading.unit_and_job(trips.ask(*loading.unit(unit)))
    held = scene.incident.status == lifecycles.HELD
    if found is None or not queued or taken or found.duty != duty.AVAILABLE or held:
        raise Refused("not_due", f"Nothing that is queued for {unit} on {incident} can start now.")
    primary = any(a.is_open and a.role == "primary" for a in scene.assignments)
    role = "backup" if primary and queued[0].role == "primary" else queued[0].role
    job = put_on(act, scene, found, 0, role=role)
    scene.settle()
    return scene.entry({"unit": unit, "role": role, "state": job.state}, units=[(found, job)])


def _incident_of(call_sign: str) -> str:
    """Return the number of the incident that a unit is on; it is looked at again under the lock."""
    on = Assignment.objects.open().filter(unit__call_sign=call_sign).values_list("incident__number", flat=True).first()
    if on is None and not Unit.objects.on_roster().filter(call_sign=call_sign).exists():
        raise NotFound(f"There is no unit {call_sign} on the roster.")
    if on is None:
        raise Refused("not_on_a_job", f"{call_sign} is on no job: assign it instead.")
    return str(on)


def _locked(*call_signs: str) -> list[Unit]:
    """Lock units by ascending id, like every command that takes several."""
    found = Unit.objects.on_roster().filter(call_sign__in=call_signs).order_by("pk").select_for_update(of=("self",))
    units = [loading.of_agency(unit) for unit in found]
    if missing := set(call_signs) - {u.call_sign for u in units}:
        raise NotFound(f"There is no unit {', '.join(sorted(missing))} on the roster.")
    return units


def _take_off(act: Act, scene: Scene, call_sign: str) -> Assignment:
    """Cancel a unit's open assignment here; refuse when it moved on before the lock was held."""
    job = next((a for a in scene.assignments if a.is_open and a.unit.call_sign == call_sign), None)
    if job is None:
        raise Refused("not_assigned", f"{call_sign} is not on {scene.number} any more: look again.")
    moves.assignment(act, job, lifecycles.CANCELLED)
    return job


def _key() -> int:
    key: int = trips.ask(trips.next_key(Assignment))[0][0][0]
    return key
