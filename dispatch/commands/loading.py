"""What a command reads, as questions for one trip; and putting the answers together."""

from typing import Any

from dispatch.models import Alert, Assessment, Assignment, Call, Incident, Move, Note, Override
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


def _id_of(number: str) -> Any:
    return _one(Incident.objects.filter(number=number), "pk")


def _job_of(call_sign: str) -> Any:
    unit = _one(Unit.objects.filter(call_sign=call_sign), "pk")
    return Assignment.objects.open().filter(unit=unit)


OF_INCIDENT = (
    Shape(lambda n: Incident.objects.filter(number=n).select_for_update()),
    Shape(lambda n: Assessment.objects.filter(pk=_one(Incident.objects.filter(number=n), "assessment"))),
    Shape(lambda n: _jobs(n).order_by("pk")),
    Shape(_units),
    Shape(lambda n: Move.objects.filter(assignment__in=_jobs(n).values("pk")).order_by("pk")),
    Shape(lambda n: Call.objects.filter(incident=_id_of(n)).order_by("pk")),
    Shape(lambda n: Alert.objects.filter(incident=_id_of(n)).order_by("n")),
    Shape(lambda n: Override.objects.filter(pk=_one(Incident.objects.filter(number=n), "override"))),
)
COMMON_NOTES = Shape(
    lambda n: Note.objects.filter(incident=_id_of(n), compartment="common", struck_at=None).order_by("n")
)
OF_UNIT = (
    Shape(lambda u: Unit.objects.on_roster().filter(call_sign=u).select_for_update()),
    Shape(_job_of),
)


def incident(number: str) -> list[Question]:
    """Lock an incident, then read its assessment, assignments with units and moves, calls, alerts, override."""
    return [shape.of(number) for shape in OF_INCIDENT]


def common_notes(number: str) -> Question:
    """Read the notes of an incident that everybody may read, in their order; struck ones say nothing any more."""
    return COMMON_NOTES.of(number)


def put_together(rows: list[list[Any]]) -> tuple[Incident | None, list[Assignment], list[Call]]:
    """Return the incident, its assignments and its calls, each knowing its own."""
    incidents, assessments, assignments, units, moves, calls, alerts, overrides = rows
    if not incidents:
        return None, [], []
    found: Incident = incidents[0]
    found.assessment = assessments[0] if assessments else None
    found.override = overrides[0] if overrides else None
    if found.override:
        found.override.incident = found
    found.alerts_raised = alerts
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
