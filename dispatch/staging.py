"""Whether unarmed units wait nearby until the police have reported a scene clear. Pure, over an incident's own record.

Threat: a team walks in while the person with the knife is still there. Shape against it: the hold is set by one rule
in the entry of every command, stands until somebody clears it, and comes back with a danger nobody knew then.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from dispatch import candidates, lifecycles, overriding, plans
from dispatch.models import Assignment, Incident
from responders import kinds
from responders.models import Unit
from responders.models.area import name_of


def holds(unit: Unit) -> bool:
    """Return whether a staging hold keeps this unit away: nobody on it is armed. Medics wait too."""
    return not unit.armed and not set(unit.kinds) & set(kinds.ARMED)


def stands(incident: Incident) -> bool:
    """Return whether unarmed units have to wait now."""
    return bool(incident.staging) and not incident.staging.get("cleared_at")


def due(incident: Incident, assignments: Iterable[Assignment]) -> str:
    """Return the rule by which a hold has to be set now; empty when none, or one stands, or a person cleared it.

    A hold that was cleared comes back only with a danger that was not known then.
    """
    coming = [a for a in assignments if a.state in lifecycles.BEFORE_ARRIVAL and a.is_open and holds(a.unit)]
    if not coming or stands(incident) or not incident.assessment:
        return ""
    if incident.staging and not _worse(incident, incident.staging.get("known", {})):
        return ""
    asked = tuple(overriding.kinds_of(overriding.response(incident)))
    level = incident.assessment.result.get("level")
    at = (incident.call_type, level, name_of(incident.area_id), candidates.local_now())
    return plans.staging(asked, *at, danger=overriding.in_danger(incident))


def _worse(incident: Incident, known: Mapping[str, Any]) -> bool:
    now = overriding.known(incident)
    return bool(set(now["hazards"]) - set(known.get("hazards", []))) or now["level"] > known.get("level", 0)
