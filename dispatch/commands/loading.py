"""What a command reads, as questions for one trip; and putting the answers together."""

from typing import Any

from dispatch.models import Assessment, Assignment, Call, Incident, Move
from dispatch.trips import Question, Shape
from responders import agencies
from responders.models import Unit


def _one(queryset: Any, column: str) -> Any:
    """Return one column as a subquery: planned faster than a join, and there is only one row."""
    return queryset.values(column)[:1]


def _jobs(number: str) -> Any:
    return Assignment.objects.filter(incident=_one(Incident.objects.filter(number=number), "pk"))


def _units(number: str) -> Any:
    return Unit.objects.filter(pk__in=_jobs(number).values("unit"))


def _job_of(call_sign: str) -> Any:
    unit = _one(Unit.objects.filter(call_sign=call_sign), "pk")
    return Assignment.objects.open().filter(unit=unit)


OF_INCIDENT = (
    Shape(lambda n: Incident.objects.filter(number=n).select_for_update()),
    Shape(lambda n: Assessment.objects.filter(pk=_one(Incident.objects.filter(number=n), "assessment"))),
    Shape(lambda n: _jobs(n).order_by("pk")),
    Shape(_units),
    Shape(lambda n: Move.objects.filter(assignment__in=_jobs(n).values("pk")).order_by("pk")),
    Shape(
        lambda n: Call.objects.filter(
            incident=_one(Incident.objects.filter(number=n), "pk"),
        ).order_by("pk")
    ),
)
OF_UNIT = (
    Shape(lambda u: Unit.objects.on_roster().filter(call_sign=u).select_for_update()),
    Shape(_job_of),
)


def incident(number: str) -> list[Question]:
    """Lock an incident, then read its assessment, assignments with units and moves, and calls."""
    return [shape.of(number) for shape in OF_INCIDENT]


def put_together(rows: list[list[Any]]) -> tuple[Incident | None, list[Assignment], list[Call]]:
    """Return the incident, its assignments and its calls, each knowing its own."""
    incidents, assessments, assignments, units, moves, calls = rows
    if not incidents:
        return None, [], []
    found: Incident = incidents[0]
    found.assessment = assessments[0] if assessments else None
    known = {unit.pk: of_agency(unit) for unit in units}
    for job in assignments:
        job.incident, job.unit = found, known[job.unit_id]
        job.moves_made = [move for move in moves if move.assignment_id == job.pk]
    return found, assignments, calls


def unit(call_sign: str) -> list[Question]:
    """Lock a unit on the roster, then read its open assignment."""
    return [shape.of(call_sign) for shape in OF_UNIT]


def unit_and_job(rows: list[list[Any]]) -> tuple[Unit | None, Assignment | None]:
    """Return the unit and the open assignment that holds it, out of the answers to `unit`."""
    units, jobs = rows
    if not units:
        return None, None
    if jobs:
        jobs[0].unit = units[0]
    return of_agency(units[0]), jobs[0] if jobs else None


def of_agency(unit: Unit) -> Unit:
    unit.agency = agencies.of(unit.agency_id)
    return unit
