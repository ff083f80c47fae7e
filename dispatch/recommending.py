"""The recommendation for an incident: the ranking over the roster as it is now."""

import hashlib
from dataclasses import asdict
from typing import Any

from dispatch import board, rank, wire
from dispatch.models import Assignment, Incident
from dispatch.principals import Principal
from responders.models import Agency, Unit
from responders.models.area import name_of

OFFERED = 12
NOT_OFFERED = 8


def recommendation(by: Principal, number: str) -> dict[str, Any]:
    """Return the units that fit, best first with reasons, and the nearest misses with why not."""
    with board.steady():
        incident = board.seen_incident(by, number)
        ranked = rank.rank(_need(incident), _candidates())
    fits = [asdict(r) for r in ranked if r.fits][:OFFERED]
    misses = [r for r in ranked if not r.fits and "triage does not ask for its kind" not in r.why_not]
    seen = wire.canonical([number, incident.assessment_id, [r["unit"] for r in fits]])
    return {
        "incident": number,
        "rank": hashlib.sha256(seen.encode()).hexdigest()[:16],
        "units": fits,
        "not_offered": [asdict(r) for r in misses[:NOT_OFFERED]],
    }


def _need(incident: Incident) -> rank.Need:
    assessed = incident.assessment.result if incident.assessment else {}
    answers = incident.assessment.answers if incident.assessment else {}
    return rank.Need(
        kinds=tuple(r["kind"] for r in assessed.get("response", [])),
        lat=incident.lat,
        lon=incident.lon,
        area=name_of(incident.area_id),
        language=incident.language,
        priority=incident.priority,
        minor=answers.get("age_minor") == "yes",
        hold_likely=bool(assessed.get("hold_likely", False)),
        unarmed_alone_is_safe=bool(assessed.get("unarmed_alone_is_safe")),
    )


def _candidates() -> list[rank.Candidate]:
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
