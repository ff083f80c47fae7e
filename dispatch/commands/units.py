"""A unit's duty: signing on and off, available or not. Where it is on a job is not its duty."""

from datetime import datetime
from typing import Any

from dispatch import cards, inputs, trips
from dispatch.commands import loading, moves
from dispatch.commands.registry import Act, command
from dispatch.errors import NotFound, Refused
from dispatch.log import Entry
from dispatch.models import Assignment
from responders import duty
from responders.models import Unit


@command("signed_on", inputs.SignOn)
def sign_on(*, act: Act, unit: str, until: datetime | None = None) -> Entry:
    """Put a unit on duty, available."""
    found, job = _unit(act, unit)
    found.duty_until = until
    moves.unit(act, found, duty.AVAILABLE)
    return _entry(found, job, {"unit": unit})


@command("signed_off", inputs.OnUnit)
def sign_off(*, act: Act, unit: str) -> Entry:
    """Take a unit off duty. Refused while it is on a job."""
    found, job = _unit(act, unit)
    if job:
        raise Refused("on_a_job", f"{unit} is on {job.incident.number}: clear it first.")
    found.duty_until = None
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


def _unit(act: Act, call_sign: str) -> tuple[Unit, Assignment | None]:
    """Lock a unit that the actor may name; another agency's does not exist for a field user or an admin."""
    unit, job = loading.unit_and_job(trips.ask(*loading.unit(call_sign)))
    if unit is None or not act.by.audience.sees_unit(call_sign, unit.agency.code):
        raise NotFound(f"There is no unit {call_sign}.")
    return unit, job


def _entry(unit: Unit, job: Assignment | None, facts: dict[str, Any]) -> Entry:
    deck = cards.Deck()
    deck.add("units", unit.call_sign, cards.unit(unit, job, job.incident.number if job else ""))
    return Entry([], {c: {"facts": facts, "cards": kinds} for c, kinds in deck.bodies.items()})
