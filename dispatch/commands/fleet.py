"""Units, stations and vehicles of a roster: what is there to be sent, and what it rides."""

from typing import Any

from dispatch import inputs, roster_cards
from dispatch.commands import moves, rostering
from dispatch.commands.registry import Act, command
from dispatch.errors import Invalid, Refused
from dispatch.log import Entry
from responders import crews, duty, kinds
from responders.models import Agency, Shift, Station, Unit, Vehicle
from responders.models.shift import CANCELLED


@command("unit_added", inputs.AddUnit)
def add_unit(*, act: Act, unit: str, **said: Any) -> Entry:
    """Put a new unit on the sender's roster, off duty. A call sign is there once in the whole installation."""
    agency = rostering.agency(act)
    known = Unit.objects.filter(call_sign=unit).select_related("agency").first()
    if known is not None and (known.retired_at is None or known.agency_id != agency.pk):
        raise Refused("taken", f"{unit} is taken: choose another call sign.")
    made = known or Unit(call_sign=unit, agency=agency)
    made.retired_at, made.duty_since = None, act.at
    _set(act, made, agency, said)
    if known is None:
        made.save(force_insert=True)
    else:
        act.writes.change(made)
    return rostering.told(act, {"unit": unit, "kinds": made.kinds}, units=[(made, None)])


@command("unit_updated", inputs.UpdateUnit)
def update_unit(*, act: Act, unit: str, **said: Any) -> Entry:
    """Change what a unit is. While a crew is on it, the capabilities named are those that count when it is off."""
    found, job = rostering.unit(act, unit)
    if not said:
        raise Invalid("Name at least one field to change.")
    was = {name: _shown(found, name) for name in said}
    _set(act, found, rostering.agency(act), said)
    act.writes.change(found)
    return rostering.told(act, {"unit": unit, "was": was, "now": said}, units=[(found, job)])


@command("unit_retired", inputs.RetireUnit)
def retire_unit(*, act: Act, unit: str, reason: str) -> Entry:
    """Take a unit off the roster and off every board; what is planned on it is cancelled. Refused on duty."""
    found, job = rostering.unit(act, unit)
    if job or found.duty != duty.OFF_DUTY:
        raise Refused("on_duty", f"{unit} is {moves.words(found.duty)}: sign it off first.")
    found.retired_at = act.at
    act.writes.change(found)
    planned = Shift.objects.planned().filter(unit=found, period__endswith__gt=act.now).select_for_update(of=("self",))
    shifts = list(planned.select_related("member", "unit", "template", "replaces").order_by("pk"))
    for shift in shifts:
        shift.state, shift.reason = CANCELLED, f"{unit} was retired"
        act.writes.change(shift)
    roster = {"shifts": {str(shift.ref): roster_cards.shift(shift) for shift in shifts}}
    return rostering.told(act, {"unit": unit, "reason": reason}, roster, gone=[unit])


@command("station_saved", inputs.SaveStation)
def save_station(*, act: Act, station: str, **said: Any) -> Entry:
    """Add a station or change what is known of it; `closed` takes it out of use."""
    agency = rostering.agency(act)
    found = Station.objects.select_for_update(of=("self",)).filter(agency=agency, name=station).first()
    made = found or Station(agency=agency, name=station)
    if "area" in said:
        made.area = rostering.area(said["area"])
    made.address = said.get("address", made.address)
    if "closed" in said:
        made.closed_at = act.at if said["closed"] else None
    _keep(act, made, is_new=found is None)
    roster = {"stations": {station: roster_cards.station(made)}}
    return rostering.told(act, {"station": station, "is_new": found is None}, roster)


@command("vehicle_saved", inputs.SaveVehicle)
def save_vehicle(*, act: Act, vehicle: str, **said: Any) -> Entry:
    """Add a vehicle or change it. Out of service, the unit that rides it becomes unavailable unless on a job."""
    agency = rostering.agency(act)
    rides = Unit.objects.on_roster().filter(agency=agency, vehicle=vehicle, duty=duty.AVAILABLE).first()
    unit, job = rostering.unit(act, rides.call_sign) if rides else (None, None)
    found = Vehicle.objects.select_for_update(of=("self",)).filter(agency=agency, name=vehicle).first()
    made = found or Vehicle(agency=agency, name=vehicle)
    if "station" in said:
        made.station = rostering.station(act, said["station"])
    for name in ("what", "out_of_service"):
        setattr(made, name, said.get(name, getattr(made, name)))
    if "retired" in said:
        made.retired_at = act.at if said["retired"] else None
    _keep(act, made, is_new=found is None)
    changed = []
    if unit and unit.duty == duty.AVAILABLE and not job and made.out_of_service:
        moves.unit(act, unit, duty.UNAVAILABLE, f"{vehicle} out of service: {made.out_of_service}"[:200])
        changed = [(unit, None)]
    facts = {"vehicle": vehicle, "is_new": found is None, "out_of_service": made.out_of_service}
    return rostering.told(act, facts, {"vehicles": {vehicle: roster_cards.vehicle(made)}}, changed)


def _keep(act: Act, thing: Station | Vehicle, *, is_new: bool) -> None:
    if is_new:
        act.writes.add(thing)
    else:
        act.writes.change(thing)


def _set(act: Act, unit: Unit, agency: Agency, said: dict[str, Any]) -> None:
    armed = said.get("armed", unit.armed) or set(said.get("kinds", unit.kinds or [])) & set(kinds.ARMED)
    if armed and agency.reads != "law":
        says = "Only an agency of the police has armed units."
        raise Invalid(f"kinds: {says}", fields={"kinds": [says]})
    for name, value in said.items():
        if name == "area":
            unit.area = rostering.area(value)
        elif name == "station":
            unit.station = rostering.station(act, value)
        elif name == "vehicle":
            unit.vehicle = rostering.vehicle(agency.code, value)
        elif name in crews.FOLLOWING and unit.standard:
            unit.standard = unit.standard | {name: value}
        else:
            setattr(unit, name, value)


def _shown(unit: Unit, name: str) -> Any:
    if name == "area":
        return unit.area.name if unit.area else ""
    return unit.standard[name] if unit.standard and name in crews.FOLLOWING else getattr(unit, name)
