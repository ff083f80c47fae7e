"""What the ranking compares, read from the rows: an incident's need and the units on the roster."""

from dispatch import overriding, rank
from dispatch.models import Assignment, Incident
from responders.models import Agency, Unit
from responders.models.area import name_of


def need(incident: Incident) -> rank.Need:
    """Return what an incident asks for: triage's response, or that of the override in force."""
    assessed = incident.assessment.result if incident.assessment else {}
    answers = incident.assessment.answers if incident.assessment else {}
    return rank.Need(
        kinds=tuple(overriding.kinds_of(overriding.response(incident))),
        lat=incident.lat,
        lon=incident.lon,
        area=name_of(incident.area_id),
        language=incident.language,
        priority=incident.priority,
        minor=answers.get("age_minor") == "yes",
        hold_likely=bool(assessed.get("hold_likely", False)),
        unarmed_alone_is_safe=bool(assessed.get("unarmed_alone_is_safe")),
    )


def on_roster() -> list[rank.Candidate]:
    """Return every unit on the roster as the ranking sees it, as of now."""
    fences = {a.pk: frozenset(x.name for x in a.serves.all()) for a in Agency.objects.prefetch_related("serves")}
    open_jobs = Assignment.objects.open().select_related("incident")
    busy = {a.unit_id: f"{a.state.replace('_', ' ')} on {a.incident.number}" for a in open_jobs}
    return [
        rank.Candidate(
            call_sign=unit.call_sign,
            agency=unit.agency.code,
            kinds=tuple(unit.kinds),
            lat=unit.lat,
            lon=unit.lon,
            area=name_of(unit.area_id),
            serves=fences[unit.agency_id],
            languages=frozenset(unit.languages),
            minor_trained=unit.minor_trained,
            can_hold=unit.can_hold,
            duty=unit.duty,
            busy=busy.get(unit.pk, ""),
        )
        for unit in Unit.objects.on_roster().select_related("agency")
    ]
