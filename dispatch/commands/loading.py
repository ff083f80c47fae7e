"""What a command reads, as questions for one trip; and putting the answers together."""

from typing import Any

from dispatch.models import Assessment, Assignment, Call, Incident, Move
from dispatch.trips import Question
from responders.models import Agency, Unit


def incident(number: str) -> list[Question]:
    """Lock an incident, then read its assessment, assignments with units and moves, and calls."""
    return [
        Incident.objects.filter(number=number).select_for_update(),
        Assessment.objects.filter(current_for__number=number),
        Assignment.objects.filter(incident__number=number).order_by("pk"),
        Unit.objects.filter(assignments__incident__number=number),
        Agency.objects.filter(units__assignments__incident__number=number),
        Move.objects.filter(assignment__incident__number=number).order_by("pk"),
        Call.objects.filter(incident__number=number).order_by("pk"),
    ]


def put_together(rows: list[list[Any]]) -> tuple[Incident | None, list[Assignment], list[Call]]:
    """Return the incident, its assignments and its calls, each knowing its own."""
    incidents, assessments, assignments, units, agencies, moves, calls = rows
    if not incidents:
        return None, [], []
    found: Incident = incidents[0]
    found.assessment = assessments[0] if assessments else None
    known = {unit.pk: of_agency(unit, agencies) for unit in units}
    for job in assignments:
        job.incident, job.unit = found, known[job.unit_id]
        job.moves_made = [move for move in moves if move.assignment_id == job.pk]
    return found, assignments, calls


def unit(call_sign: str) -> list[Question]:
    """Lock a unit on the roster, then read its agency and its open assignment with that incident."""
    return [
        Unit.objects.on_roster().filter(call_sign=call_sign).select_for_update(),
        Agency.objects.filter(units__call_sign=call_sign),
        Assignment.objects.open().filter(unit__call_sign=call_sign),
        Incident.objects.filter(assignments__in=Assignment.objects.open().filter(unit__call_sign=call_sign)),
    ]


def unit_and_job(rows: list[list[Any]]) -> tuple[Unit | None, Assignment | None]:
    """Return the unit and the open assignment that holds it, out of the answers to `unit`."""
    units, agencies, jobs, incidents = rows
    if not units:
        return None, None
    if jobs:
        jobs[0].incident, jobs[0].unit = incidents[0], units[0]
    return of_agency(units[0], agencies), jobs[0] if jobs else None


def of_agency(unit: Unit, agencies: list[Agency]) -> Unit:
    unit.agency = next(agency for agency in agencies if agency.pk == unit.agency_id)
    return unit
